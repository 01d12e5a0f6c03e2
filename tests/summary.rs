//! Tests of the summary: what it lists, where its links go, and compact alerts below it.
#![cfg(target_arch = "wasm32")]

mod common;

use std::time::Duration;

use common::{Page, SECOND, ScriptedFeed, View, ViewProps, document, drawn, show, until};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlElement;
use yew::prelude::*;
use yew_outage::model::{Impact, Timestamp};
use yew_outage::prelude::*;
use yew_outage::store::{ClockHandle, ManualClock};

wasm_bindgen_test_configure!(run_in_browser);

/// Noon in New York, in winter.
fn noon() -> Timestamp {
    "2024-01-15T17:00:00Z".parse().unwrap()
}

const MINUTE: Duration = Duration::from_secs(60);

/// A guard in New York at noon, whose feed a test scripts.
struct Site {
    feed: ScriptedFeed,
    clock: ManualClock,
}

impl Site {
    fn new() -> Self {
        Self { feed: ScriptedFeed::new(), clock: ManualClock::at(noon()) }
    }

    fn view_in(&self, messages: &'static Messages, inside: Html) -> ViewProps {
        let clock = ClockHandle::from(self.clock.clone());
        let feeds = self.feed.feed();
        let view = html! {
            <OutageGuard {feeds} {clock} {messages} cache={Cache::None} time_zone="America/New_York">
                { inside }
            </OutageGuard>
        };
        ViewProps { view }
    }

    fn view(&self, inside: Html) -> ViewProps {
        self.view_in(&Messages::ENGLISH, inside)
    }

    /// Shows the page and waits until the sections are available.
    async fn open(&self, inside: Html) -> Page<View> {
        let page = show(self.view(inside).view);
        until("every section is available", || {
            let available = page.count("[data-availability='available']");
            available > 0 && available == page.count(".outage-section")
        })
        .await;
        page
    }

    fn report(&self, outages: impl IntoIterator<Item = Outage>) {
        self.feed.respond_with_outages::<&str, bool>([], outages);
    }
}

/// An outage that nobody planned, with an end in 20 minutes.
fn failure(service: &str) -> Outage {
    Outage::unplanned(service, [service]).with_starts_at(noon() - MINUTE).with_ends_at(noon() + MINUTE * 20)
}

fn section(name: &'static str) -> Html {
    html! { <GuardedSection section={name} down_when={service(name)}>{ "It works" }</GuardedSection> }
}

/// Many sections that depend on one service, with short alerts.
fn sections_on_bank(count: usize) -> Html {
    let section = |number: usize| {
        html! {
            <GuardedSection key={number} section={format!("part {number}")} down_when={service("bank")} compact=true>
                { "It works" }
            </GuardedSection>
        }
    };
    (1..=count).map(section).collect()
}

fn texts(page: &Page<View>, selector: &str) -> Vec<String> {
    let found = page.root.query_selector_all(selector).unwrap();
    (0..found.length()).filter_map(|index| found.item(index)?.text_content()).collect()
}

/// The headings of the summary, and the names below them.
fn groups(page: &Page<View>) -> Vec<String> {
    texts(page, ".outage-summary__heading, .outage-summary li")
}

async fn until_groups(page: &Page<View>, wanted: &[&str]) {
    until(&format!("it lists {wanted:?}"), || groups(page) == wanted).await;
}

fn focus(page: &Page<View>, selector: &str) {
    page.get(selector).unchecked_into::<HtmlElement>().focus().unwrap();
}

fn has_focus(page: &Page<View>, selector: &str) -> bool {
    document().active_element() == page.find(selector)
}

#[wasm_bindgen_test]
async fn forty_sections_on_one_service_are_one_entry_and_one_announcement() {
    let site = Site::new();
    let page = site.open(html! { <><OutageSummary />{ sections_on_bank(40) }</> }).await;
    site.report([failure("bank")]);
    until("they are listed", || page.count(".outage-summary li") == 40).await;
    let listed = groups(&page);
    assert_eq!(listed[0], "40 sections are not available right now");
    assert_eq!(listed[1..], *(1..=40).map(|number| format!("part {number}")).collect::<Vec<_>>());
    assert_eq!(page.count(".outage-summary__group"), 1);
    assert_eq!(texts(&page, ".outage-summary time").len(), 2, "since and until, once");

    until("it is announced", || page.find(".outage-live p").is_some()).await;
    drawn().await;
    assert_eq!(texts(&page, ".outage-live p"), ["40 sections are not available right now"]);
    assert_eq!(page.count("[role='status'], [role='alert'], [aria-live]"), 1, "the guard's own live region");

    assert_eq!(page.count(".outage-section .outage-alert--compact"), 40);
    assert_eq!(page.count(".outage-section .outage-alert__body > p"), 40, "one line each");
    assert_eq!(page.count(".outage-section button"), 0);
    assert_eq!(page.count(".outage-summary .outage-action"), 1);
}

