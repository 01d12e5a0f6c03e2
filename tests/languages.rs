//! Language negotiation, and dates, times and durations in several languages.
#![cfg(target_arch = "wasm32")]

mod common;

use std::rc::Rc;

use common::{SECOND, ViewProps, document, fixed, show, until, window};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use yew::prelude::*;
use yew_outage::model::WHOLE_SITE;
use yew_outage::prelude::*;
use yew_outage::store::ClockHandle;
use yew_outage::text::Translation;

wasm_bindgen_test_configure!(run_in_browser);

/// Sets `<html lang>` until it is dropped.
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

/// The headline of an outage in a guard with these languages.
async fn headline(messages: Languages) -> String {
    let page = show(html! { <OutageGuard {messages}><TemporaryOutage section="X" /></OutageGuard> });
    until("the alert is shown", || page.find(".outage-alert").is_some()).await;
    page.get(".outage-alert").get_attribute("aria-label").unwrap()
}

const ENGLISH: &str = "You can’t use X right now";
const SPANISH: &str = "No puede usar X en este momento";
const GERMAN: Messages =
    Messages { locale: "de", headline: "{section} geht gerade nicht", ..Messages::ENGLISH };

#[wasm_bindgen_test]
async fn html_lang_decides_unless_the_guard_has_one_language() {
    for (tag, expected) in [("en", ENGLISH), ("es", SPANISH), ("es-MX", SPANISH), ("ES-us", SPANISH)] {
        let _page = PageLanguage::new(tag);
        assert_eq!(headline(Languages::default()).await, expected, "{tag}");
    }
    let _page = PageLanguage::new("es");
    assert_eq!(headline(Languages::One(&Messages::ENGLISH)).await, ENGLISH);
    assert_eq!(headline(Languages::Negotiate(&[&Messages::ENGLISH, &GERMAN])).await, ENGLISH);
}

#[wasm_bindgen_test]
async fn without_a_usable_html_lang_the_browsers_languages_decide() {
    // The browser that runs the tests prefers American English.
    assert_eq!(headline(Languages::default()).await, ENGLISH);
    let _page = PageLanguage::new("ja");
    assert_eq!(headline(Languages::default()).await, ENGLISH);
    assert_eq!(
        headline(Languages::Negotiate(&[&Messages::SPANISH, &GERMAN])).await,
        SPANISH,
        "no language matches, so the first one is used"
    );
}

#[wasm_bindgen_test]
async fn an_alert_outside_of_any_guard_is_in_the_pages_language() {
    let _page = PageLanguage::new("es");
    let page = show(html! { <TemporaryOutage section="X" /> });
    until("the alert is shown", || page.find(".outage-alert").is_some()).await;
    assert!(page.text().contains(SPANISH));
}

#[wasm_bindgen_test]
async fn an_inner_guard_inherits_language_skin_and_time_zone_but_no_feed() {
    fn plain(alert: Alert) -> Html {
        html! { <div class="plain">{ alert.headline }{ alert.body }</div> }
    }
    let end = "2024-05-03T00:30:00Z".parse().ok();
    let page = show(html! {
        <OutageGuard
            feeds={Feed::fixed([("hide", true)])}
            messages={&GERMAN}
            skin={Skin::new(plain)}
            time_zone="America/Denver"
        >
            <OutageGuard feeds={Feed::fixed([("other", true)])}>
                <DowntimeBanner section="X" downtime={Downtime::default().with_until(end)} />
                <GuardedSection section="Y" down_when="hide">{ "Works" }</GuardedSection>
            </OutageGuard>
        </OutageGuard>
    });
    until("the alert is shown", || page.find(".plain").is_some()).await;
    assert!(page.text().contains("X geht gerade nicht"));
    assert_eq!(
        page.get("time").text_content().unwrap(),
        "Donnerstag, 2. Mai 2024, at 18:30 Denver (Ortszeit)"
    );
    page.until_availability("Y", "available").await;
}

/// The body of a downtime's alert in a guard with these messages.
async fn body(messages: &'static Messages, downtime: Downtime) -> String {
    let page = show(html! {
        <OutageGuard {messages} time_zone="America/New_York"><DowntimeBanner {downtime} /></OutageGuard>
    });
    until("the alert is shown", || page.find(".outage-alert").is_some()).await;
    page.get(".outage-alert__body").text_content().unwrap()
}

