//! Tests of sections, alerts and hooks: their markup, and what renders when.
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

/// A guard in New York time, one day before the end time of the notices.
fn guard(toggle: Toggle, inside: Html) -> Html {
    let clock = ClockHandle::from(day_before());
    html! {
        <OutageGuard feeds={Feed::fixed([("hide", toggle)])} {clock} time_zone="America/New_York">{ inside }</OutageGuard>
    }
}

fn day_before() -> ManualClock {
    ManualClock::at(evening() - Duration::from_secs(24 * 60 * 60))
}

fn section(inside: &str) -> Html {
    html! {
        <GuardedSection section="direct deposit" down_when="hide"><p>{ inside.to_owned() }</p></GuardedSection>
    }
}

/// The section's html, without the comments that Yew leaves between nodes.
fn markup(page: &Page<View>) -> String {
    page.get(".outage-section").outer_html().replace("<!---->", "")
}

#[wasm_bindgen_test]
async fn a_section_that_works_has_this_markup() {
    let page = show(guard(Toggle::off(), section("The form")));
    page.until_availability("direct deposit", "available").await;
    assert_eq!(
        markup(&page),
        r#"<div data-section="direct deposit" data-availability="available" class="outage-section"><div class="outage-content"><p>The form</p></div></div>"#
    );
}