#[wasm_bindgen_test]
async fn nothing_is_shown_while_nothing_is_out() {
    let site = Site::new();
    let page = site.open(html! { <><OutageSummary class="a" id="summary" />{ section("bank") }</> }).await;
    assert!(page.get("#summary").matches(".outage-place.a[hidden]:empty").unwrap());
    site.report([failure("bank")]);
    until("it is shown", || page.find("#summary:not([hidden]) .outage-alert").is_some()).await;
    site.report([]);
    until("it is hidden again", || page.find("#summary[hidden]:empty").is_some()).await;
}

#[wasm_bindgen_test]
async fn the_list_follows_what_changes() {
    let site = Site::new();
    let view = |names: &[&'static str]| {
        site.view(html! { <><OutageSummary />{ for names.iter().map(|name| section(name)) }</> })
    };
    let mut page = show(view(&["a", "b", "c"]).view);
    page.until_availability("c", "available").await;
    site.report([failure("a"), failure("c")]);
    until_groups(&page, &["2 sections are not available right now", "a", "c"]).await;

    let soon = Outage::planned("work", ["b"]).with_starts_at(noon() + MINUTE * 20);
    let slow = failure("c").with_impact(Impact::Degraded);
    site.report([failure("a"), slow.clone(), soon.clone()]);
    let three = [
        "1 section is not available right now",
        "a",
        "You may have problems with 1 section right now",
        "c",
        "Soon 1 section will not be available for a while",
        "b",
    ];
    until_groups(&page, &three).await;

    page.update(view(&["b", "c"]));
    until_groups(&page, &three[2..]).await;
    page.update(view(&["b", "c", "a"]));
    until_groups(&page, &three).await;

    site.report([soon.with_ends_at(noon() + MINUTE * 80)]);
    until_groups(&page, &three[4..]).await;
    assert!(page.find(".outage-summary .outage-alert--information").is_some(), "nothing is out yet");
    assert_eq!(page.count(".outage-summary .outage-action"), 0);
    site.clock.advance(MINUTE * 20);
    until_groups(&page, &["1 section is not available right now", "b"]).await;
}

#[wasm_bindgen_test]
async fn sections_of_different_times_are_different_entries_in_the_order_of_the_page() {
    let site = Site::new();
    let page =
        site.open(html! { <>{ section("z") }<OutageSummary />{ section("y") }{ section("x") }</> }).await;
    let later = failure("y").with_ends_at(noon() + MINUTE * 120);
    site.report([failure("x"), later, failure("z")]);
    let one = "1 section is not available right now";
    until_groups(&page, &["2 sections are not available right now", "z", "x", one, "y"]).await;
    let entry = page.get(".outage-summary__group + .outage-summary__group");
    assert!(entry.text_content().unwrap().contains("2:00 p.m. ET today (in about 2 hours)"));
}

#[wasm_bindgen_test]
async fn a_section_of_another_guard_is_not_listed() {
    let site = Site::new();
    let inner = html! {
        <OutageGuard feeds={Feed::fixed([("hide", true)])}>
            <GuardedSection section="inner" down_when="hide" />
        </OutageGuard>
    };
    let page = show(site.view(html! { <><OutageSummary />{ section("bank") }{ inner }</> }).view);
    page.until_availability("inner", "down").await;
    site.report([failure("bank")]);
    until_groups(&page, &["1 section is not available right now", "bank"]).await;
}

#[wasm_bindgen_test]
async fn a_link_moves_the_focus_to_its_section() {
    let site = Site::new();
    let named = html! {
        <GuardedSection section="mail" down_when={service("bank")} id="mail">{ "It works" }</GuardedSection>
    };
    let page = site.open(html! { <><OutageSummary />{ section("bank") }{ named }</> }).await;
    site.report([failure("bank")]);
    until("they are listed", || page.count(".outage-summary li") == 2).await;
    let hash = || web_sys::window().unwrap().location().hash().unwrap();
    let before = hash();

    focus(&page, ".outage-summary a[href='#mail']");
    page.click(".outage-summary a[href='#mail']");
    assert!(has_focus(&page, "#mail"));
    assert_eq!(hash(), before, "it leaves the address to the app's router");

    page.click(".outage-summary li button[type='button']");
    assert!(has_focus(&page, "[data-section='bank']"));
    assert!(!page.get("#mail").has_attribute("tabindex"));
}

#[wasm_bindgen_test]
async fn the_focus_does_not_leave_with_what_had_it() {
    let site = Site::new();
    let page = site.open(html! { <><OutageSummary />{ section("a") }{ section("b") }</> }).await;
    site.report([failure("a"), failure("b")]);
    until("both are listed", || page.count(".outage-summary li") == 2).await;
    focus(&page, ".outage-summary li:last-child button");
    site.report([failure("b")]);
    until("one is listed", || page.count(".outage-summary li") == 1).await;
    until("the focus is on the heading", || has_focus(&page, ".outage-summary h2")).await;

    focus(&page, ".outage-summary .outage-action");
    site.report([]);
    page.until_availability("b", "available").await;
    until("the focus is in the section", || has_focus(&page, "[data-section='b']")).await;
}

