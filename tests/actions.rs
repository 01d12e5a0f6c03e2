//! Tests of `use_action_guard` on a page: an action is blocked during a downtime and shortly before it.
#![cfg(target_arch = "wasm32")]

mod common;

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use common::{Page, SECOND, ScriptedFeed, Space, drawn, fixed, mount, show, until, window};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlElement;
use yew::prelude::*;
use yew_outage::feed::Feeds;
use yew_outage::model::{Report, Toggle};
use yew_outage::prelude::*;
use yew_outage::store::{ClockHandle, ManualClock};

wasm_bindgen_test_configure!(run_in_browser);

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);

#[derive(Clone, PartialEq, Properties)]
struct Props {
    feeds: Feeds,
    clock: ClockHandle,
    #[prop_or_default]
    takes: Duration,
    #[prop_or_default]
    while_unknown: WhileUnknown,
    #[prop_or(&Messages::ENGLISH)]
    messages: &'static Messages,
}

/// A page in New York with a form that is not to be started during a downtime.
#[component]
fn App(props: &Props) -> Html {
    html! {
        <OutageGuard
            feeds={props.feeds.clone()}
            clock={props.clock.clone()}
            while_unknown={props.while_unknown}
            messages={props.messages}
            time_zone="America/New_York"
            cache={Cache::None}
        >
            <Start takes={props.takes} />
        </OutageGuard>
    }
}

#[derive(PartialEq, Properties)]
struct StartProps {
    takes: Duration,
}

#[component]
fn Start(props: &StartProps) -> Html {
    let (pressed, sent) = (use_state(|| 0), use_state(|| 0));
    let start = use_action_guard("the claim form", service("claims").or("hide_claims"), props.takes);
    let onclick = {
        let pressed = pressed.clone();
        Callback::from(move |_: MouseEvent| pressed.set(*pressed + 1))
    };
    let onsubmit = {
        let sent = sent.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            sent.set(*sent + 1);
        })
    };
    html! {
        <>
            <button
                id="start"
                type="button"
                aria-disabled={start.aria_disabled()}
                aria-describedby={start.described_by()}
                onclick={start.unless_blocked(onclick)}
            >
                { "Start" }
            </button>
            <form onsubmit={start.unless_blocked(onsubmit)}>
                <button id="send" type="submit" />
            </form>
            { start.reason() }
            <p class="counts">{ format!("pressed {}, sent {}", *pressed, *sent) }</p>
        </>
    }
}

fn evening() -> Timestamp {
    "2024-05-02T18:00:00-04:00".parse().unwrap()
}

fn open(feeds: impl Into<Feeds>, clock: &ManualClock, takes: Duration) -> Page<App> {
    let clock = ClockHandle::from(clock.clone());
    mount(yew::props!(Props { feeds: feeds.into(), clock, takes }))
}

/// What a screen reader reads as the button's description; `None` if it is not disabled.
fn description(page: &Page<App>) -> Option<String> {
    let button = page.find("#start")?;
    assert!(!button.has_attribute("disabled"), "a disabled button cannot have the focus");
    let id = button.get_attribute("aria-describedby");
    assert_eq!(button.get_attribute("aria-disabled").is_some(), id.is_some());
    let reason = page.get(&format!("#{}", id?));
    assert!(!reason.has_attribute("hidden"));
    // Chromium uses narrow no-break spaces in some names.
    Some(reason.text_content().unwrap().replace('\u{202f}', " "))
}

async fn until_described(page: &Page<App>, words: &str) {
    until(&format!("the button says: {words}"), || {
        description(page).is_some_and(|text| text.contains(words))
    })
    .await;
}

async fn until_open(page: &Page<App>) {
    let is_open = || page.find("#start").is_some() && description(page).is_none();
    until("the action is not blocked", is_open).await;
}

#[wasm_bindgen_test]
async fn an_action_is_blocked_by_the_clock_before_and_during_a_downtime() {
    let clock = ManualClock::at(evening());
    let work = window("w", "claims", evening() + 2 * HOUR, Some(2 * HOUR));
    let page = open(fixed([work]), &clock, 20 * MINUTE);
    until_open(&page).await;
    assert!(page.get(".outage-reason").has_attribute("hidden"));

    clock.advance(HOUR + 40 * MINUTE - SECOND);
    drawn().await;
    assert_eq!(description(&page), None, "there is time enough, though the guard warns from 7 p.m. on");
    clock.advance(SECOND);
    until_described(
        &page,
        "Soon you won’t be able to use the claim form for a while.\
         The work is planned for today, from 8:00 p.m. (in about 20 minutes) to 10:00 p.m. ET.\
         There is not enough time left to start this now.",
    )
    .await;
    clock.advance(MINUTE);
    until_described(&page, "(in about 19 minutes)").await;

    clock.advance(19 * MINUTE);
    until_described(
        &page,
        "You can’t use the claim form right now.\
         We expect to be done by 10:00 p.m. ET tonight (in about 2 hours).",
    )
    .await;
    clock.advance(MINUTE);
    until_described(&page, "(in about 1 hour 59 minutes)").await;
    clock.advance(2 * HOUR);
    until_open(&page).await;
    assert_eq!(page.get(".outage-reason").text_content().unwrap(), "");
}

