//! Browsers whose `Intl` lacks features: dates, times and durations are then formatted in another way.
#![cfg(target_arch = "wasm32")]

mod common;

use common::{show, until};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use yew::prelude::*;
use yew_outage::prelude::*;

wasm_bindgen_test_configure!(run_in_browser);

/// Replaces `Intl` until it is dropped.
struct OldIntl;

impl OldIntl {
    /// `script` may change `old`, a copy of the browser's `Intl`, and call `refuse` to make a constructor throw.
    fn install(script: &str) -> Self {
        let script = format!(
            "window.newIntl ??= Intl;
             const old = {{}};
             for (const name of Object.getOwnPropertyNames(newIntl)) old[name] = newIntl[name];
             const refuse = (name, is_refused) => {{
                 old[name] = function (locale, options) {{
                     if (is_refused(options ?? {{}})) throw new RangeError('an option out of range');
                     return new newIntl[name](locale, options);
                 }};
             }};
             {script}
             Object.defineProperty(window, 'Intl', {{ value: old, configurable: true, writable: true }});"
        );
        js_sys::Function::new_no_args(&script).call0(&wasm_bindgen::JsValue::NULL).unwrap();
        Self
    }
}

impl Drop for OldIntl {
    fn drop(&mut self) {
        js_sys::eval(
            "Object.defineProperty(window, 'Intl', { value: newIntl, configurable: true, writable: true })",
        )
        .unwrap();
    }
}

/// Work from 8 p.m. to 10:30 p.m. in New York, as a section's alert shows it, and as the site's banner shows it
/// with its duration.
async fn planned_and_facts() -> (String, String) {
    let downtime = Downtime::default()
        .with_planned(true)
        .with_since("2024-05-03T00:00:00Z".parse::<Timestamp>().unwrap())
        .with_until("2024-05-03T02:30:00Z".parse::<Timestamp>().unwrap());
    let clock = yew_outage::testing::ManualClock::at("2024-05-03T01:00:00Z".parse().unwrap());
    let site = common::window(
        "site",
        yew_outage::model::WHOLE_SITE,
        downtime.since.unwrap(),
        Some(std::time::Duration::from_secs(9_000)),
    );
    let page = show(html! {
        <OutageGuard
            feeds={common::fixed([site])}
            clock={yew_outage::testing::ClockHandle::from(clock)}
            messages={&Messages::ENGLISH}
            time_zone="America/New_York"
        >
            <MaintenanceBanner />
            <DowntimeBanner {downtime} />
        </OutageGuard>
    });
    until("both alerts are shown", || page.count(".outage-alert") == 2).await;
    let planned = page.get("p:has(time)").text_content().unwrap();
    let facts = page.root.query_selector_all("dd").unwrap();
    let facts: Vec<String> =
        (0..facts.length()).map(|at| facts.item(at).unwrap().text_content().unwrap()).collect();
    // Some browsers use a narrow no-break space in times.
    (planned.replace('\u{202f}', " "), facts.join(" | ").replace('\u{202f}', " "))
}

#[wasm_bindgen_test]
async fn without_generic_zone_names_the_specific_one_is_used() {
    let _old =
        OldIntl::install("refuse('DateTimeFormat', (options) => options.timeZoneName === 'shortGeneric');");
    let (planned, facts) = planned_and_facts().await;
    assert_eq!(
        planned,
        "The work is planned for today, from 8:00 p.m. to 10:30 p.m. EDT (in about 1 hour 30 minutes)."
    );
    assert_eq!(facts, "Thursday, May 2, 2024 | 8:00 p.m. EDT | 2 hours 30 minutes");
}

#[wasm_bindgen_test]
async fn without_zone_names_the_time_is_still_formatted() {
    let _old = OldIntl::install("refuse('DateTimeFormat', (options) => options.timeZoneName !== undefined);");
    let (planned, facts) = planned_and_facts().await;
    assert_eq!(
        planned,
        "The work is planned for today, from 8:00 p.m. to 10:30 p.m. (in about 1 hour 30 minutes)."
    );
    assert_eq!(facts, "Thursday, May 2, 2024 | 8:00 p.m. | 2 hours 30 minutes");
}

#[wasm_bindgen_test]
async fn without_unit_names_durations_are_abbreviated() {
    let _old = OldIntl::install("refuse('NumberFormat', (options) => options.style === 'unit');");
    assert_eq!(planned_and_facts().await.1, "Thursday, May 2, 2024 | 8:00 p.m. ET | 2 h 30 min");
}

#[wasm_bindgen_test]
async fn without_format_to_parts_times_are_as_the_browser_formats_them() {
    let _old = OldIntl::install(
        "old.DateTimeFormat = function (locale, options) {
             const format = new newIntl.DateTimeFormat(locale, options);
             return { format: (date) => format.format(date) };
         };",
    );
    let (planned, facts) = planned_and_facts().await;
    assert!(planned.contains("from 8:00 PM ET to 10:30 PM ET"), "{planned}");
    assert_eq!(facts, "Thursday, May 2, 2024 | 8:00 PM ET | 2 hours 30 minutes");
}

#[wasm_bindgen_test]
async fn without_intl_dates_and_times_are_in_digits_and_utc() {
    let _old =
        OldIntl::install("delete old.DateTimeFormat; delete old.NumberFormat; delete old.PluralRules;");
    let (planned, facts) = planned_and_facts().await;
    assert_eq!(planned, "The work is planned for 2024-05-03, from 00:00 to 02:30 UTC (in about 1 h 30 min).");
    assert_eq!(facts, "2024-05-03 | 00:00 UTC | 2 h 30 min");
}
