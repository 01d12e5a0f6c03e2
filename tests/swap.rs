//! The swap: what a reader was doing is not lost when a section goes down and comes back, and those who do
//! not see the page are told.
#![cfg(target_arch = "wasm32")]

mod common;

use std::time::Duration;

use common::{Page, SECOND, View, ViewProps, document, drawn, fixed, show, until, window};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;
use yew_outage::model::Timestamp;
use yew_outage::prelude::*;
use yew_outage::store::{ClockHandle, ManualClock};

wasm_bindgen_test_configure!(run_in_browser);

/// A form whose parts each hold something in a way of their own.
#[component]
fn ClaimForm() -> Html {
    let saved = use_state(|| 0);
    let onclick = {
        let saved = saved.clone();
        Callback::from(move |_: MouseEvent| saved.set(*saved + 1))
    };
    html! {
        <form>
            <input id="text" />
            <input id="box" type="checkbox" />
            <input id="file" type="file" />
            <div id="scroller" style="height:40px;overflow:auto"><p style="height:400px">{ "Terms" }</p></div>
            <button id="save" type="button" {onclick}>{ format!("Saved {} times", *saved) }</button>
        </form>
    }
}

fn page(down: bool, while_down: WhileDown) -> ViewProps {
    let view = html! {
        <>
            <button id="outside">{ "Elsewhere" }</button>
            <OutageGuard feeds={Feed::fixed([("hide", down)])}>
                <GuardedSection section="the claim form" down_when="hide" {while_down}><ClaimForm /></GuardedSection>
            </OutageGuard>
        </>
    };
    ViewProps { view }
}

async fn flip(page: &mut Page<View>, down: bool, while_down: WhileDown) {
    page.update(self::page(down, while_down));
    page.until_availability("the claim form", if down { "down" } else { "available" }).await;
    // What follows the drawing: focus and scrolling.
    drawn().await;
}

fn choose_a_file(input: &web_sys::Element) {
    let choose = js_sys::Function::new_with_args(
        "input",
        "const chosen = new DataTransfer();
         chosen.items.add(new File(['It was wet.'], 'ladder.txt'));
         input.files = chosen.files;",
    );
    choose.call1(&wasm_bindgen::JsValue::NULL, input).unwrap();
}

fn focus(page: &Page<View>, selector: &str) {
    page.get(selector).unchecked_into::<HtmlElement>().focus().unwrap();
}

/// What has the focus: its id, or else its class.
fn focused() -> String {
    let element = document().active_element().unwrap();
    if element.id().is_empty() { element.class_name() } else { element.id() }
}

#[wasm_bindgen_test]
async fn a_half_filled_form_is_as_it_was() {
    let mut page = show(page(false, WhileDown::Keep).view);
    page.until_availability("the claim form", "available").await;
    let input = page.get("#text").unchecked_into::<HtmlInputElement>();
    input.set_value("I fell off a ladder");
    page.get("#box").unchecked_into::<HtmlInputElement>().set_checked(true);
    choose_a_file(&page.get("#file"));
    page.get("#scroller").set_scroll_top(120);
    page.click("#save");
    until("the state changed", || page.text().contains("Saved 1 times")).await;

    flip(&mut page, true, WhileDown::Keep).await;
    let kept = page.get(".outage-kept");
    assert!(kept.has_attribute("hidden") && kept.has_attribute("inert"));
    assert_eq!(kept.unchecked_ref::<HtmlElement>().offset_height(), 0);

    flip(&mut page, false, WhileDown::Keep).await;
    assert!(!kept.has_attribute("hidden") && !kept.has_attribute("inert"));
    assert!(input.is_connected(), "the very element that was there");
    assert_eq!(input.value(), "I fell off a ladder");
    assert!(page.get("#box").unchecked_into::<HtmlInputElement>().checked());
    let files = page.get("#file").unchecked_into::<HtmlInputElement>().files().unwrap();
    assert_eq!(files.item(0).unwrap().name(), "ladder.txt");
    assert_eq!(page.get("#scroller").scroll_top(), 120);
    assert!(page.text().contains("Saved 1 times"));
}

