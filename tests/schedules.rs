//! Tests of maintenance windows on a page: sections are warned, go down and come back by the clock.
#![cfg(target_arch = "wasm32")]

mod common;

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use common::{GiveOut, Hidden, Out, Page, SECOND, Space, document, drawn, fixed, mount, until, window};
use serde_json::json;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use yew::prelude::*;
use yew_outage::feed::Feeds;
use yew_outage::prelude::*;
use yew_outage::store::{Clock, ClockHandle, ManualClock, SystemClock, Timer};

wasm_bindgen_test_configure!(run_in_browser);

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);

#[derive(Clone, PartialEq, Properties)]
struct Props {
    feeds: Feeds,
    clock: ClockHandle,
    children: Html,
}

/// A page in New York.
#[component]
fn App(props: &Props) -> Html {
    html! {
        <OutageGuard feeds={props.feeds.clone()} clock={props.clock.clone()} time_zone="America/New_York">
            { props.children.clone() }
        </OutageGuard>
    }
}

fn evening() -> Timestamp {
    "2024-05-02T18:00:00-04:00".parse().unwrap()
}

fn bank() -> Html {
    html! {
        <GuardedSection section="bank" down_when={service("bank")}>
            <form><input class="field" /></form>
        </GuardedSection>
    }
}

fn open(feeds: Feeds, clock: &ManualClock, children: Html) -> Page<App> {
    mount(Props { feeds, clock: ClockHandle::from(clock.clone()), children })
}

/// Removes dismissals, so that no test sees those of another.
fn forget_dismissals() {
    web_sys::window().unwrap().session_storage().unwrap().unwrap().clear().unwrap();
}

#[wasm_bindgen_test]
async fn a_section_is_warned_of_goes_down_and_comes_back_by_the_clock_alone() {
    forget_dismissals();
    let clock = ManualClock::at(evening());
    let page = open(fixed([window("w", "bank", evening() + 2 * HOUR, Some(2 * HOUR))]), &clock, bank());
    page.until_availability("bank", "available").await;
    let form = page.get("form");
    assert_eq!(page.count(".outage-alert"), 0);

    clock.advance(HOUR - SECOND);
    drawn().await;
    assert_eq!(page.availability("bank"), "available");
    clock.advance(SECOND);
    page.until_availability("bank", "approaching").await;
    let text = page.text();
    assert!(text.contains("Soon you won’t be able to use bank for a while"), "{text}");
    assert!(
        text.contains("The work is planned for today, from 8:00 p.m. (in about 1 hour) to 10:00 p.m. ET."),
        "{text}"
    );
    assert!(form.is_connected(), "a warning does not replace the section");

    clock.advance(HOUR);
    page.until_availability("bank", "down").await;
    let text = page.text();
    assert!(text.contains("You can’t use bank right now"), "{text}");
    assert!(
        text.contains("The work is planned for today, from 8:00 p.m. to 10:00 p.m. ET (in about 2 hours)."),
        "{text}"
    );
    assert_eq!(page.count("form"), 0);

    clock.advance(2 * HOUR);
    page.until_availability("bank", "available").await;
    assert_eq!((page.count("form"), page.count(".outage-alert")), (1, 0));
}

#[wasm_bindgen_test]
async fn overlapping_and_touching_windows_are_one_downtime() {
    forget_dismissals();
    let start = evening() + MINUTE;
    let windows = [
        window("a", "bank", start, Some(HOUR)),
        window("b", "bank", start + HOUR, Some(HOUR)),
        window("c", "bank", start + HOUR, Some(30 * MINUTE)),
        window("d", "bank", start + 5 * HOUR, None),
    ];
    let clock = ManualClock::at(start);
    let page = open(fixed(windows), &clock, bank());
    page.until_availability("bank", "down").await;
    assert!(page.text().contains("from 6:01 p.m. to 8:01 p.m. ET"), "{}", page.text());
    clock.advance(HOUR);
    drawn().await;
    assert_eq!(page.availability("bank"), "down");
    clock.advance(HOUR);
    page.until_availability("bank", "available").await;
    clock.advance(3 * HOUR);
    page.until_availability("bank", "down").await;
    assert!(page.text().contains("We don’t know yet when it will work again."));
}

#[wasm_bindgen_test]
async fn a_window_of_the_whole_site_takes_every_service_down_and_no_toggle() {
    let clock = ManualClock::at(evening());
    let inside = html! {
        <>
            { bank() }
            <GuardedSection section="mail" down_when="hide_mail">{ "Main St" }</GuardedSection>
        </>
    };
    let page = open(fixed([window("w", "global", evening(), None)]), &clock, inside);
    page.until_availability("bank", "down").await;
    assert_eq!(page.availability("mail"), "available");
}