#[wasm_bindgen_test]
async fn an_outage_has_this_markup() {
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
async fn a_downtime_has_this_markup() {
    let toggle = notice(Some("We are moving\nto a new bank."), Some(evening()));
    let page = show(guard(toggle, section("The form")));
    page.until_availability("direct deposit", "down").await;
    assert_eq!(
        page.get(".outage-alert__body").inner_html().replace("<!---->", ""),
        concat!(
            r#"<p>We’re sorry. A system behind this part of the page is not working.</p>"#,
            "<p dir=\"auto\" class=\"outage-alert__message\">We are moving\nto a new bank.</p>",
            r#"<p>We expect it to work again by <time datetime="2024-05-03T00:00:00Z">"#,
            r#"8:00 p.m. ET tomorrow</time>.</p>"#,
            r#"<p>You can use the rest of this page as usual. This part comes back by itself.</p>"#,
        )
    );
}

#[wasm_bindgen_test]
async fn a_message_from_a_feed_is_text_and_never_markup() {
    let hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>&amp;";
    let page = show(guard(notice(Some(hostile), None), section("The form")));
    page.until_availability("direct deposit", "down").await;
    assert_eq!(page.get(".outage-alert__message").text_content().as_deref(), Some(hostile));
    assert_eq!(page.count("img, script"), 0);
}

#[wasm_bindgen_test]
async fn an_end_time_that_has_passed_is_no_longer_shown_while_the_toggle_is_still_on() {
    let clock = day_before();
    let feeds = Feed::fixed([("hide", notice(None, Some(evening())))]);
    let page = show(
        html! { <OutageGuard {feeds} clock={ClockHandle::from(clock.clone())}>{ section("The form") }</OutageGuard> },
    );
    page.until_availability("direct deposit", "down").await;
    assert_eq!(page.count("time"), 1);
    clock.advance(Duration::from_secs(24 * 60 * 60));
    until("the end is gone", || page.count("time") == 0).await;
    assert_eq!(page.availability("direct deposit"), "down");
    assert!(
        page.text()
            .contains("This is taking longer than expected. We don’t know yet when it will work again.")
    );
}

#[wasm_bindgen_test]
async fn an_unknown_time_zone_counts_as_the_readers_own() {
    let toggle = notice(None, Some(evening()));
    let page = show(html! {
        <OutageGuard feeds={Feed::fixed([("hide", toggle)])} clock={ClockHandle::from(day_before())} time_zone="Mars/Olympus">
            { section("The form") }
        </OutageGuard>
    });
    page.until_availability("direct deposit", "down").await;
    assert!(page.get("time").text_content().is_some_and(|words| words.ends_with(" tomorrow")));
}

#[wasm_bindgen_test]
async fn heading_levels_are_clamped_to_those_of_html() {
    for (level, tag) in
        [(1, "H1"), (2, "H2"), (3, "H3"), (4, "H4"), (5, "H5"), (6, "H6"), (0, "H1"), (9, "H6"), (255, "H6")]
    {
        let inside = html! {
            <GuardedSection section="mail" down_when="hide" heading_level={level}>{ "Main St" }</GuardedSection>
        };
        let page = show(guard(Toggle::on(), inside));
        page.until_availability("mail", "down").await;
        assert_eq!(page.get(".outage-alert__headline").tag_name(), tag);
    }
}

#[wasm_bindgen_test]
async fn an_alert_in_a_fallback_inherits_the_section() {
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
async fn a_fallback_may_be_made_from_the_downtime() {
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
async fn alerts_work_outside_of_a_section() {
    let page = show(html! {
        <>
            <TemporaryOutage />
            <TemporaryOutage section="search" until={evening()} heading_level={4} status={AlertStatus::Information} />
            <TemporaryOutage headline="No search today" />
            <DowntimeBanner section="search" downtime={Downtime::default().with_until(evening())} />
            <DowntimeBanner />
        </>
    });
    until("all are drawn", || page.count(".outage-alert") == 5).await;
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
async fn the_pending_line_is_shown_only_if_the_first_answer_takes_long() {
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
    until("the wait is over and the section is shown", || page.text() == "The form").await;
    assert_eq!(page.availability("direct deposit"), "unknown");
}

#[wasm_bindgen_test]
async fn the_author_chooses_what_is_shown_while_nothing_is_known() {
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

/// Depends on its own toggle and counts its renders.
#[component]
fn Counted(props: &CountedProps) -> Html {
    let availability = use_availability(toggle(format!("hide_{}", props.number)));
    props.renders.borrow_mut()[props.number] += 1;
    html! { <p data-number={props.number.to_string()}>{ availability.name() }</p> }
}

#[wasm_bindgen_test]
async fn a_flip_of_one_key_in_a_thousand_renders_one_component() {
    const COUNT: usize = 1_000;
    let space = Space::new();
    space.flip("hide_417", false).await;
    let renders = Rc::new(RefCell::new(vec![0; COUNT]));
    let page = show(html! {
        <OutageGuard feeds={Feed::plain(space.url("/toggles")).every(SECOND)}>
            { for (0..COUNT).map(|number| html! { <Counted {number} renders={renders.clone()} /> }) }
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
async fn use_toggle_renders_when_the_toggle_or_its_notice_changes() {
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
async fn check_again_polls_at_once_and_at_most_every_five_seconds() {
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
    let has_label = |words: &str| button().text_content().as_deref() == Some(words);
    assert!(has_label("Check again"));

    page.click("button");
    until("it has checked", || has_label("Checked just now")).await;
    assert_eq!(button().get_attribute("aria-disabled").as_deref(), Some("true"));
    page.click("button");
    page.click("[data-section='mail'] button");
    Witness::new().await.asks(|| {}).await;
    assert_eq!(space.requests().await.len(), 2);

    clock.advance(SECOND * 5);
    until("the button is ready again", || has_label("Check again")).await;
    assert_eq!(button().get_attribute("aria-disabled"), None);
    space.flip("hide", false).await;
    page.click("button");
    page.until_availability("direct deposit", "available").await;
    assert_eq!(statuses(&space.requests().await), [200, 304, 200]);
}

#[wasm_bindgen_test]
async fn class_and_id_are_on_the_outermost_element_of_every_component() {
    let start = ClockHandle::default().now() + SECOND * 600;
    let downtime = Downtime::default().with_since(start);
    let space = || common::fixed([common::window("site", WHOLE_SITE, start, None)]);
    let alerts = [
        html! { <TemporaryOutage section="X" class="a b" id="it" /> },
        html! { <DowntimeBanner section="X" class="a b" id="it" /> },
        html! { <DowntimeWarning section="X" {downtime} class="a b" id="it" /> },
        html! { <MaintenanceBanner class="a b" id="it" /> },
    ];
    for alert in alerts {
        let page = show(html! { <OutageGuard feeds={space()}>{ alert }</OutageGuard> });
        until("the alert is drawn", || page.find(".outage-alert").is_some()).await;
        let element = page.root.first_element_child().unwrap();
        assert_eq!((element.class_name(), element.id()), ("outage-place a b".into(), "it".into()));
    }
    let page = show(html! { <GuardedSection section="X" down_when="hide" class="a b" id="it" /> });
    page.until_availability("X", "available").await;
    let element = page.root.first_element_child().unwrap();
    assert_eq!((element.class_name(), element.id()), ("outage-section a b".into(), "it".into()));
}

#[wasm_bindgen_test]
async fn without_class_and_id_the_outermost_element_has_its_own_class_only() {
    let page = show(html! { <><TemporaryOutage section="X" /><MaintenanceBanner /></> });
    until("the alert is drawn", || page.find(".outage-alert").is_some()).await;
    assert_eq!(page.count(".outage-place"), 2);
    assert_eq!(page.count(".outage-place:not([id])[class='outage-place']"), 2);
}

#[wasm_bindgen_test]
async fn a_classes_value_is_merged_and_may_change() {
    let view = |class: Classes| common::ViewProps {
        view: html! { <GuardedSection section="X" down_when="hide" {class}>{ "Works" }</GuardedSection> },
    };
    let mut page = show(view(classes!("a", Some("b"))).view);
    until("the classes are there", || page.find(".outage-section.a.b").is_some()).await;
    page.update(view(Classes::new()));
    until("the classes are gone", || page.find(".outage-section[class='outage-section']").is_some()).await;
}

#[derive(PartialEq, Properties)]
struct NamedProps {
    down_when: AttrValue,
}

#[component]
fn Named(props: &NamedProps) -> Html {
    let availability = use_availability(props.down_when.clone());
    html! { <p class="named">{ availability.name() }</p> }
}

#[wasm_bindgen_test]
async fn section_and_down_when_take_what_an_author_has_at_hand() {
    let key = String::from("hide");
    let inside = html! {
        <>
            <GuardedSection section="1" down_when="hide" />
            <GuardedSection section={String::from("2")} down_when={key.clone()} />
            <GuardedSection section={AttrValue::from("3")} down_when={AttrValue::from("hide")} />
            <GuardedSection section={Rc::<str>::from("4")} down_when={Rc::<str>::from("hide")} />
            <GuardedSection section={AttrValue::Static("5")} down_when={AttrValue::Static("hide")} />
            <GuardedSection section="6" down_when={toggle("hide")} />
            <Named down_when={key.clone()} />
            <MaintenanceBanner down_when={key} />
        </>
    };
    let page = show(guard(Toggle::on(), inside));
    for section in ["1", "2", "3", "4", "5", "6"] {
        page.until_availability(section, "down").await;
    }
    until("the hook takes a string", || page.get(".named").text_content().as_deref() == Some("down")).await;
    until("the banner is drawn", || page.find(".outage-banner").is_some()).await;
}

#[wasm_bindgen_test]
async fn the_style_sheet_is_mounted_with_its_nonce() {
    let page = show(html! { <OutageStyle nonce="abc" /> });
    until("it is mounted", || page.find("style").is_some()).await;
    let style: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(page.get("style"));
    assert_eq!(style.nonce(), "abc");
    assert!(style.text_content().is_some_and(|css| css.contains(".outage-alert")));
}