#[wasm_bindgen_test]
async fn dates_and_times_in_spanish() {
    let timestamp = |text: &str| text.parse().ok();
    for (since, until, text) in [
        (
            None,
            timestamp("2024-05-03T00:30:00Z"),
            "Esperamos terminar a más tardar el jueves, 2 de mayo de 2024, 8:30 p.m. ET.",
        ),
        (None, timestamp("2024-05-02T16:00:00Z"), "el jueves, 2 de mayo de 2024, 12:00 del mediodía ET."),
        (
            timestamp("2024-05-02T21:00:00Z"),
            timestamp("2024-05-03T04:00:00Z"),
            "El trabajo está previsto desde el jueves, 2 de mayo de 2024, 5:00 p.m. ET hasta el viernes, 3 de mayo de 2024, 12:00 de la medianoche ET.",
        ),
        (
            timestamp("2024-05-02T21:00:00Z"),
            timestamp("2024-05-02T23:15:00Z"),
            "El trabajo está previsto para el jueves, 2 de mayo de 2024, de 5:00 p.m. a 7:15 p.m. ET.",
        ),
        (None, None, "Todavía no sabemos cuándo volverá a funcionar."),
    ] {
        let downtime = Downtime::default().with_planned(true).with_since(since).with_until(until);
        let body = body(&Messages::SPANISH, downtime).await;
        assert!(body.contains(text), "{body}");
    }
}

#[wasm_bindgen_test]
async fn an_invalid_language_tag_formats_dates_in_the_browsers_language() {
    const INVALID: Messages = Messages { locale: "not a tag", ..Messages::ENGLISH };
    let until = "2024-05-03T00:30:00Z".parse().ok();
    let body = body(&INVALID, Downtime::default().with_until(until)).await;
    assert!(body.contains("Thursday, May 2, 2024, at 8:30 p.m. ET"), "{body}");
}

#[wasm_bindgen_test]
async fn durations_in_the_plural_forms_of_the_language() {
    let start = ClockHandle::default().now();
    for (messages, minutes, text) in [
        (&Messages::ENGLISH, 150, "2 hours 30 minutes"),
        (&Messages::SPANISH, 150, "2 horas 30 minutos"),
        (&Messages::SPANISH, 61, "1 hora 1 minuto"),
        (&GERMAN, 24 * 60, "1 Tag"),
    ] {
        let feeds = fixed([window("site", WHOLE_SITE, start, Some(60 * minutes * SECOND))]);
        let page = show(html! { <OutageGuard {feeds} {messages}><MaintenanceBanner /></OutageGuard> });
        until("the banner is shown", || page.find(".outage-facts").is_some()).await;
        assert_eq!(page.get("dd:last-child").text_content().unwrap(), text);
    }
}

/// The sentences of a JSON document, which the app has parsed at run time.
struct Loaded(serde_json::Value);

impl Loaded {
    fn from_json(json: &str) -> Rc<Self> {
        Rc::new(Self(serde_json::from_str(json).unwrap()))
    }
}

impl Translation for Loaded {
    fn messages(&self) -> Messages<&str> {
        let text = |name: &str| self.0[name].as_str().unwrap();
        Messages {
            locale: text("locale"),
            warning: text("warning"),
            headline: text("headline"),
            until_unplanned: text("until_unplanned"),
            check_again: text("check_again"),
            ..Messages::ENGLISH
        }
    }
}

const LOADED: &str = r#"{
    "locale": "de",
    "warning": "Warnung:",
    "headline": "Nicht da: {section}",
    "until_unplanned": "Bis {time}.",
    "check_again": "Noch einmal"
}"#;

#[wasm_bindgen_test]
async fn a_language_that_is_loaded_at_run_time_is_used_inherited_replaced_and_freed() {
    let view = |messages: Languages| ViewProps {
        view: html! {
            <OutageGuard {messages} time_zone="Europe/Berlin" feeds={Feed::plain("/nowhere.json")} cache={Cache::None}>
                <OutageGuard feeds={Feed::plain("/nowhere.json")} cache={Cache::None}>
                    <TemporaryOutage section="X" until={"2024-05-02T16:30:00Z".parse::<Timestamp>().ok()} />
                </OutageGuard>
            </OutageGuard>
        },
    };
    let german = Loaded::from_json(LOADED);
    let freed = Rc::downgrade(&german);
    let mut page = show(view(Languages::default()).view);
    until("the alert is in English", || page.text().contains(ENGLISH)).await;
    page.update(view(german.into()));
    until("the alert is in German", || page.text().contains("Nicht da: X")).await;
    let text = page.text();
    assert!(text.contains("Warnung:") && text.contains("Noch einmal"), "{text}");
    assert!(text.contains("Bis Donnerstag, 2. Mai 2024, at 18:30"), "{text}");
    page.update(view(Languages::One(&Messages::SPANISH)));
    until("the alert is in Spanish", || page.text().contains(SPANISH)).await;
    until("the German sentences are freed", || freed.upgrade().is_none()).await;
}
