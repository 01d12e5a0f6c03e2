//! Tests of what readers see, hear and press while sections go down and come back.
#![cfg(target_arch = "wasm32")]

mod common;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use common::{Page, SECOND, View, ViewProps, document, fixed, show, until, window};
use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlDialogElement, HtmlElement, HtmlInputElement};
use yew::prelude::*;
use yew_outage::feed::Feeds;
use yew_outage::model::{Timestamp, WHOLE_SITE};
use yew_outage::prelude::*;
use yew_outage::testing::{ClockHandle, ManualClock};

wasm_bindgen_test_configure!(run_in_browser);

fn toggles<const N: usize>(on: [(&'static str, bool); N]) -> Feeds {
    Feed::fixed(on).into()
}

fn guard(feeds: Feeds, inside: Html) -> ViewProps {
    ViewProps { view: html! { <OutageGuard {feeds} messages={&Messages::ENGLISH}>{ inside }</OutageGuard> } }
}

/// A section called X on the toggle `hide`, and a button outside of it.
fn section_x(down: bool, while_down: WhileDown, inside: Html) -> ViewProps {
    let inside = html! {
        <>
            <button id="outside">{ "Elsewhere" }</button>
            <GuardedSection section="X" down_when="hide" {while_down}>{ inside }</GuardedSection>
        </>
    };
    guard(toggles([("hide", down)]), inside)
}

fn focus(page: &Page<View>, selector: &str) {
    page.get(selector).unchecked_into::<HtmlElement>().focus().unwrap();
}

fn has_focus(page: &Page<View>, selector: &str) -> bool {
    document().active_element().is_some() && document().active_element() == page.find(selector)
}

async fn until_focused(page: &Page<View>, selector: &str) {
    until(&format!("{selector} has the focus"), || has_focus(page, selector)).await;
}

/// Clears what earlier tests have dismissed.
fn clear_dismissals() {
    web_sys::window().unwrap().session_storage().unwrap().unwrap().clear().unwrap();
}

fn js(body: &str, argument: &JsValue) -> JsValue {
    Function::new_with_args("it", body).call1(&JsValue::NULL, argument).unwrap()
}

// Announcements.

#[wasm_bindgen_test]
async fn the_same_sentence_is_announced_again_in_a_new_element() {
    let page = |down: [bool; 4]| {
        let keys = ["a", "b", "c", "d"];
        let section = |key: &'static str| html! { <GuardedSection section={key} down_when={key}>{ "Works" }</GuardedSection> };
        guard(Feed::fixed(keys.into_iter().zip(down)).into(), keys.map(section).into_iter().collect())
    };
    let mut shown = show(page([false; 4]).view);
    shown.until_availability("d", "available").await;
    let region = shown.get(".outage-live");
    let is_announced = || region.text_content().unwrap() == "2 sections are not available right now";
    shown.update(page([true, true, false, false]));
    until("two are down", is_announced).await;
    let first = region.first_child();
    shown.update(page([true; 4]));
    shown.until_availability("d", "down").await;
    until("a new element announces it", || is_announced() && region.first_child() != first).await;
}

// Focus.

#[component]
fn Fields() -> Html {
    html! { <><input id="one" /><x-field id="host" /></> }
}

/// A custom element with an input in its shadow tree.
fn define_x_field() {
    js(
        "if (!customElements.get('x-field')) {
             customElements.define('x-field', class extends HTMLElement {
                 constructor() {
                     super();
                     this.attachShadow({ mode: 'open' }).append(document.createElement('input'));
                 }
             });
         }",
        &JsValue::NULL,
    );
}

#[wasm_bindgen_test]
async fn focus_returns_into_a_shadow_tree() {
    define_x_field();
    let page = |down: bool| section_x(down, WhileDown::Keep, html! { <Fields /> });
    let mut shown = show(page(false).view);
    shown.until_availability("X", "available").await;
    let host = shown.get("#host");
    let field = js("return it.shadowRoot.querySelector('input')", &host).unchecked_into::<HtmlElement>();
    field.focus().unwrap();
    assert!(has_focus(&shown, "#host"));
    shown.update(page(true));
    until_focused(&shown, "h3").await;
    shown.update(page(false));
    until("the same field has the focus", || {
        host.shadow_root().unwrap().active_element().as_ref() == Some(field.as_ref())
    })
    .await;
    assert!(!host.has_attribute("tabindex"), "{}", host.outer_html());
}

#[wasm_bindgen_test]
async fn only_the_sections_own_element_gets_a_tabindex_and_only_until_it_is_blurred() {
    let page = |down: bool| {
        let inside = html! {
            <GuardedSection
                section="X"
                down_when="hide"
                fallback={html! { <><h3 id="own">{ "Not now" }</h3><button id="call">{ "Call us" }</button></> }}
            >
                <input id="one" />
            </GuardedSection>
        };
        guard(toggles([("hide", down)]), inside)
    };
    let mut shown = show(page(false).view);
    shown.until_availability("X", "available").await;
    focus(&shown, "#one");
    shown.update(page(true));
    until_focused(&shown, ".outage-section").await;
    assert!(!shown.get("#own").has_attribute("tabindex"));
    assert_eq!(shown.get(".outage-section").get_attribute("tabindex").as_deref(), Some("-1"));
    focus(&shown, "#call");
    until("the section's tabindex is removed", || !shown.get(".outage-section").has_attribute("tabindex"))
        .await;
}

/// A feed whose toggle is on with this message, or off without one.
fn feed_with_message(message: Option<&str>) -> Feeds {
    match message {
        Some(message) => {
            let notice = Notice::default().with_message(message);
            Feed::fixed([("hide", Toggle::on().with_notice(notice))]).into()
        }
        None => toggles([("hide", false)]),
    }
}

#[wasm_bindgen_test]
async fn an_edited_message_changes_neither_the_focus_nor_where_it_returns_to() {
    let page = |message: Option<&str>| {
        let inside = html! {
            <>
                <button id="outside">{ "Elsewhere" }</button>
                <GuardedSection section="X" down_when="hide" while_down={WhileDown::Keep}><input id="one" /></GuardedSection>
            </>
        };
        guard(feed_with_message(message), inside)
    };
    for leaves_section in [false, true] {
        let mut shown = show(page(None).view);
        shown.until_availability("X", "available").await;
        focus(&shown, "#one");
        shown.update(page(Some("First.")));
        until_focused(&shown, "h3").await;
        if leaves_section {
            focus(&shown, "#outside");
        }
        shown.update(page(Some("Second.")));
        until("the message has changed", || shown.text().contains("Second.")).await;
        assert!(has_focus(&shown, if leaves_section { "#outside" } else { "h3" }));
        shown.update(page(None));
        shown.until_availability("X", "available").await;
        until_focused(&shown, if leaves_section { "#outside" } else { "#one" }).await;
    }
}

// Modal dialogs.

#[derive(Clone, PartialEq, Properties)]
struct DialogsProps {
    closed: Rc<Cell<u32>>,
}

#[component]
fn Dialogs(props: &DialogsProps) -> Html {
    let closed = props.closed.clone();
    let onclose = Callback::from(move |_: Event| closed.set(closed.get() + 1));
    html! {
        <>
            <dialog id="inner" onclose={&onclose}><input id="first" /><input id="second" /></dialog>
            <dialog id="outer" {onclose}><input id="third" /></dialog>
        </>
    }
}

fn dialog(page: &Page<View>, selector: &str) -> HtmlDialogElement {
    page.get(selector).unchecked_into()
}

fn is_modal(dialog: &Element) -> bool {
    dialog.matches(":modal").unwrap()
}

#[wasm_bindgen_test]
async fn a_modal_dialog_is_closed_while_its_section_is_down_and_opened_again() {
    let closed = Rc::new(Cell::new(0));
    let page = |down: bool| section_x(down, WhileDown::Keep, html! { <Dialogs closed={closed.clone()} /> });
    let mut shown = show(page(false).view);
    shown.until_availability("X", "available").await;
    let (inner, outer) = (dialog(&shown, "#inner"), dialog(&shown, "#outer"));
    outer.show_modal().unwrap();
    inner.show_modal().unwrap();
    focus(&shown, "#second");

    shown.update(page(true));
    until_focused(&shown, "h3").await;
    assert!(!is_modal(&inner) && !is_modal(&outer));
    focus(&shown, "#outside");
    assert!(has_focus(&shown, "#outside"), "the page is not inert");
    focus(&shown, "h3");

    shown.update(page(false));
    until_focused(&shown, "#second").await;
    assert!(is_modal(&inner) && is_modal(&outer));
    focus(&shown, "#third");
    assert!(has_focus(&shown, "#second"), "the topmost dialog is topmost again");

    // The author gets the events of these two, and got none when the library closed the dialogs.
    inner.close();
    until("the author gets the event", || closed.get() > 0).await;
    outer.close();
    until("the author gets the event", || closed.get() > 1).await;
    assert_eq!(closed.get(), 2);
}

#[wasm_bindgen_test]
async fn an_unmounted_modal_dialog_does_not_leave_the_page_inert() {
    let closed = Rc::new(Cell::new(0));
    let page =
        |down: bool| section_x(down, WhileDown::Unmount, html! { <Dialogs closed={closed.clone()} /> });
    let mut shown = show(page(false).view);
    shown.until_availability("X", "available").await;
    dialog(&shown, "#inner").show_modal().unwrap();
    shown.update(page(true));
    until_focused(&shown, "h3").await;
    focus(&shown, "#outside");
    assert!(has_focus(&shown, "#outside"));
    shown.update(page(false));
    shown.until_availability("X", "available").await;
    assert!(!dialog(&shown, "#inner").open());
}

// Dismissed warnings.

#[wasm_bindgen_test]
async fn a_warning_is_dismissed_for_one_section_only() {
    clear_dismissals();
    let start = ClockHandle::default().now() + 600 * SECOND;
    let section = |name: &'static str| html! { <GuardedSection section={name} down_when={service("bank")}>{ "Works" }</GuardedSection> };
    let inside = html! { <>{ section("A") }{ section("B") }</> };
    let page = show(guard(fixed([window("w", "bank", start, None)]), inside).view);
    until("both warnings are drawn", || page.count(".outage-alert") == 2).await;
    page.click("[data-section=A] .outage-action");
    until("one is dismissed", || page.find("[data-section=A] .outage-alert").is_none()).await;
    drop(page);
    let page = show(
        guard(fixed([window("w", "bank", start, None)]), html! { <>{ section("B") }{ section("A") }</> })
            .view,
    );
    page.until_availability("A", "approaching").await;
    assert!(page.find("[data-section=A] .outage-alert").is_none());
    assert!(page.find("[data-section=B] .outage-alert").is_some());
    clear_dismissals();
}

// Whether the rest of the page works.

const REST: &str = "You can use the rest of this page as usual.";
const BACK: &str = "This part comes back by itself.";

#[wasm_bindgen_test]
async fn alerts_say_that_the_rest_works_only_while_another_section_works() {
    let page = |a: bool, b: bool, more: Html| {
        let section = |key: &'static str| html! { <GuardedSection key={key} section={key} down_when={key}>{ "Works" }</GuardedSection> };
        guard(toggles([("a", a), ("b", b)]), html! { <>{ section("a") }{ section("b") }{ more }</> })
    };
    let sentences = |shown: &Page<View>, section: &str| {
        let text = shown.get(&format!("[data-section={section}]")).text_content().unwrap();
        (text.contains(REST), text.contains(BACK))
    };
    let mut shown = show(page(true, true, Html::default()).view);
    shown.until_availability("b", "down").await;
    until("nothing else works", || [sentences(&shown, "a"), sentences(&shown, "b")] == [(false, true); 2])
        .await;
    shown.update(page(true, false, Html::default()));
    until("another section works", || sentences(&shown, "a") == (true, true)).await;
    shown.update(page(true, true, Html::default()));
    until("nothing else works", || [sentences(&shown, "a"), sentences(&shown, "b")] == [(false, true); 2])
        .await;
    let more = html! { <GuardedSection section="c" down_when="c">{ "Works" }</GuardedSection> };
    shown.update(page(true, true, more));
    until("another section is mounted", || {
        [sentences(&shown, "a"), sentences(&shown, "b")] == [(true, true); 2]
    })
    .await;
    shown.update(page(true, true, Html::default()));
    until("it is unmounted", || [sentences(&shown, "a"), sentences(&shown, "b")] == [(false, true); 2]).await;
}

#[wasm_bindgen_test]
async fn the_only_section_of_a_guard_says_that_the_rest_works() {
    let shown = show(section_x(true, WhileDown::Unmount, html! { "Works" }).view);
    shown.until_availability("X", "down").await;
    until("the alert says so", || shown.text().contains(REST)).await;
}

#[wasm_bindgen_test]
async fn alerts_do_not_say_that_the_rest_works_while_the_whole_site_is_down() {
    let noon: Timestamp = "2026-05-02T12:00:00Z".parse().unwrap();
    let clock = ManualClock::at(noon);
    let hour = 3_600 * SECOND;
    let site = fixed([window("site", WHOLE_SITE, noon + hour, Some(hour))]);
    let feeds = site.iter().cloned().chain([Feed::fixed([("hide", true)])]).collect::<Vec<_>>();
    let page = show(html! {
        <OutageGuard {feeds} messages={&Messages::ENGLISH} clock={ClockHandle::from(clock.clone())}>
            <GuardedSection section="X" down_when="hide">{ "Works" }</GuardedSection>
            <GuardedSection section="Y" down_when="other">{ "Works" }</GuardedSection>
        </OutageGuard>
    });
    page.until_availability("X", "down").await;
    until("the rest works", || page.text().contains(REST)).await;
    clock.advance(hour);
    until("the site is down", || !page.text().contains(REST)).await;
    assert!(page.text().contains(BACK));
    clock.advance(hour);
    until("the rest works again", || page.text().contains(REST)).await;
}

#[wasm_bindgen_test]
async fn blank_words_count_as_none() {
    for blank in ["", "  \n"] {
        let downtime = Downtime::default().with_message(blank).with_link(blank);
        let start = Some(ClockHandle::default().now() + 600 * SECOND);
        let inside = html! {
            <>
                <DowntimeBanner section={blank} downtime={downtime.clone()} />
                <DowntimeWarning section={blank} downtime={downtime.with_since(start)} />
                <TemporaryOutage section={blank} headline={blank} />
            </>
        };
        let page = show(guard(Feeds::default(), inside).view);
        until("all are drawn", || page.count(".outage-alert") == 3).await;
        let all = page.root.query_selector_all("h3, p:not(.outage-live p)").unwrap();
        let texts = (0..all.length()).map(|at| all.item(at).unwrap().text_content().unwrap());
        assert!(texts.into_iter().all(|text| !text.trim().is_empty()), "{}", page.root.inner_html());
        assert_eq!(page.count("a"), 0);
        assert!(page.text().contains("You can’t use this part of the page right now"));
    }
}

// Components that show nothing yet.

#[derive(Clone, PartialEq, Properties)]
struct SiblingsProps {
    is_new: bool,
    between: Html,
}

#[component]
fn Siblings(props: &SiblingsProps) -> Html {
    html! {
        <>
            if props.is_new {
                <p id="new">{ "New" }</p>
            }
            { props.between.clone() }
            if !props.is_new {
                <p id="old">{ "Old" }</p>
            }
        </>
    }
}

/// A guard without feeds.
fn guard_without_feeds(inside: Html) -> ViewProps {
    guard(Feeds::default(), inside)
}

/// Mounts and unmounts siblings before and after `between`.
async fn siblings_come_and_go(what: &str, between: Html, wrap: fn(Html) -> ViewProps) {
    let page = |is_new: bool| wrap(html! { <Siblings {is_new} between={between.clone()} /> });
    let mut shown = show(page(false).view);
    until("the first sibling is drawn", || shown.find("#old").is_some()).await;
    for is_new in [true, false, true, false] {
        shown.update(page(is_new));
        until(&format!("{what}: one sibling is mounted and the other unmounted"), || {
            (shown.find("#new").is_some(), shown.find("#old").is_some()) == (is_new, !is_new)
        })
        .await;
    }
    let wrappers = shown.root.query_selector_all(".outage-place").unwrap();
    for index in 0..wrappers.length() {
        let wrapper = wrappers.item(index).unwrap().unchecked_into::<HtmlElement>();
        assert_eq!((wrapper.offset_height(), wrapper.get_attribute("role")), (0, None), "{what}");
    }
}

#[wasm_bindgen_test]
async fn siblings_may_come_and_go_around_an_empty_banner() {
    siblings_come_and_go("the banner", html! { <MaintenanceBanner /> }, guard_without_feeds).await;
}

#[wasm_bindgen_test]
async fn siblings_may_come_and_go_around_an_empty_summary() {
    siblings_come_and_go("the summary", html! { <OutageSummary /> }, guard_without_feeds).await;
}

#[wasm_bindgen_test]
async fn siblings_may_come_and_go_around_a_panel_that_is_not_shown() {
    let panel = html! { <yew_outage::devtools::OutageDevtools /> };
    // Outside of a guard the panel is never shown.
    siblings_come_and_go("the panel", panel, |view| ViewProps { view }).await;
}

#[wasm_bindgen_test]
async fn siblings_may_come_and_go_around_a_dismissed_warning() {
    clear_dismissals();
    let start = Some(ClockHandle::default().now() + 600 * SECOND);
    let warning = html! { <DowntimeWarning section="W" downtime={Downtime::default().with_since(start)} /> };
    let page = show(guard(Feeds::default(), warning.clone()).view);
    until("the warning is drawn", || page.find(".outage-action").is_some()).await;
    page.click(".outage-action");
    until("it is dismissed", || page.find(".outage-alert").is_none()).await;
    siblings_come_and_go("the warning", warning, guard_without_feeds).await;
    clear_dismissals();
}

// Siblings with keys.

#[wasm_bindgen_test]
async fn typed_text_survives_siblings_with_keys_that_come_and_go() {
    let page = |messages: usize| {
        let item = |number: usize| html! { <p key={number}>{ format!("Message {number}") }</p> };
        let inside = html! {
            <>
                { for (0..messages).map(item) }
                <GuardedSection key="form" section="X" down_when="hide" while_down={WhileDown::Keep}>
                    <input id="one" />
                </GuardedSection>
                { for (100..100 + messages).map(item) }
            </>
        };
        guard(toggles([("hide", false)]), inside)
    };
    let mut shown = show(page(1).view);
    shown.until_availability("X", "available").await;
    let field = shown.get("#one").unchecked_into::<HtmlInputElement>();
    field.set_value("I fell off a ladder");
    for messages in [3, 0, 2] {
        shown.update(page(messages));
        until("the list has changed", || shown.count("p") == 2 * messages as u32).await;
        assert!(field.is_connected(), "{messages}");
        assert_eq!(shown.get("#one").unchecked_into::<HtmlInputElement>().value(), "I fell off a ladder");
    }
}

// Events.

#[wasm_bindgen_test]
async fn an_edited_window_warns_once_and_unknown_answers_cause_no_event() {
    let events: Rc<RefCell<Vec<OutageEvent>>> = Rc::default();
    let on_event = {
        let events = events.clone();
        Callback::from(move |event: OutageEvent| events.borrow_mut().push(event))
    };
    let start = ClockHandle::default().now() + 600 * SECOND;
    let page = |feeds: Feeds| ViewProps {
        view: html! {
            <OutageGuard {feeds} on_event={on_event.clone()} messages={&Messages::ENGLISH}>
                <GuardedSection section="X" down_when={toggle("hide").or(service("bank"))}>{ "Works" }</GuardedSection>
            </OutageGuard>
        },
    };
    let warned = |message: &str| {
        let mut window = window("w", "bank", start, None);
        window.message = Some(message.into());
        fixed([window])
    };
    let mut shown = show(page(warned("First.")).view);
    for message in ["Second.", "Third.", "Fourth."] {
        shown.update(page(warned(message)));
        until("the new message is shown", || shown.text().contains(message)).await;
    }
    shown.update(page(toggles([("hide", true)])));
    shown.until_availability("X", "down").await;
    let unknown = yew_outage::testing::ScriptedFeed::unresponsive();
    shown.update(page(unknown.feed().into()));
    until("the feed is polled", || unknown.request_count() == 1).await;
    shown.update(page(toggles([("hide", false)])));
    until("it is back", || shown.availability("X") == "available" && events.borrow().len() >= 3).await;
    let kinds: Vec<&str> = events
        .borrow()
        .iter()
        .map(|event| match event {
            OutageEvent::SectionWarned { .. } => "warned",
            OutageEvent::SectionDown { .. } => "down",
            OutageEvent::SectionBack { .. } => "back",
            _ => "another",
        })
        .collect();
    assert_eq!(kinds, ["warned", "down", "back"]);
}

#[wasm_bindgen_test]
async fn a_section_that_came_back_while_nothing_was_known_is_announced() {
    let script = yew_outage::testing::ScriptedFeed::unresponsive();
    let page = |feeds: Feeds| {
        guard(feeds, html! { <GuardedSection section="X" down_when="hide">{ "Works" }</GuardedSection> })
    };
    let mut shown = show(page(toggles([("hide", true)])).view);
    shown.until_availability("X", "down").await;
    shown.update(page(script.feed().into()));
    until("the feed is polled", || script.request_count() == 1).await;
    shown.update(page(toggles([("hide", false)])));
    until("it is announced", || shown.get(".outage-live").text_content().unwrap() == "Available again: X")
        .await;
}

// Names.

#[wasm_bindgen_test]
async fn a_test_finds_a_section_whatever_its_name() {
    for name in ["veteran's form", "the \"short\" form", "a\\b", "two\nlines", "a']b", "\u{1}", "ünï 🎉"]
    {
        let inside = html! { <GuardedSection section={name} down_when="hide">{ "Works" }</GuardedSection> };
        let page = show(guard(toggles([("hide", true)]), inside).view);
        page.until_availability(name, "down").await;
        assert_eq!(page.availability(name), "down");
    }
}