#[wasm_bindgen_test]
async fn a_link_keeps_the_focus_while_its_section_stays_out() {
    let site = Site::new();
    let page = site.open(html! { <><OutageSummary />{ section("a") }{ section("b") }</> }).await;
    site.report([failure("a"), failure("b")]);
    until("both are listed", || page.count(".outage-summary li") == 2).await;
    focus(&page, ".outage-summary li button");
    site.report([failure("a")]);
    until_groups(&page, &["1 section is not available right now", "a"]).await;
    assert!(has_focus(&page, ".outage-summary li button"));
}

#[wasm_bindgen_test]
async fn the_time_that_is_left_follows_the_clock() {
    let site = Site::new();
    let page = site.open(html! { <><OutageSummary />{ section("bank") }</> }).await;
    site.report([failure("bank")]);
    let says = |words: &str| {
        page.find(".outage-summary").is_some_and(|it| it.text_content().unwrap().contains(words))
    };
    until("it says how long it takes", || says("12:20 p.m. ET today (in about 20 minutes)")).await;
    site.clock.advance(MINUTE);
    until("a minute has passed", || says("(in about 19 minutes)")).await;
    site.clock.advance(MINUTE * 20);
    until("its end has passed", || says("This is taking longer than expected.")).await;
}

#[wasm_bindgen_test]
async fn one_button_checks_again() {
    let site = Site::new();
    let page = site.open(html! { <><OutageSummary />{ sections_on_bank(3) }</> }).await;
    site.report([failure("bank")]);
    until("the button is drawn", || page.find(".outage-action").is_some()).await;
    let has_label = |words: &str| page.get(".outage-action").text_content().as_deref() == Some(words);
    assert!(has_label("Check again"));
    let before = site.feed.request_count();
    page.click(".outage-action");
    until("it has checked", || has_label("Checked just now")).await;
    page.click(".outage-action");
    assert_eq!(site.feed.request_count(), before + 1);
    site.clock.advance(SECOND * 5);
    until("the button is ready again", || has_label("Check again")).await;
}

#[wasm_bindgen_test]
async fn it_says_the_feeds_message_once_and_the_authors_words() {
    let site = Site::new();
    let help = html! { <p class="phone">{ "Call us." }</p> };
    let summary = html! { <OutageSummary headline="What does not work" heading_level={3} {help} /> };
    let page = site.open(html! { <>{ summary }{ sections_on_bank(3) }</> }).await;
    site.report([failure("bank").with_message("The bank does not answer.")]);
    until("they are listed", || page.count(".outage-summary li") == 3).await;
    assert_eq!(texts(&page, ".outage-alert__message"), ["The bank does not answer."]);
    assert_eq!(texts(&page, ".outage-summary .phone"), ["Call us."]);
    let alert = page.get(".outage-summary > .outage-alert");
    assert_eq!(alert.get_attribute("aria-label").as_deref(), Some("What does not work"));
    assert_eq!((page.count(".outage-summary h3"), page.count(".outage-summary h4")), (1, 1));
}

#[wasm_bindgen_test]
async fn it_speaks_spanish() {
    let site = Site::new();
    let page =
        show(site.view_in(&Messages::SPANISH, html! { <><OutageSummary />{ sections_on_bank(2) }</> }).view);
    site.report([failure("bank")]);
    until("they are listed", || page.count(".outage-summary li") == 2).await;
    assert_eq!(
        texts(&page, ".outage-summary .outage-alert__headline"),
        ["Advertencia: Problemas y trabajos previstos en esta página"]
    );
    assert_eq!(groups(&page)[0], "2 secciones no están disponibles en este momento");
    let words = page.get(".outage-summary__group").text_content().unwrap();
    assert!(words.contains("hoy a las 12:20 p.m. ET (dentro de aproximadamente 20 minutos)"), "{words}");
}

#[wasm_bindgen_test]
async fn compact_alerts_keep_heading_and_help_in_every_skin() {
    for (skin, alert) in [
        (Skin::OWN, ".outage-alert.outage-alert--compact"),
        (Skin::USWDS, ".usa-alert.usa-alert--slim"),
        (Skin::VA, "va-alert[slim]"),
    ] {
        let section = |down: bool| ViewProps {
            view: html! {
                <OutageGuard feeds={Feed::fixed([("hide", down)])} skin={skin.clone()} messages={&Messages::ENGLISH}>
                    <GuardedSection
                        section="mail"
                        down_when="hide"
                        compact=true
                        help={html! { <p class="phone">{ "Call us." }</p> }}
                    >
                        <input />
                    </GuardedSection>
                </OutageGuard>
            },
        };
        let mut page = show(section(false).view);
        page.until_availability("mail", "available").await;
        focus(&page, "input");
        page.update(section(true));
        until("the alert is drawn", || page.find(alert).is_some()).await;
        let heading = format!("{alert} h3");
        until("the heading has the focus", || has_focus(&page, &heading)).await;
        assert_eq!(page.get(&heading).get_attribute("slot"), None, "a slim alert has no slot for it");
        assert!(page.text().contains("You can’t use mail right now"));
        assert_eq!(texts(&page, &format!("{alert} .phone")), ["Call us."]);
        assert_eq!(page.count("button, va-button"), 0);
    }
}
