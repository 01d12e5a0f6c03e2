//! What is seen: sections, alerts, hooks.
#![cfg(target_arch = "wasm32")]

mod common;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use common::{Page, SECOND, Space, View, Witness, drawn, show, statuses, until};
use serde_json::json;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use yew::prelude::*;
use yew_outage::feed::Feeds;
use yew_outage::model::{Notice, Timestamp, Toggle};
use yew_outage::prelude::*;
use yew_outage::store::{ClockHandle, ManualClock};

wasm_bindgen_test_configure!(run_in_browser);

fn evening() -> Timestamp {
    "2024-05-03T00:00:00Z".parse().unwrap()
}

fn notice(message: Option<&str>, ends_at: Option<Timestamp>) -> Toggle {
    let mut notice = Notice::default().with_ends_at(ends_at);
    notice.message = message.map(Into::into);
    Toggle::on().with_notice(notice)
}

/// A guard in New York, a day before the evening that the notices name.
fn guard(toggle: Toggle, inside: Html) -> Html {
    let clock = ClockHandle::from(use_clock());
    html! {
        <OutageGuard feeds={Feed::fixed([("hide", toggle)])} {clock} time_zone="America/New_York">{ inside }</OutageGuard>
    }
}

fn use_clock() -> ManualClock {
    ManualClock::at(evening() - Duration::from_secs(24 * 60 * 60))
}

fn section(inside: &str) -> Html {
    html! {
        <GuardedSection section="direct deposit" down_when="hide"><p>{ inside.to_owned() }</p></GuardedSection>
    }
}

/// The section's html without what Yew leaves between nodes.
fn markup(page: &Page<View>) -> String {
    page.get(".outage-section").outer_html().replace("<!---->", "")
}

#[wasm_bindgen_test]
async fn the_markup_of_a_section_that_works() {
    let page = show(guard(Toggle::off(), section("The form")));
    page.until_availability("direct deposit", "available").await;
    assert_eq!(
        markup(&page),
        r#"<div data-section="direct deposit" data-availability="available" class="outage-section"><div class="outage-content"><p>The form</p></div></div>"#
    );
}

#[wasm_bindgen_test]
async fn the_markup_of_an_outage() {
    let page = show(guard(Toggle::on(), section("The form")));
    page.until_availability("direct deposit", "down").await;
    assert_eq!(
        markup(&page),
        concat!(
            r#"<div data-section="direct deposit" data-availability="down" class="outage-section">"#,
            r#"<div class="outage-place"><div role="group" aria-label="You can’t use direct deposit right now" class="outage-alert outage-alert--warning">"#,
            r#"<svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true" focusable="false" class="outage-alert__icon">"#,
            r#"<path d="M12 2.5L23 21.5H1z" class="outage-alert__icon-outline"></path>"#,
            r#"<path d="M12 9.5v5M12 18v.01" class="outage-alert__icon-sign"></path></svg>"#,
            r#"<div class="outage-alert__content"><h3 tabindex="-1" class="outage-alert__headline">"#,
            r#"<span><span class="outage-visually-hidden">Warning: </span>You can’t use direct deposit right now</span></h3>"#,
            r#"<div class="outage-alert__body">"#,
            r#"<p>We’re sorry. A system behind this part of the page is not working.</p>"#,
            r#"<p>We don’t know yet when it will work again.</p>"#,
            r#"<p>You can use the rest of this page as usual. This part comes back by itself.</p>"#,
            r#"</div></div></div></div></div>"#,
        )
    );
}

#[wasm_bindgen_test]
async fn the_markup_of_a_downtime() {
    let toggle = notice(Some("We are moving\nto a new bank."), Some(evening()));
    let page = show(guard(toggle, section("The form")));
    page.until_availability("direct deposit", "down").await;
    assert_eq!(
        page.get(".outage-alert__body").inner_html().replace("<!---->", ""),
        concat!(
            r#"<p>We’re working on a system behind this part of the page.</p>"#,
            "<p dir=\"auto\" class=\"outage-alert__message\">We are moving\nto a new bank.</p>",
            r#"<p>We expect to be done by <time datetime="2024-05-03T00:00:00Z">"#,
            r#"Thursday, May 2, 2024, at 8:00 p.m. ET</time>.</p>"#,
            r#"<p>You can use the rest of this page as usual. This part comes back by itself.</p>"#,
        )
    );
}

