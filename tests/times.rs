//! Dates and times, formatted with the browser's calendar and time zones.
#![cfg(target_arch = "wasm32")]

mod common;

use common::mount;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use yew::prelude::*;
use yew_outage::model::Timestamp;
use yew_outage::prelude::*;

wasm_bindgen_test_configure!(run_in_browser);

#[derive(Clone, PartialEq, Properties)]
struct Props {
    zone: Option<AttrValue>,
    downtime: Downtime,
}

#[component]
fn Planned(props: &Props) -> Html {
    html! {
        <OutageGuard time_zone={props.zone.clone()}>
            <DowntimeBanner downtime={props.downtime.clone()} />
        </OutageGuard>
    }
}

/// The dates and times in a banner, without the sentence around them.
async fn formatted(zone: Option<&'static str>, since: Option<&str>, until: Option<&str>) -> String {
    let timestamp = |text: &str| text.parse::<Timestamp>().unwrap();
    let downtime = Downtime::default()
        .with_planned(true)
        .with_since(since.map(timestamp))
        .with_until(until.map(timestamp));
    let page = mount::<Planned>(Props { zone: zone.map(AttrValue::from), downtime });
    common::until("the banner is shown", || page.find("time").is_some()).await;
    let sentence = page.get("p:has(time)").text_content().unwrap();
    let sentence = sentence.trim_end_matches('.');
    ["We expect to be done by ", "The work is planned for ", "The work is planned "]
        .iter()
        .find_map(|before| sentence.strip_prefix(before))
        .unwrap_or(sentence)
        // Chromium uses narrow no-break spaces in some names.
        .replace('\u{202f}', " ")
}

#[wasm_bindgen_test]
async fn date_times_in_many_time_zones() {
    for (zone, at, text) in [
        ("America/New_York", "2024-05-03T00:00:00Z", "Thursday, May 2, 2024, at 8:00 p.m. ET"),
        ("America/New_York", "2024-05-02T16:00:00Z", "Thursday, May 2, 2024, at noon ET"),
        ("America/New_York", "2024-05-03T04:00:00Z", "Friday, May 3, 2024, at midnight ET"),
        ("America/New_York", "2024-05-02T16:01:00Z", "Thursday, May 2, 2024, at 12:01 p.m. ET"),
        ("America/New_York", "2024-05-03T04:59:00Z", "Friday, May 3, 2024, at 12:59 a.m. ET"),
        // Around a clock change the zone name says which of two equal times of day is meant.
        ("America/New_York", "2024-03-10T06:59:00Z", "Sunday, March 10, 2024, at 1:59 a.m. EST"),
        ("America/New_York", "2024-03-10T07:00:00Z", "Sunday, March 10, 2024, at 3:00 a.m. EDT"),
        ("America/New_York", "2024-11-03T05:30:00Z", "Sunday, November 3, 2024, at 1:30 a.m. EDT"),
        ("America/New_York", "2024-11-03T06:30:00Z", "Sunday, November 3, 2024, at 1:30 a.m. EST"),
        ("America/New_York", "2024-11-03T08:30:00Z", "Sunday, November 3, 2024, at 3:30 a.m. ET"),
        ("America/Los_Angeles", "2024-03-01T07:30:00Z", "Thursday, February 29, 2024, at 11:30 p.m. PT"),
        ("America/Phoenix", "2024-07-01T07:30:00Z", "Monday, July 1, 2024, at 12:30 a.m. MST"),
        ("Pacific/Honolulu", "2025-01-01T09:59:00Z", "Tuesday, December 31, 2024, at 11:59 p.m. HST"),
        ("Pacific/Guam", "2024-12-31T14:00:00Z", "Wednesday, January 1, 2025, at midnight Guam Time"),
        ("Asia/Kolkata", "2024-12-31T18:30:00Z", "Wednesday, January 1, 2025, at midnight India Time"),
        ("Asia/Kathmandu", "2024-05-02T06:15:00Z", "Thursday, May 2, 2024, at noon Nepal Time"),
        ("Australia/Lord_Howe", "2024-05-02T01:30:00Z", "Thursday, May 2, 2024, at noon Lord Howe Time"),
        ("UTC", "9999-12-31T23:59:00Z", "Friday, December 31, 9999, at 11:59 p.m. UTC"),
    ] {
        assert_eq!(formatted(Some(zone), None, Some(at)).await, text, "{zone} {at}");
    }
}

#[wasm_bindgen_test]
async fn ranges_name_a_shared_day_once() {
    for (zone, since, until, text) in [
        (
            "America/New_York",
            "2024-05-03T00:00:00Z",
            "2024-05-03T02:30:00Z",
            "Thursday, May 2, 2024, from 8:00 p.m. to 10:30 p.m. ET",
        ),
        (
            "America/New_York",
            "2024-05-02T12:00:00Z",
            "2024-05-02T16:00:00Z",
            "Thursday, May 2, 2024, from 8:00 a.m. to noon ET",
        ),
        (
            "America/New_York",
            "2024-05-03T00:00:00Z",
            "2024-05-03T04:00:00Z",
            "from Thursday, May 2, 2024, at 8:00 p.m. ET to Friday, May 3, 2024, at midnight ET",
        ),
        // Across a clock change: two hours pass, the clocks show three.
        (
            "America/New_York",
            "2024-03-10T06:00:00Z",
            "2024-03-10T08:00:00Z",
            "Sunday, March 10, 2024, from 1:00 a.m. EST to 4:00 a.m. EDT",
        ),
        // Across the change back.
        (
            "America/New_York",
            "2024-11-03T05:00:00Z",
            "2024-11-03T07:00:00Z",
            "Sunday, November 3, 2024, from 1:00 a.m. EDT to 2:00 a.m. EST",
        ),
        (
            "America/New_York",
            "2026-11-01T05:30:00Z",
            "2026-11-01T06:30:00Z",
            "Sunday, November 1, 2026, from 1:30 a.m. EDT to 1:30 a.m. EST",
        ),
        (
            "America/New_York",
            "2024-11-03T13:00:00Z",
            "2024-11-03T17:00:00Z",
            "Sunday, November 3, 2024, from 8:00 a.m. to noon ET",
        ),
        // These clocks change by half an hour.
        (
            "Australia/Lord_Howe",
            "2026-04-04T14:45:00Z",
            "2026-04-04T15:15:00Z",
            "Sunday, April 5, 2026, from 1:45 a.m. GMT+11 to 1:45 a.m. GMT+10:30",
        ),
        (
            "America/Chicago",
            "2025-01-01T04:00:00Z",
            "2025-01-01T08:00:00Z",
            "from Tuesday, December 31, 2024, at 10:00 p.m. CT to Wednesday, January 1, 2025, at 2:00 a.m. CT",
        ),
        (
            "Asia/Kolkata",
            "2024-02-29T00:30:00Z",
            "2024-02-29T02:00:00Z",
            "Thursday, February 29, 2024, from 6:00 a.m. to 7:30 a.m. India Time",
        ),
    ] {
        assert_eq!(formatted(Some(zone), Some(since), Some(until)).await, text, "{zone} {since}");
    }
}

#[wasm_bindgen_test]
async fn without_a_time_zone_the_readers_own_is_used() {
    let zone: String = js_sys::Reflect::get(
        &js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new()).resolved_options(),
        &"timeZone".into(),
    )
    .unwrap()
    .as_string()
    .unwrap();
    let zone: &'static str = Box::leak(zone.into_boxed_str());
    let until = Some("2024-05-03T00:00:00Z");
    assert_eq!(formatted(None, None, until).await, formatted(Some(zone), None, until).await);
}
