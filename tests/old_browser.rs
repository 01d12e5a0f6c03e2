//! Browsers that know less of languages: what they do not know is said in another way, never left out.
#![cfg(target_arch = "wasm32")]

mod common;

use common::{show, until};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use yew::prelude::*;
use yew_outage::prelude::*;

wasm_bindgen_test_configure!(run_in_browser);

/// Another `Intl`, until it is dropped.
struct Old;

impl Old {
    /// `script` changes `old`, which has what the browser's `Intl` has.
    fn browser(script: &str) -> Self {
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

impl Drop for Old {
    fn drop(&mut self) {
        js_sys::eval(
            "Object.defineProperty(window, 'Intl', { value: newIntl, configurable: true, writable: true })",
        )
        .unwrap();
    }
}

/// The work from 8 p.m. to 10:30 p.m. in New York: as the alert of a section says it, and as the banner of a
/// site does, with its length.
async fn said() -> (String, String) {
    let downtime = Downtime::default()
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
    until("both are there", || page.count(".outage-alert") == 2).await;
    let planned = page.get("p:has(time)").text_content().unwrap();
    let facts = page.root.query_selector_all("dd").unwrap();
    let facts: Vec<String> =
        (0..facts.length()).map(|at| facts.item(at).unwrap().text_content().unwrap()).collect();
    // Browsers put narrow spaces before a.m. and p.m.; a reader does not see the difference.
    (planned.replace('\u{202f}', " "), facts.join(" | ").replace('\u{202f}', " "))
}

#[wasm_bindgen_test]
async fn zones_go_by_the_name_that_the_browser_knows() {
    let _old =
        Old::browser("refuse('DateTimeFormat', (options) => options.timeZoneName === 'shortGeneric');");
    let (planned, facts) = said().await;
    assert_eq!(planned, "The work is planned for Thursday, May 2, 2024, from 8:00 p.m. to 10:30 p.m. EDT.");
    assert_eq!(facts, "Thursday, May 2, 2024 | 8:00 p.m. EDT | 2 hours 30 minutes");
}

#[wasm_bindgen_test]
async fn a_time_without_its_zone_is_better_than_none() {
    let _old = Old::browser("refuse('DateTimeFormat', (options) => options.timeZoneName !== undefined);");
    let (planned, facts) = said().await;
    assert_eq!(planned, "The work is planned for Thursday, May 2, 2024, from 8:00 p.m. to 10:30 p.m..");
    assert_eq!(facts, "Thursday, May 2, 2024 | 8:00 p.m. | 2 hours 30 minutes");
}

#[wasm_bindgen_test]
async fn units_go_by_their_letters() {
    let _old = Old::browser("refuse('NumberFormat', (options) => options.style === 'unit');");
    assert_eq!(said().await.1, "Thursday, May 2, 2024 | 8:00 p.m. ET | 2 h 30 min");
}

#[wasm_bindgen_test]
async fn times_in_one_piece() {
    let _old = Old::browser(
        "old.DateTimeFormat = function (locale, options) {
             const format = new newIntl.DateTimeFormat(locale, options);
             return { format: (date) => format.format(date) };
         };",
    );
    let (planned, facts) = said().await;
    assert!(planned.contains("from 8:00 PM ET to 10:30 PM ET"), "{planned}");
    assert_eq!(facts, "Thursday, May 2, 2024 | 8:00 PM ET | 2 hours 30 minutes");
}

#[wasm_bindgen_test]
async fn the_last_resort_is_digits() {
    let _old = Old::browser("delete old.DateTimeFormat; delete old.NumberFormat; delete old.PluralRules;");
    let (planned, facts) = said().await;
    assert_eq!(planned, "The work is planned for 2024-05-03, from 00:00 to 02:30 UTC.");
    assert_eq!(facts, "2024-05-03 | 00:00 UTC | 2 h 30 min");
}