#[wasm_bindgen_test]
async fn words_from_a_feed_are_text() {
    let hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>&amp;";
    let page = show(guard(notice(Some(hostile), None), section("The form")));
    page.until_availability("direct deposit", "down").await;
    assert_eq!(page.get(".outage-alert__message").text_content().as_deref(), Some(hostile));
    assert_eq!(page.count("img, script"), 0);
}

#[wasm_bindgen_test]
async fn an_end_that_passes_is_shown_no_more_though_the_toggle_is_still_on() {
    let clock = use_clock();
    let feeds = Feed::fixed([("hide", notice(None, Some(evening())))]);
    let page = show(
        html! { <OutageGuard {feeds} clock={ClockHandle::from(clock.clone())}>{ section("The form") }</OutageGuard> },
    );
    page.until_availability("direct deposit", "down").await;
    assert_eq!(page.count("time"), 1);
    clock.advance(Duration::from_secs(24 * 60 * 60));
    until("the end is gone", || page.count("time") == 0).await;
    assert_eq!(page.availability("direct deposit"), "down");
    assert!(page.text().contains("We don’t know yet when it will work again."));
}

#[wasm_bindgen_test]
async fn an_unknown_time_zone_counts_as_the_readers() {
    let toggle = notice(None, Some(evening()));
    let page = show(html! {
        <OutageGuard feeds={Feed::fixed([("hide", toggle)])} clock={ClockHandle::from(use_clock())} time_zone="Mars/Olympus">
            { section("The form") }
        </OutageGuard>
    });
    page.until_availability("direct deposit", "down").await;
    assert!(page.get("time").text_content().is_some_and(|words| words.contains(", 2024, at ")));
}

#[wasm_bindgen_test]
async fn headings_have_the_level_that_was_asked_for() {
    for (asked, given) in
        [(1, "H1"), (2, "H2"), (3, "H3"), (4, "H4"), (5, "H5"), (6, "H6"), (0, "H1"), (9, "H6"), (255, "H6")]
    {
        let inside = html! {
            <GuardedSection section="mail" down_when="hide" heading_level={asked}>{ "Main St" }</GuardedSection>
        };
        let page = show(guard(Toggle::on(), inside));
        page.until_availability("mail", "down").await;
        assert_eq!(page.get(".outage-alert__headline").tag_name(), given);
    }
}

#[wasm_bindgen_test]
async fn a_fallback_is_html_that_knows_its_section() {
    let inside = html! {
        <GuardedSection
            section="mail"
            down_when="hide"
            heading_level={2}
            fallback={html! {
                <TemporaryOutage status={AlertStatus::Error}><p class="own">{ "Call 555-0100." }</p></TemporaryOutage>
            }}
        >
            { "Main St" }
        </GuardedSection>
    };
    let page = show(guard(notice(Some("Not shown."), None), inside));
    page.until_availability("mail", "down").await;
    assert_eq!(page.get("h2").text_content().as_deref(), Some("Error: You can’t use mail right now"));
    assert_eq!(
        page.get(".outage-alert__body").inner_html().replace("<!---->", ""),
        r#"<p class="own">Call 555-0100.</p>"#
    );
    assert!(page.find(".outage-alert--error").is_some());
}

#[wasm_bindgen_test]
async fn a_fallback_is_a_callback_from_the_downtime() {
    let fallback = Callback::from(|downtime: Downtime| {
        html! { <p class="own">{ downtime.message.as_deref().unwrap_or("no words").to_owned() }</p> }
    });
    let inside = html! {
        <GuardedSection section="mail" down_when="hide" {fallback}>{ "Main St" }</GuardedSection>
    };
    let page = show(guard(notice(Some("New post office."), None), inside));
    page.until_availability("mail", "down").await;
    assert_eq!(page.get(".own").text_content().as_deref(), Some("New post office."));
}

#[wasm_bindgen_test]
async fn alerts_stand_by_themselves_too() {
    let page = show(html! {
        <>
            <TemporaryOutage />
            <TemporaryOutage section="search" until={evening()} heading_level={4} status={AlertStatus::Information} />
            <TemporaryOutage headline="No search today" />
            <DowntimeBanner section="search" downtime={Downtime::default().with_until(evening())} />
            <DowntimeBanner />
        </>
    });
    until("all are there", || page.count(".outage-alert") == 5).await;
    let headlines: Vec<String> = (0..5)
        .map(|at| page.root.query_selector_all(".outage-alert__headline").unwrap().item(at).unwrap())
        .map(|headline| headline.text_content().unwrap())
        .collect();
    assert_eq!(
        headlines,
        [
            "Warning: You can’t use this part of the page right now",
            "Information: You can’t use search right now",
            "Warning: No search today",
            "Warning: You can’t use search right now",
            "Warning: You can’t use this part of the page right now",
        ]
    );
    assert_eq!((page.count("time"), page.count("h4"), page.count("button")), (2, 1, 0));
}