#[wasm_bindgen_test]
async fn a_blocked_press_does_nothing_keeps_the_focus_and_is_announced() {
    let clock = ManualClock::at(evening());
    let work = window("w", "claims", evening() + HOUR, Some(HOUR));
    let page = open(fixed([work]), &clock, Duration::ZERO);
    until_open(&page).await;
    page.click("#start");
    page.click("#send");
    until("both are counted", || page.text().contains("pressed 1, sent 1")).await;

    clock.advance(HOUR);
    until_described(&page, "You can’t use the claim form right now").await;
    let button = page.get("#start").unchecked_into::<HtmlElement>();
    button.focus().unwrap();
    for control in ["#start", "#send"] {
        // The guard announces every press, so the region's paragraph is a new element.
        let before = page.find(".outage-live p");
        page.click(control);
        until("the reason is announced", || {
            let announced = page.find(".outage-live p").filter(|_| before != page.find(".outage-live p"));
            announced.is_some_and(|it| it.text_content().unwrap().contains("use the claim form right now"))
        })
        .await;
    }
    assert!(page.text().contains("pressed 1, sent 1"), "{}", page.text());
    assert!(page.get("#start:focus").is_same_node(Some(&button)));
}

#[wasm_bindgen_test]
async fn a_blocked_button_does_not_submit_its_form() {
    #[derive(PartialEq, Properties)]
    struct FormProps {
        onsubmit: Callback<SubmitEvent>,
    }
    #[component]
    fn Form(props: &FormProps) -> Html {
        let start = use_action_guard("the claim form", service("claims"), Duration::ZERO);
        let onclick = start.unless_blocked(Callback::noop());
        html! {
            <form onsubmit={props.onsubmit.clone()}>
                <button aria-disabled={start.aria_disabled()} {onclick} />
                { start.reason() }
            </form>
        }
    }
    let clock = ManualClock::at(evening());
    let feeds = fixed([window("w", "claims", evening(), Some(HOUR))]);
    let sent = Rc::new(Cell::new(0));
    let onsubmit = {
        let sent = sent.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            sent.set(sent.get() + 1);
        })
    };
    let page = show(html! {
        <OutageGuard {feeds} clock={ClockHandle::from(clock.clone())}><Form {onsubmit} /></OutageGuard>
    });
    until("it is blocked", || page.find("[aria-disabled]").is_some()).await;
    page.click("button");
    assert_eq!(sent.get(), 0);
    clock.advance(HOUR);
    until("it is not blocked", || page.find("button:not([aria-disabled])").is_some()).await;
    page.click("button");
    assert_eq!(sent.get(), 1);
}

#[wasm_bindgen_test]
async fn a_feed_blocks_and_unblocks_an_action() {
    let space = Space::new();
    space.flip("hide_claims", true).await;
    let clock = ManualClock::at(evening());
    let page = open(Feed::plain(space.url("/toggles")).every(SECOND), &clock, Duration::ZERO);
    until_described(&page, "We don’t know yet when it will work again.").await;
    space.flip("hide_claims", false).await;
    common::advance_until(&clock, SECOND, "the action is open", || description(&page).is_none()).await;
}

#[wasm_bindgen_test]
async fn while_nothing_is_known_the_guard_decides() {
    let clock = ManualClock::at(evening());
    let silent = ScriptedFeed::unresponsive();
    let page = open(silent.feed(), &clock, Duration::ZERO);
    until_open(&page).await;
    drop(page);

    let page = mount(yew::props!(Props {
        feeds: Feeds::from(silent.feed()),
        clock: ClockHandle::from(clock.clone()),
        while_unknown: WhileUnknown::ShowOutage { after: 5 * SECOND },
    }));
    until_described(&page, "Checking if you can use the claim form…").await;
    clock.advance(5 * SECOND);
    until_described(&page, "You can’t use the claim form right now.").await;
}

#[wasm_bindgen_test]
async fn the_reason_is_in_the_guards_language() {
    let clock = ManualClock::at(evening());
    let work = window("w", "claims", evening() + 10 * MINUTE, Some(HOUR));
    let page = mount(yew::props!(Props {
        feeds: fixed([work]),
        clock: ClockHandle::from(clock),
        takes: 20 * MINUTE,
        messages: &Messages::SPANISH,
    }));
    until_described(&page, "Ya no queda tiempo suficiente para empezar esto ahora.").await;
    until_described(&page, "Pronto no podrá usar the claim form por un tiempo.").await;
}

#[wasm_bindgen_test]
async fn an_overdue_downtime_says_that_it_takes_longer() {
    let clock = ManualClock::at(evening());
    let notice = Notice::default().with_ends_at(evening() + HOUR);
    let mut report = Report::builder();
    report.toggle("hide_claims", Toggle::on().with_notice(notice));
    let page = open(Feed::fixed_report(report.build()), &clock, Duration::ZERO);
    until_described(&page, "We expect it to work again by 7:00 p.m. ET tonight (in about 1 hour).").await;
    clock.advance(HOUR);
    until_described(&page, "This is taking longer than expected.").await;
}

#[wasm_bindgen_test]
async fn each_action_has_a_reason_of_its_own_and_outside_of_a_guard_none_is_blocked() {
    let page = show(html! { <><Start takes={HOUR} /><Start takes={HOUR} /></> });
    until("both are shown", || page.count(".outage-reason") == 2).await;
    assert_eq!(page.count(".outage-reason[hidden]"), 2);
    let ids = page.get(".outage-reason").id();
    assert_eq!(page.count(&format!("#{ids}")), 1);
    page.click("#start");
    until("it is counted", || page.text().contains("pressed 1")).await;
}