#[wasm_bindgen_test]
async fn without_keeping_the_section_is_mounted_anew() {
    let mut page = show(page(false, WhileDown::Unmount).view);
    page.until_availability("the claim form", "available").await;
    page.click("#save");
    until("the state changed", || page.text().contains("Saved 1 times")).await;
    flip(&mut page, true, WhileDown::Unmount).await;
    assert_eq!(page.count("form"), 0);
    flip(&mut page, false, WhileDown::Unmount).await;
    assert!(page.text().contains("Saved 0 times"));
}

#[wasm_bindgen_test]
async fn what_was_never_on_the_page_is_not_mounted_out_of_sight() {
    let mut page = show(page(true, WhileDown::Keep).view);
    page.until_availability("the claim form", "down").await;
    assert_eq!(page.count("form"), 0);
    flip(&mut page, false, WhileDown::Keep).await;
    assert_eq!(page.count(".outage-kept > form"), 1);
}

#[wasm_bindgen_test]
async fn focus_inside_goes_to_the_heading_and_back_to_the_section() {
    let mut page = show(page(false, WhileDown::Unmount).view);
    page.until_availability("the claim form", "available").await;
    focus(&page, "#text");
    flip(&mut page, true, WhileDown::Unmount).await;
    assert_eq!(focused(), "outage-alert__headline");
    flip(&mut page, false, WhileDown::Unmount).await;
    assert_eq!(focused(), "outage-section");
}

#[wasm_bindgen_test]
async fn focus_goes_back_to_what_had_it_where_the_section_was_kept() {
    let mut page = show(page(false, WhileDown::Keep).view);
    page.until_availability("the claim form", "available").await;
    focus(&page, "#text");
    flip(&mut page, true, WhileDown::Keep).await;
    assert_eq!(focused(), "outage-alert__headline");
    flip(&mut page, false, WhileDown::Keep).await;
    assert_eq!(focused(), "text");
}

#[wasm_bindgen_test]
async fn focus_elsewhere_stays_there() {
    for while_down in [WhileDown::Unmount, WhileDown::Keep] {
        let mut page = show(page(false, while_down).view);
        page.until_availability("the claim form", "available").await;
        focus(&page, "#outside");
        flip(&mut page, true, while_down).await;
        assert_eq!(focused(), "outside");
        flip(&mut page, false, while_down).await;
        assert_eq!(focused(), "outside");
        // Gone on from the heading, a reader is not pulled back either.
        focus(&page, "#text");
        flip(&mut page, true, while_down).await;
        focus(&page, "#outside");
        flip(&mut page, false, while_down).await;
        assert_eq!(focused(), "outside");
    }
}

#[wasm_bindgen_test]
async fn focus_goes_to_the_section_where_a_fallback_has_no_heading() {
    let view = |down: bool| ViewProps {
        view: html! {
            <OutageGuard feeds={Feed::fixed([("hide", down)])}>
                <GuardedSection
                    section="the claim form"
                    down_when="hide"
                    while_down={WhileDown::Keep}
                    fallback={html! { <p>{ "Not now." }</p> }}
                >
                    <h2>{ "Your claim" }</h2>
                    <ClaimForm />
                </GuardedSection>
            </OutageGuard>
        },
    };
    let mut page = show(view(false).view);
    page.until_availability("the claim form", "available").await;
    focus(&page, "#text");
    page.update(view(true));
    until("the focus has moved", || focused() == "outage-section").await;
}

/// Sections a, b, c on toggles of their own names.
fn three(down: [bool; 3], messages: Languages) -> ViewProps {
    let keys = ["a", "b", "c"];
    let section = |key: &'static str| html! { <GuardedSection section={key} down_when={key}>{ "Works" }</GuardedSection> };
    let view = html! {
        <OutageGuard feeds={Feed::fixed(keys.into_iter().zip(down))} {messages}>{ for keys.map(section) }</OutageGuard>
    };
    ViewProps { view }
}