#[wasm_bindgen_test]
async fn a_dismissed_warning_stays_dismissed_unless_its_window_moves_earlier() {
    forget_dismissals();
    let clock = ManualClock::at(evening());
    let at = |minutes: u32| fixed([window("w", "bank", evening() + MINUTE * minutes, Some(HOUR))]);
    let mut page = open(at(40), &clock, bank());
    let warned = |page: &Page<App>| page.count(".outage-alert--information") == 1;
    until("the warning is shown", || warned(&page)).await;
    page.click(".outage-action");
    until("it is dismissed", || !warned(&page)).await;
    assert_eq!(page.availability("bank"), "approaching");
    assert!(document().active_element().is_some_and(|focus| focus.class_name() == "outage-section"));

    let list = |page: &mut Page<App>, feeds: Feeds| {
        page.update(Props { feeds, clock: ClockHandle::from(clock.clone()), children: bank() });
    };
    list(&mut page, at(50));
    drawn().await;
    assert!(!warned(&page), "a later window needs no new warning");
    list(&mut page, at(30));
    until("an earlier window is warned of again", || warned(&page)).await;
    page.click(".outage-action");
    until("it is dismissed", || !warned(&page)).await;
    drop(page);

    let page = open(at(30), &clock, bank());
    page.until_availability("bank", "approaching").await;
    drawn().await;
    assert!(!warned(&page), "the dismissal lasts for the tab");
    let other = open(fixed([window("other", "bank", evening() + MINUTE * 30, None)]), &clock, bank());
    until("another window is warned of", || warned(&other)).await;
}

#[wasm_bindgen_test]
async fn the_banner_announces_maintenance_of_the_whole_site_from_twelve_hours_ahead() {
    forget_dismissals();
    let clock = ManualClock::at(evening());
    let mut work = window("site", "global", evening() + 13 * HOUR, Some(150 * MINUTE));
    work.message = Some("New servers.".into());
    work.link = Some("https://status.example.gov/site".into());
    let page = open(fixed([work]), &clock, html! { <MaintenanceBanner /> });
    drawn().await;
    assert_eq!(page.text(), "");

    clock.advance(HOUR);
    until("the banner is shown", || page.count(".outage-banner") == 1).await;
    assert_eq!(
        page.get("h2").text_content().as_deref(),
        Some("Information: We’ll be working on this site soon")
    );
    assert_eq!(
        page.get("dl").text_content().as_deref(),
        Some(concat!("Date:Friday, May 3, 2024", "Start:7:00 a.m. ET", "Duration:2 hours 30 minutes"))
    );
    assert_eq!(page.get(".outage-alert__message").text_content().as_deref(), Some("New servers."));
    assert_eq!(page.get("a").get_attribute("href").as_deref(), Some("https://status.example.gov/site"));
    page.click(".outage-action");
    until("it is dismissed", || page.count(".outage-banner") == 0).await;

    clock.advance(12 * HOUR);
    until("the begin is announced again", || page.count(".outage-banner") == 1).await;
    assert_eq!(
        page.get("h2").text_content().as_deref(),
        Some("Warning: We’re working on this site right now")
    );
    clock.advance(3 * HOUR);
    until("it is over", || page.count(".outage-banner") == 0).await;
}

#[wasm_bindgen_test]
async fn the_banner_covers_the_authors_services_in_the_authors_words() {
    forget_dismissals();
    let clock = ManualClock::at(evening());
    let inside = html! {
        <MaintenanceBanner
            down_when={service("bank")}
            warn_before={HOUR}
            headline="The bank is closed tonight"
            heading_level={9}
        >
            <p class="own">{ "Come back tomorrow." }</p>
        </MaintenanceBanner>
    };
    let page = open(fixed([window("w", "bank", evening() + HOUR, None)]), &clock, inside);
    until("the banner is shown", || page.count(".outage-banner") == 1).await;
    assert_eq!(page.get("h6").text_content().as_deref(), Some("Information: The bank is closed tonight"));
    assert_eq!(page.get(".own").text_content().as_deref(), Some("Come back tomorrow."));
    assert!(page.get("dl").text_content().is_some_and(|facts| facts.ends_with("Duration:not known yet")));
}

