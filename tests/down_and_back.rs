//! Tests of a section that goes down and comes back: form values, focus and scroll positions survive, and screen
//! readers get announcements.
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

/// A form whose controls each keep their state in a different way.
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
    // Focus and scroll positions are restored after the render.
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
async fn a_kept_form_keeps_its_state() {
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
    assert!(input.is_connected(), "it is the same element");
    assert_eq!(input.value(), "I fell off a ladder");
    assert!(page.get("#box").unchecked_into::<HtmlInputElement>().checked());
    let files = page.get("#file").unchecked_into::<HtmlInputElement>().files().unwrap();
    assert_eq!(files.item(0).unwrap().name(), "ladder.txt");
    assert_eq!(page.get("#scroller").scroll_top(), 120);
    assert!(page.text().contains("Saved 1 times"));
}

#[wasm_bindgen_test]
async fn an_unmounted_section_is_mounted_anew() {
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
async fn a_section_that_is_down_from_the_start_is_not_mounted_hidden() {
    let mut page = show(page(true, WhileDown::Keep).view);
    page.until_availability("the claim form", "down").await;
    assert_eq!(page.count("form"), 0);
    flip(&mut page, false, WhileDown::Keep).await;
    assert_eq!(page.count(".outage-kept > form"), 1);
}

#[wasm_bindgen_test]
async fn focus_inside_moves_to_the_heading_and_back_to_the_section() {
    let mut page = show(page(false, WhileDown::Unmount).view);
    page.until_availability("the claim form", "available").await;
    focus(&page, "#text");
    flip(&mut page, true, WhileDown::Unmount).await;
    assert_eq!(focused(), "outage-alert__headline");
    flip(&mut page, false, WhileDown::Unmount).await;
    assert_eq!(focused(), "outage-section");
}

#[wasm_bindgen_test]
async fn focus_returns_to_the_same_element_if_the_section_was_kept() {
    let mut page = show(page(false, WhileDown::Keep).view);
    page.until_availability("the claim form", "available").await;
    focus(&page, "#text");
    flip(&mut page, true, WhileDown::Keep).await;
    assert_eq!(focused(), "outage-alert__headline");
    flip(&mut page, false, WhileDown::Keep).await;
    assert_eq!(focused(), "text");
}

#[wasm_bindgen_test]
async fn focus_elsewhere_does_not_move() {
    for while_down in [WhileDown::Unmount, WhileDown::Keep] {
        let mut page = show(page(false, while_down).view);
        page.until_availability("the claim form", "available").await;
        focus(&page, "#outside");
        flip(&mut page, true, while_down).await;
        assert_eq!(focused(), "outside");
        flip(&mut page, false, while_down).await;
        assert_eq!(focused(), "outside");
        // A reader who has left the heading is not pulled back into the section.
        focus(&page, "#text");
        flip(&mut page, true, while_down).await;
        focus(&page, "#outside");
        flip(&mut page, false, while_down).await;
        assert_eq!(focused(), "outside");
    }
}

#[wasm_bindgen_test]
async fn focus_moves_to_the_section_if_a_fallback_has_no_heading() {
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

/// Sections a, b and c, each on the toggle of its own name.
fn three_sections(down: [bool; 3], messages: &'static Messages) -> ViewProps {
    let keys = ["a", "b", "c"];
    let section = |key: &'static str| html! { <GuardedSection section={key} down_when={key}>{ "Works" }</GuardedSection> };
    let view = html! {
        <OutageGuard feeds={Feed::fixed(keys.into_iter().zip(down))} {messages}>{ for keys.map(section) }</OutageGuard>
    };
    ViewProps { view }
}

fn announcement(page: &Page<View>) -> String {
    page.get("[role=status]").text_content().unwrap()
}

async fn until_announced(page: &Page<View>, words: &str) {
    until(&format!("`{words}` is announced"), || announcement(page) == words).await;
}

#[wasm_bindgen_test]
async fn changes_are_announced_once_and_summed_up() {
    let english = &Messages::ENGLISH;
    let mut page = show(three_sections([true, false, false], english).view);
    page.until_availability("a", "down").await;
    drawn().await;
    assert_eq!(announcement(&page), "", "the first state is no change");

    page.update(three_sections([false, false, false], english));
    until_announced(&page, "Available again: a").await;
    page.update(three_sections([true, true, true], english));
    until_announced(&page, "3 sections are not available right now").await;
    page.update(three_sections([true, false, false], english));
    until_announced(&page, "2 sections are available again").await;
    page.update(three_sections([false, true, false], english));
    until_announced(&page, "You can’t use b right now. Available again: a").await;
    assert_eq!(page.count("[role=status]"), 1);
    assert_eq!(page.get("[role=status]").unchecked_into::<HtmlElement>().offset_height(), 1);

    page.update(three_sections([true, true, true], &Messages::SPANISH));
    until_announced(&page, "2 secciones no están disponibles en este momento").await;
}

#[wasm_bindgen_test]
async fn announcements_use_the_plural_forms_of_the_language() {
    const POLISH: Messages = Messages {
        locale: "pl",
        several_down: yew_outage::text::Plural {
            few: Some("{count} części (few)"),
            ..yew_outage::text::Plural::new("one", "{count} części (other)")
        },
        ..Messages::ENGLISH
    };
    let messages = &POLISH;
    let mut page = show(three_sections([false; 3], messages).view);
    page.until_availability("a", "available").await;
    page.update(three_sections([true; 3], messages));
    until_announced(&page, "3 części (few)").await;
}

#[wasm_bindgen_test]
async fn a_warning_is_announced_and_cleared_after_ten_seconds() {
    let evening: Timestamp = "2024-05-03T00:00:00Z".parse().unwrap();
    let clock = ManualClock::at(evening - Duration::from_secs(2 * 60 * 60));
    let page = show(html! {
        <OutageGuard feeds={fixed([window("bank", "bank", evening, None)])} clock={ClockHandle::from(clock.clone())}>
            <GuardedSection section="direct deposit" down_when={service("bank")}>{ "Works" }</GuardedSection>
        </OutageGuard>
    });
    page.until_availability("direct deposit", "available").await;
    clock.advance(Duration::from_secs(60 * 60));
    until_announced(&page, "Soon you won’t be able to use direct deposit for a while").await;
    clock.advance(Duration::from_secs(10));
    until_announced(&page, "").await;
    clock.advance(Duration::from_secs(60 * 60));
    until_announced(&page, "You can’t use direct deposit right now").await;
}

#[wasm_bindgen_test]
async fn a_warning_does_not_move_the_focus_and_gives_it_to_the_section_when_it_goes() {
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
    // The warning disappears, and with it the button that has the focus.
    focus(&page, ".outage-action");
    assert_eq!(focused(), "outage-action");
    page.update(view(false));
    until("the focus is in the section", || focused() == "outage-section").await;
}
