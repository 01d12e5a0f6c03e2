//! Tests of the library's own look, with and without its style sheet.
#![cfg(target_arch = "wasm32")]

mod common;

use common::{Page, View, show, until};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};
use yew::prelude::*;
use yew_outage::prelude::*;

wasm_bindgen_test_configure!(run_in_browser);

/// Records the console's warnings, and the elements whose computed style is read.
fn record() {
    js_sys::eval(
        "window.warnings = [];
         window.styled = [];
         const warn = console.warn.bind(console);
         console.warn = (...words) => { window.warnings.push(words.join(' ')); warn(...words); };
         const style = window.getComputedStyle.bind(window);
         window.getComputedStyle = (element, ...more) => { window.styled.push(element); return style(element, ...more); };",
    )
    .unwrap();
}

fn recorded(name: &str) -> js_sys::Array {
    js_sys::Reflect::get(&js_sys::global(), &name.into()).unwrap().unchecked_into()
}

/// How many warnings are about a missing style sheet.
fn warnings() -> usize {
    let is_about_style =
        |words: JsValue| words.as_string().is_some_and(|words| words.contains("OutageStyle"));
    recorded("warnings").iter().filter(|words| is_about_style(words.clone())).count()
}

async fn until_style_is_read(icon: &Element) {
    until("its style is read", || recorded("styled").includes(icon, 0)).await;
}

fn size(icon: &Element) -> (f64, f64) {
    let area = js_sys::Reflect::get(icon, &"getBoundingClientRect".into()).unwrap();
    let area = area.unchecked_into::<js_sys::Function>().call0(icon).unwrap();
    let of = |name: &str| js_sys::Reflect::get(&area, &name.into()).unwrap().as_f64().unwrap();
    (of("width"), of("height"))
}

fn alert(style: Html) -> Page<View> {
    show(html! {
        <div style="width: 900px; --outage-icon: 48px">{ style }<TemporaryOutage section="X" /></div>
    })
}

#[wasm_bindgen_test]
async fn a_missing_style_sheet_is_warned_of_once_and_the_icon_stays_small() {
    record();
    let styled = alert(html! { <OutageStyle /> });
    until("the alert is drawn", || styled.find("svg").is_some()).await;
    let icon = styled.get("svg");
    assert_eq!(size(&icon), (48.0, 48.0), "the style sheet sets the size");
    until_style_is_read(&icon).await;
    assert_eq!(warnings(), 0);
    drop(styled);

    let uswds = show(html! { <OutageGuard skin={Skin::USWDS}><TemporaryOutage section="X" /></OutageGuard> });
    until("the alert is drawn", || uswds.find(".usa-alert").is_some()).await;
    assert_eq!(warnings(), 0, "another skin has its own style sheet");

    let bare = alert(Html::default());
    until("the alert is drawn", || bare.find("svg").is_some()).await;
    let icon = bare.get("svg");
    assert_eq!(size(&icon), (28.0, 28.0), "the markup has a size");
    assert!(bare.get(".outage-alert").unchecked_into::<HtmlElement>().offset_height() < 600);
    until("the warning is written", || warnings() == 1).await;

    let again = alert(Html::default());
    until("the alert is drawn", || again.find("svg").is_some()).await;
    assert_eq!(warnings(), 1, "once a page");
}