#[wasm_bindgen_test]
async fn a_section_may_render_itself_from_its_availability() {
    let clock = ManualClock::at(evening());
    let render = Callback::from(|availability: Availability| match availability {
        Availability::Down(_) => html! { <DowntimeBanner /> },
        other => html! { <p class="own">{ other.name() }</p> },
    });
    let inside = html! { <GuardedSection section="bank" down_when={service("bank")} {render} /> };
    let page = open(fixed([window("w", "bank", evening() + 2 * HOUR, Some(HOUR))]), &clock, inside);
    for wanted in ["available", "approaching"] {
        until(wanted, || page.find(".own").is_some_and(|own| own.text_content().as_deref() == Some(wanted)))
            .await;
        clock.advance(HOUR);
    }
    page.until_availability("bank", "down").await;
    assert!(page.text().contains("You can’t use bank right now"), "its alerts know the section");
}

/// A clock whose timers never fire, like those of a laptop whose lid is closed.
#[derive(Clone)]
struct Sleepy(Rc<Cell<Timestamp>>);

impl Clock for Sleepy {
    fn now(&self) -> Timestamp {
        self.0.get()
    }

    fn after(&self, _: Duration, _: Box<dyn FnOnce()>) -> Timer {
        Timer::new(())
    }
}

#[wasm_bindgen_test]
async fn a_page_that_wakes_up_evaluates_everything_again() {
    let clock = Sleepy(Rc::new(Cell::new(evening())));
    let feeds = fixed([window("w", "bank", evening() + 2 * HOUR, Some(HOUR))]);
    let page = mount::<App>(Props { feeds, clock: ClockHandle::from(clock.clone()), children: bank() });
    page.until_availability("bank", "available").await;
    let lid = Hidden::new();
    clock.0.set(evening() + 2 * HOUR);
    drawn().await;
    assert_eq!(page.availability("bank"), "available");
    drop(lid);
    page.until_availability("bank", "down").await;
}

#[wasm_bindgen_test]
async fn a_delay_that_is_too_long_for_a_browser_is_split() {
    let ring = |delay: Duration| {
        let rang = Rc::new(Cell::new(false));
        let ringing = rang.clone();
        (SystemClock.after(delay, Box::new(move || ringing.set(true))), rang)
    };
    // A browser treats each of these as no delay, or as a few milliseconds.
    let long = [1_u64 << 31, (1 << 31) + 5, 1 << 32, (1 << 33) + 7, u64::MAX]
        .map(|ms| ring(Duration::from_millis(ms)));
    let (dropped, dropped_rang) = ring(Duration::from_millis(10));
    drop(dropped);
    let (_short, short_fired) = ring(Duration::from_millis(20));
    until("the short timer fires", || short_fired.get()).await;
    assert!(long.iter().all(|(_, rang)| !rang.get()));
    assert!(!dropped_rang.get());
}

fn by_the_readers_clock(feeds: impl Into<Feeds>) -> Page<App> {
    mount(Props { feeds: feeds.into(), clock: ClockHandle::default(), children: bank() })
}

#[wasm_bindgen_test]
async fn a_servers_date_corrects_the_readers_clock() {
    let space = Space::new();
    let body = json!({ "windows": [
        { "id": "w", "services": ["bank"], "starts_at": "2100-01-01T00:00:00Z", "ends_at": "2100-01-01T01:00:00Z" }
    ] });
    for (date, age, wanted) in [
        ("Thu, 31 Dec 2099 22:30:00 GMT", "0", "available"),
        ("Thu, 31 Dec 2099 23:30:00 GMT", "0", "approaching"),
        ("Fri, 01 Jan 2100 00:30:00 GMT", "0", "down"),
        ("no date at all", "0", "available"),
    ] {
        let headers = json!({ "Date": date, "Age": age });
        space.fault(json!({ "body": body.to_string(), "headers": headers })).await;
        let page = by_the_readers_clock(Feed::plain(space.url("/toggles")));
        page.until_availability("bank", wanted).await;
    }
}

#[wasm_bindgen_test]
async fn an_endless_paged_list_is_an_error() {
    let space = Space::new();
    let body = json!({
        "maintenance_windows": [{
            "id": "w", "start_time": "2015-11-09T20:00:00-05:00", "end_time": null, "services": [{ "id": "bank" }]
        }],
        "more": true,
    });
    space.fault(json!({ "body": body.to_string() })).await;
    let out = Out::default();
    let inside = html! { <GiveOut out={out.clone()} /> };
    let feeds = Feed::pagerduty(space.url("/toggles")).into();
    let _page = mount::<App>(Props { feeds, clock: ClockHandle::default(), children: inside });
    let error = || Some(out.borrow().as_ref()?.health()[0].error.clone()?.to_string());
    until("it fails", || error().is_some()).await;
    assert_eq!(error().as_deref(), Some("pagerduty: the pages: expected an end, found more than 100"));
    let requests = space.requests().await;
    assert_eq!(requests.len(), 100);
    assert_eq!((&requests[0]["query"], &requests[99]["query"]), (&json!(""), &json!("offset=1")));
}
