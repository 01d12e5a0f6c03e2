//! Languages: which one alerts speak, and what they say in it.
#![cfg(target_arch = "wasm32")]

mod common;

use common::{SECOND, document, fixed, show, until, window};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use yew::prelude::*;
use yew_outage::model::WHOLE_SITE;
use yew_outage::prelude::*;
use yew_outage::store::ClockHandle;

wasm_bindgen_test_configure!(run_in_browser);

/// The page is written in this language, until it is dropped.
struct PageLanguage;

impl PageLanguage {
    fn new(tag: &str) -> Self {
        document().document_element().unwrap().set_attribute("lang", tag).unwrap();
        Self
    }
}

impl Drop for PageLanguage {
    fn drop(&mut self) {
        document().document_element().unwrap().remove_attribute("lang").unwrap();
    }
}

/// The headline of an outage in a guard that speaks these.
async fn headline(messages: Languages) -> String {
    let page = show(html! { <OutageGuard {messages}><TemporaryOutage section="X" /></OutageGuard> });
    until("the alert is there", || page.find(".outage-alert").is_some()).await;
    page.get(".outage-alert").get_attribute("aria-label").unwrap()
}

const ENGLISH: &str = "You can’t use X right now";
const SPANISH: &str = "No puede usar X en este momento";
const GERMAN: Messages =
    Messages { locale: "de", headline: "{section} geht gerade nicht", ..Messages::ENGLISH };

#[wasm_bindgen_test]
async fn the_page_says_which_language_and_a_property_overrules_it() {
    for (tag, said) in [("en", ENGLISH), ("es", SPANISH), ("es-MX", SPANISH), ("ES-us", SPANISH)] {
        let _page = PageLanguage::new(tag);
        assert_eq!(headline(Languages::default()).await, said, "{tag}");
    }
    let _page = PageLanguage::new("es");
    assert_eq!(headline(Languages::One(&Messages::ENGLISH)).await, ENGLISH);
    assert_eq!(headline(Languages::Negotiate(&[&Messages::ENGLISH, &GERMAN])).await, ENGLISH);
}

#[wasm_bindgen_test]
async fn a_page_without_a_language_or_with_another_one_leaves_it_to_the_browser() {
    // The browser of the tests reads American English.
    assert_eq!(headline(Languages::default()).await, ENGLISH);
    let _page = PageLanguage::new("ja");
    assert_eq!(headline(Languages::default()).await, ENGLISH);
    assert_eq!(headline(Languages::Negotiate(&[&Messages::SPANISH, &GERMAN])).await, SPANISH, "the first");
}

#[wasm_bindgen_test]
async fn an_alert_outside_of_any_guard_speaks_as_the_page_does() {
    let _page = PageLanguage::new("es");
    let page = show(html! { <TemporaryOutage section="X" /> });
    until("the alert is there", || page.find(".outage-alert").is_some()).await;
    assert!(page.text().contains(SPANISH));
}

#[wasm_bindgen_test]
async fn an_inner_guard_takes_over_language_skin_and_zone_but_no_feed() {
    fn plain(alert: Alert) -> Html {
        html! { <div class="plain">{ alert.headline }{ alert.body }</div> }
    }
    let until_then = "2024-05-03T00:30:00Z".parse().ok();
    let page = show(html! {
        <OutageGuard
            feeds={Feed::fixed([("hide", true)])}
            messages={&GERMAN}
            skin={Skin::new(plain)}
            time_zone="America/Denver"
        >
            <OutageGuard feeds={Feed::fixed([("other", true)])}>
                <DowntimeBanner section="X" downtime={Downtime::default().with_until(until_then)} />
                <GuardedSection section="Y" down_when="hide">{ "Works" }</GuardedSection>
            </OutageGuard>
        </OutageGuard>
    });
    until("the alert is there", || page.find(".plain").is_some()).await;
    assert!(page.text().contains("X geht gerade nicht"));
    assert_eq!(
        page.get("time").text_content().unwrap(),
        "Donnerstag, 2. Mai 2024, at 18:30 Denver (Ortszeit)"
    );
    page.until_availability("Y", "available").await;
}

/// All that a guard with these says about a downtime, its sentences one after the other.
async fn body(messages: &'static Messages, downtime: Downtime) -> String {
    let page = show(html! {
        <OutageGuard {messages} time_zone="America/New_York"><DowntimeBanner {downtime} /></OutageGuard>
    });
    until("the alert is there", || page.find(".outage-alert").is_some()).await;
    page.get(".outage-alert__body").text_content().unwrap()
}

#[wasm_bindgen_test]
async fn times_in_spanish() {
    let moment = |text: &str| text.parse().ok();
    for (since, until, words) in [
        (
            None,
            moment("2024-05-03T00:30:00Z"),
            "Esperamos terminar a más tardar el jueves, 2 de mayo de 2024, 8:30 p.m. ET.",
        ),
        (None, moment("2024-05-02T16:00:00Z"), "el jueves, 2 de mayo de 2024, 12:00 del mediodía ET."),
        (
            moment("2024-05-02T21:00:00Z"),
            moment("2024-05-03T04:00:00Z"),
            "El trabajo está previsto del jueves, 2 de mayo de 2024, 5:00 p.m. ET al viernes, 3 de mayo de 2024, 12:00 de la medianoche ET.",
        ),
        (
            moment("2024-05-02T21:00:00Z"),
            moment("2024-05-02T23:15:00Z"),
            "El trabajo está previsto para el jueves, 2 de mayo de 2024, de 5:00 p.m. a 7:15 p.m. ET.",
        ),
        (None, None, "Todavía no sabemos cuándo volverá a funcionar."),
    ] {
        let body = body(&Messages::SPANISH, Downtime::default().with_since(since).with_until(until)).await;
        assert!(body.contains(words), "{body}");
    }
}

#[wasm_bindgen_test]
async fn an_unknown_language_tag_leaves_dates_to_the_browser() {
    const NONSENSE: Messages = Messages { locale: "not a tag", ..Messages::ENGLISH };
    let until = "2024-05-03T00:30:00Z".parse().ok();
    let body = body(&NONSENSE, Downtime::default().with_until(until)).await;
    assert!(body.contains("Thursday, May 2, 2024, at 8:30 p.m. ET"), "{body}");
}

#[wasm_bindgen_test]
async fn durations_in_the_plural_forms_of_the_language() {
    let start = ClockHandle::default().now();
    for (messages, minutes, words) in [
        (&Messages::ENGLISH, 150, "2 hours 30 minutes"),
        (&Messages::SPANISH, 150, "2 horas 30 minutos"),
        (&Messages::SPANISH, 61, "1 hora 1 minuto"),
        (&GERMAN, 24 * 60, "1 Tag"),
    ] {
        let feeds = fixed([window("site", WHOLE_SITE, start, Some(60 * minutes * SECOND))]);
        let page = show(html! { <OutageGuard {feeds} {messages}><MaintenanceBanner /></OutageGuard> });
        until("the banner is there", || page.find(".outage-facts").is_some()).await;
        assert_eq!(page.get("dd:last-child").text_content().unwrap(), words);
    }
}
