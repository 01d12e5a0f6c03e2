//! The own look where its style sheet is there, and where it is not.
#![cfg(target_arch = "wasm32")]

mod common;

use common::{Page, View, show, until};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};
use yew::prelude::*;
use yew_outage::prelude::*;

wasm_bindgen_test_configure!(run_in_browser);

/// Notes what the console is warned of, and of which elements the style is looked at.
fn watch() {
    js_sys::eval(
        "window.warned = [];
         window.looked = [];
         const warn = console.warn.bind(console);
         console.warn = (...words) => { window.warned.push(words.join(' ')); warn(...words); };
         const style = window.getComputedStyle.bind(window);
         window.getComputedStyle = (element, ...more) => { window.looked.push(element); return style(element, ...more); };",
    )
    .unwrap();
}

fn list(name: &str) -> js_sys::Array {
    js_sys::Reflect::get(&js_sys::global(), &name.into()).unwrap().unchecked_into()
}

/// The warnings of a missing style sheet.
fn warnings() -> usize {
    let about_it = |words: JsValue| words.as_string().is_some_and(|words| words.contains("OutageStyle"));
    list("warned").iter().filter(|words| about_it(words.clone())).count()
}

async fn until_looked_at(icon: &Element) {
    until("its style is looked at", || list("looked").includes(icon, 0)).await;
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
async fn the_console_is_told_once_that_it_is_missing_and_the_icon_stays_small() {
    watch();
    let styled = alert(html! { <OutageStyle /> });
    until("the alert is there", || styled.find("svg").is_some()).await;
    let icon = styled.get("svg");
    assert_eq!(size(&icon), (48.0, 48.0), "the style sheet says of what size it is");
    until_looked_at(&icon).await;
    assert_eq!(warnings(), 0);
    drop(styled);

    let uswds = show(html! { <OutageGuard skin={Skin::USWDS}><TemporaryOutage section="X" /></OutageGuard> });
    until("the alert is there", || uswds.find(".usa-alert").is_some()).await;
    assert_eq!(warnings(), 0, "another skin has a style sheet of its own");

    let bare = alert(Html::default());
    until("the alert is there", || bare.find("svg").is_some()).await;
    let icon = bare.get("svg");
    assert_eq!(size(&icon), (28.0, 28.0), "of a size of its own");
    assert!(bare.get(".outage-alert").unchecked_into::<HtmlElement>().offset_height() < 600);
    until("the console is told", || warnings() == 1).await;

    let again = alert(Html::default());
    until("the alert is there", || again.find("svg").is_some()).await;
    assert_eq!(warnings(), 1, "once a page");
}