#[wasm_bindgen_test]
async fn while_nothing_is_known_a_quiet_line_stands_in_only_if_it_takes_long() {
    let space = Space::new();
    space.fault(json!({ "delay_ms": 60_000 })).await;
    let clock = ManualClock::at(evening());
    let feeds = Feed::plain(space.url("/toggles")).timeout(Duration::from_secs(3_600));
    let page = show(
        html! { <OutageGuard {feeds} clock={ClockHandle::from(clock.clone())}>{ section("The form") }</OutageGuard> },
    );
    page.until_availability("direct deposit", "unknown").await;
    clock.advance(Duration::from_millis(299));
    drawn().await;
    assert_eq!(page.text(), "");
    clock.advance(Duration::from_millis(1));
    until("the line is shown", || page.text() == "Checking if you can use direct deposit…").await;
    clock.advance(Duration::from_millis(2_699));
    drawn().await;
    assert_eq!(page.text(), "Checking if you can use direct deposit…");
    clock.advance(Duration::from_millis(1));
    until("the section is shown after all", || page.text() == "The form").await;
    assert_eq!(page.availability("direct deposit"), "unknown");
}

#[wasm_bindgen_test]
async fn while_nothing_is_known_the_author_chooses() {
    let space = Space::new();
    space.fault(json!({ "delay_ms": 60_000 })).await;
    let clock = ManualClock::at(evening());
    let feeds = Feeds::from(Feed::plain(space.url("/toggles")).timeout(Duration::from_secs(3_600)));
    let while_unknown = WhileUnknown::ShowOutage { after: SECOND };
    let page = show(html! {
        <OutageGuard {feeds} clock={ClockHandle::from(clock.clone())} {while_unknown}>
            <GuardedSection section="mail" down_when="hide" pending={html! { <i>{ "A moment" }</i> }}>
                { "Main St" }
            </GuardedSection>
        </OutageGuard>
    });
    until("the author's line is shown", || page.text() == "A moment").await;
    clock.advance(SECOND);
    until("the outage is shown", || page.find(".outage-alert").is_some()).await;
    assert_eq!(page.availability("mail"), "unknown");
}

#[derive(Clone, PartialEq, Properties)]
struct CountedProps {
    number: usize,
    renders: Rc<RefCell<Vec<usize>>>,
}

/// One that asks for its own key and counts how often it renders.
#[component]
fn Counted(props: &CountedProps) -> Html {
    let availability = use_availability(toggle(format!("hide_{}", props.number)));
    props.renders.borrow_mut()[props.number] += 1;
    html! { <p data-number={props.number.to_string()}>{ availability.name() }</p> }
}

#[wasm_bindgen_test]
async fn of_a_thousand_guards_on_a_thousand_keys_one_flip_renders_one() {
    const ALL: usize = 1_000;
    let space = Space::new();
    space.flip("hide_417", false).await;
    let renders = Rc::new(RefCell::new(vec![0; ALL]));
    let page = show(html! {
        <OutageGuard feeds={Feed::plain(space.url("/toggles")).every(SECOND)}>
            { for (0..ALL).map(|number| html! { <Counted {number} renders={renders.clone()} /> }) }
        </OutageGuard>
    });
    until("all are available", || renders.borrow().iter().all(|count| *count == 2)).await;
    space.flip("hide_417", true).await;
    until("one is down", || page.get("[data-number='417']").text_content().as_deref() == Some("down")).await;
    let rendered: Vec<(usize, usize)> =
        renders.borrow().iter().copied().enumerate().filter(|(_, count)| *count != 2).collect();
    assert_eq!(rendered, [(417, 3)]);
}

#[derive(Clone, PartialEq, Properties)]
struct WatcherProps {
    renders: Rc<Cell<usize>>,
}