fn said(page: &Page<View>) -> String {
    page.get("[role=status]").text_content().unwrap()
}

async fn until_said(page: &Page<View>, words: &str) {
    until(&format!("`{words}` is said"), || said(page) == words).await;
}

#[wasm_bindgen_test]
async fn changes_are_spoken_once_and_summed_up() {
    let english = Languages::One(&Messages::ENGLISH);
    let mut page = show(three([true, false, false], english).view);
    page.until_availability("a", "down").await;
    drawn().await;
    assert_eq!(said(&page), "", "the first state is no change");

    page.update(three([false, false, false], english));
    until_said(&page, "Available again: a").await;
    page.update(three([true, true, true], english));
    until_said(&page, "3 sections are not available right now").await;
    page.update(three([true, false, false], english));
    until_said(&page, "2 sections are available again").await;
    page.update(three([false, true, false], english));
    until_said(&page, "You can’t use b right now. Available again: a").await;
    assert_eq!(page.count("[role=status]"), 1);
    assert_eq!(page.get("[role=status]").unchecked_into::<HtmlElement>().offset_height(), 1);

    page.update(three([true, true, true], Languages::One(&Messages::SPANISH)));
    until_said(&page, "2 secciones no están disponibles en este momento").await;
}

#[wasm_bindgen_test]
async fn plural_forms_are_those_of_the_language() {
    const POLISH: Messages = Messages {
        locale: "pl",
        several_down: yew_outage::text::Plural {
            few: Some("{count} części (few)"),
            ..yew_outage::text::Plural::new("one", "{count} części (other)")
        },
        ..Messages::ENGLISH
    };
    let messages = Languages::One(&POLISH);
    let mut page = show(three([false; 3], messages).view);
    page.until_availability("a", "available").await;
    page.update(three([true; 3], messages));
    until_said(&page, "3 części (few)").await;
}

#[wasm_bindgen_test]
async fn a_warning_is_spoken_and_old_news_is_gone() {
    let evening: Timestamp = "2024-05-03T00:00:00Z".parse().unwrap();
    let clock = ManualClock::at(evening - Duration::from_secs(2 * 60 * 60));
    let page = show(html! {
        <OutageGuard feeds={fixed([window("bank", "bank", evening, None)])} clock={ClockHandle::from(clock.clone())}>
            <GuardedSection section="direct deposit" down_when={service("bank")}>{ "Works" }</GuardedSection>
        </OutageGuard>
    });
    page.until_availability("direct deposit", "available").await;
    clock.advance(Duration::from_secs(60 * 60));
    until_said(&page, "Soon you won’t be able to use direct deposit for a while").await;
    clock.advance(Duration::from_secs(10));
    until_said(&page, "").await;
    clock.advance(Duration::from_secs(60 * 60));
    until_said(&page, "You can’t use direct deposit right now").await;
}

#[wasm_bindgen_test]
async fn a_warning_takes_no_focus_and_leaves_the_section_as_it_is() {
    let feed = |warned: bool| {
        let start = ClockHandle::default().now() + if warned { 600 } else { 86_400 } * SECOND;
        fixed([window("bank", "bank", start, None)])
    };
    let view = |warned: bool| ViewProps {
        view: html! {
            <OutageGuard feeds={feed(warned)}>
                <GuardedSection section="the claim form" down_when={service("bank")}><ClaimForm /></GuardedSection>
            </OutageGuard>
        },
    };
    let mut page = show(view(false).view);
    page.until_availability("the claim form", "available").await;
    focus(&page, "#text");
    page.update(view(true));
    page.until_availability("the claim form", "approaching").await;
    drawn().await;
    assert_eq!(focused(), "text");
    // The warning goes by itself, and with it the button that has the focus.
    focus(&page, ".outage-action");
    assert_eq!(focused(), "outage-action");
    page.update(view(false));
    until("the focus is in the section", || focused() == "outage-section").await;
}