#[component]
fn Watcher(props: &WatcherProps) -> Html {
    props.renders.set(props.renders.get() + 1);
    let toggle = use_toggle("hide");
    let words = toggle.as_ref().map_or("unknown".to_owned(), |toggle| {
        let message = toggle.notice().and_then(|notice| notice.message.clone());
        format!("{} {}", toggle.is_on(), message.as_deref().unwrap_or("-"))
    });
    html! { <p class="watcher">{ words }</p> }
}

#[wasm_bindgen_test]
async fn one_toggle_is_watched_with_its_notice() {
    let space = Space::new();
    space.put_toggle("hide", json!({ "on": false, "notice": { "message": "Soon." } })).await;
    let renders = Rc::new(Cell::new(0));
    let page = show(html! {
        <OutageGuard feeds={Feed::plain(space.url("/toggles")).every(SECOND)}>
            <Watcher renders={renders.clone()} />
        </OutageGuard>
    });
    let words = || page.text();
    until("the toggle is known", || words() == "false Soon.").await;
    space.put_toggle("hide", json!({ "on": true, "notice": { "message": "Now." } })).await;
    until("it has changed", || words() == "true Now.").await;
    assert_eq!(renders.get(), 3);
}

#[wasm_bindgen_test]
async fn the_inner_guard_shadows_the_outer_one() {
    let page = show(html! {
        <OutageGuard feeds={Feed::fixed([("hide", true)])}>
            <GuardedSection section="outer" down_when="hide">{ "Outer" }</GuardedSection>
            <OutageGuard feeds={Feed::fixed([("other", true)])}>
                <GuardedSection section="inner" down_when="hide">{ "Inner" }</GuardedSection>
            </OutageGuard>
        </OutageGuard>
    });
    page.until_availability("outer", "down").await;
    assert_eq!(page.availability("inner"), "available");
}

#[wasm_bindgen_test]
async fn outside_of_any_guard_sections_are_shown() {
    let page = show(html! { <><Watcher renders={Rc::new(Cell::new(0))} />{ section("The form") }</> });
    page.until_availability("direct deposit", "available").await;
    assert_eq!(page.text(), "false -The form");
}

#[wasm_bindgen_test]
async fn a_rule_may_change_while_the_page_is_open() {
    let feeds = Feeds::from(Feed::fixed([("a", true), ("b", false)]));
    let view = |rule: &'static str| {
        html! {
            <OutageGuard feeds={feeds.clone()}>
                <GuardedSection section="mail" down_when={rule}>{ "Main St" }</GuardedSection>
            </OutageGuard>
        }
    };
    let mut page = show(view("a"));
    page.until_availability("mail", "down").await;
    page.update(common::ViewProps { view: view("b") });
    page.until_availability("mail", "available").await;
    page.update(common::ViewProps { view: view("a") });
    page.until_availability("mail", "down").await;
}

#[wasm_bindgen_test]
async fn check_again_asks_at_once_and_at_most_every_five_seconds() {
    let space = Space::new();
    space.flip("hide", true).await;
    let clock = ManualClock::at(evening());
    let feeds = Feed::plain(space.url("/toggles")).every(Duration::from_secs(3_600));
    let page = show(html! {
        <OutageGuard {feeds} clock={ClockHandle::from(clock.clone())}>
            { section("The form") }
            <GuardedSection section="mail" down_when="hide" />
        </OutageGuard>
    });
    page.until_availability("mail", "down").await;
    let button = || page.get("button.outage-action");
    let says = |words: &str| button().text_content().as_deref() == Some(words);
    assert!(says("Check again"));

    page.click("button");
    until("it has checked", || says("Checked just now")).await;
    assert_eq!(button().get_attribute("aria-disabled").as_deref(), Some("true"));
    page.click("button");
    page.click("[data-section='mail'] button");
    Witness::new().await.asks(|| {}).await;
    assert_eq!(space.requests().await.len(), 2);

    clock.advance(SECOND * 5);
    until("it may be asked again", || says("Check again")).await;
    assert_eq!(button().get_attribute("aria-disabled"), None);
    space.flip("hide", false).await;
    page.click("button");
    page.until_availability("direct deposit", "available").await;
    assert_eq!(statuses(&space.requests().await), [200, 304, 200]);
}

#[wasm_bindgen_test]
async fn the_style_sheet_is_mounted_with_its_nonce() {
    let page = show(html! { <OutageStyle nonce="abc" /> });
    until("it is there", || page.find("style").is_some()).await;
    let style: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(page.get("style"));
    assert_eq!(style.nonce(), "abc");
    assert!(style.text_content().is_some_and(|css| css.contains(".outage-alert")));
}
