//! What the field sends: small documents of every kind that once took an outage back, or hid it. Each test is
//! named after the rule that holds for its kind.
#![cfg(not(target_arch = "wasm32"))]

use std::time::Duration;

use yew_outage::feed::{
    ComponentStatus, DecodeError, Decoded, Engine, Ofrep, PagerDuty, PlainJson, Statuspage, Unleash, VetsApi,
    VetsApiWindows,
};
use yew_outage::model::{FeedReport, Snapshot};
use yew_outage::prelude::*;

fn read(engine: &dyn Engine, body: &str) -> Decoded {
    engine.decode(body.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

/// The answer of a rule when all that is known is this document.
fn answer(engine: &dyn Engine, body: &str, rule: impl Into<Rule>, now: &str) -> Availability {
    let snapshot = Snapshot::new([FeedReport::answered(engine.reports(), read(engine, body).report)]);
    rule.into().availability(&snapshot, now.parse().unwrap(), Duration::from_secs(3_600))
}

fn until(availability: &Availability) -> Option<Timestamp> {
    match availability {
        Availability::Down(downtime) => downtime.until,
        other => panic!("{other:?}"),
    }
}

fn words(availability: &Availability) -> Option<&str> {
    availability.downtime()?.message.as_deref()
}

/// A status page with one component, called Bank, and one maintenance of it from 11:00 to 15:00.
fn page(component: &str, maintenance: &str) -> String {
    format!(
        r#"{{"components": [{{"id": "c", "name": "Bank", "status": "{component}"}}],
            "scheduled_maintenances": [{{"id": "m", "name": "New servers", "status": "{maintenance}",
                "scheduled_for": "2026-05-02T11:00:00Z", "scheduled_until": "2026-05-02T15:00:00Z",
                "components": [{{"id": "c", "name": "Bank"}}]}}]}}"#
    )
}

#[test]
fn what_a_page_says_now_goes_before_what_it_planned() {
    let three = "2026-05-02T15:00:00Z".parse().ok();
    for (component, maintenance, now, wanted) in [
        // Late: nobody has said that it is done.
        ("under_maintenance", "in_progress", "2026-05-02T16:00:00Z", Some(None)),
        ("operational", "verifying", "2026-05-02T16:00:00Z", Some(None)),
        ("under_maintenance", "scheduled", "2026-05-02T16:00:00Z", Some(None)),
        // On time: the plan says until when.
        ("under_maintenance", "in_progress", "2026-05-02T12:00:00Z", Some(three)),
        ("under_maintenance", "scheduled", "2026-05-02T12:00:00Z", Some(three)),
        ("major_outage", "in_progress", "2026-05-02T12:00:00Z", Some(three)),
        ("operational", "scheduled", "2026-05-02T12:00:00Z", Some(three)),
        // Early.
        ("operational", "in_progress", "2026-05-02T09:00:00Z", Some(three)),
        // Down for another reason than the work of tomorrow.
        ("major_outage", "scheduled", "2026-05-01T12:00:00Z", Some(None)),
        ("operational", "completed", "2026-05-02T12:00:00Z", None),
        ("operational", "scheduled", "2026-05-02T16:00:00Z", None),
        // As pages of other makers say it.
        ("full_outage", "completed", "2026-05-02T12:00:00Z", Some(None)),
        ("maintenance_in_progress", "maintenance_in_progress", "2026-05-02T16:00:00Z", Some(None)),
    ] {
        let answer = answer(&Statuspage::default(), &page(component, maintenance), service("Bank"), now);
        let got = answer.is_down().then(|| until(&answer));
        assert_eq!(got, wanted, "{component}, {maintenance}, {now}");
    }
}

#[test]
fn a_maintenance_never_takes_the_words_of_an_incident() {
    let incident = r#"{"incidents": [{"id": "i", "name": "Bank is out", "status": "identified", "impact": "major",
        "components": [{"name": "Bank"}], "incident_updates": [{"body": "Call us."}]}], "#;
    let body = page("major_outage", "in_progress").replacen('{', incident, 1);
    let both = answer(&Statuspage::default(), &body, service("c"), "2026-05-02T12:00:00Z");
    assert_eq!(words(&both), Some("Bank is out\nCall us."));
    assert_eq!(until(&both), "2026-05-02T15:00:00Z".parse().ok());
    let alone = answer(
        &Statuspage::default(),
        &page("under_maintenance", "in_progress"),
        service("c"),
        "2026-05-02T12:00:00Z",
    );
    assert_eq!(words(&alone), Some("New servers"));
    assert_eq!(alone.downtime().unwrap().since, "2026-05-02T11:00:00Z".parse().ok());
}

#[test]
fn a_maintenance_without_impact_and_a_component_without_an_id() {
    let none = page("operational", "in_progress")
        .replace(r#""name": "New servers""#, r#""impact": "none", "name": "x""#);
    assert!(!answer(&Statuspage::default(), &none, service("c"), "2026-05-02T12:00:00Z").is_down());
    let by_name = page("major_outage", "completed").replace(r#""id": "c", "#, "");
    assert!(answer(&Statuspage::default(), &by_name, service("Bank"), "2026-05-02T12:00:00Z").is_down());
}

#[test]
fn a_status_that_nobody_knows_is_unknown() {
    let body = page("half_broken", "completed").replace(
        r#""components": [{"id": "c""#,
        r#""components": [{"id": "x", "name": "X", "status": "operational"}, {"id": "c""#,
    );
    for (rule, wanted) in
        [(service("Bank"), "unknown"), (!service("c"), "unknown"), (service("X"), "available")]
    {
        assert_eq!(
            answer(&Statuspage::default(), &body, rule.clone(), "2026-05-02T12:00:00Z").name(),
            wanted,
            "{rule}"
        );
    }
}

#[test]
fn one_bad_member_of_a_list_does_not_discard_the_entry() {
    let body = r#"{"maintenance_windows": [{"id": "w", "start_time": "2026-05-02T11:00:00Z",
        "end_time": "2026-05-02T15:00:00Z", "services": [{"id": null}, {"id": "PBANK"}, 7, {"id": 8, "summary": {}}]}]}"#;
    let decoded = read(&PagerDuty, body);
    let services = |decoded: &Decoded| decoded.report.services().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(services(&decoded), ["8", "PBANK"]);
    assert_eq!(decoded.skipped, 1, "{:?}", decoded.warnings);
    let no_list = r#"{"windows": [{"id": "w", "services": "bank", "starts_at": "2026-05-02T11:00:00Z"}]}"#;
    assert_eq!(services(&read(&PlainJson, no_list)), ["bank"]);
}

#[test]
fn what_decorates_does_not_discard_what_it_decorates() {
    for (engine, body) in [
        (&PlainJson as &dyn Engine, r#"{"k": {"on": true, "message": {"en": "x"}, "ends_at": "soon"}}"#),
        (&Ofrep, r#"{"flags": [{"key": "k", "value": true, "metadata": []}]}"#),
        (
            &Ofrep,
            r#"{"flags": [{"key": "k", "value": true, "metadata": {"message": 7, "ends_at": ""}}], "eventStreams": 7}"#,
        ),
        (
            &Ofrep,
            r#"{"flags": [{"key": "k", "value": true}], "eventStreams": [{"type": "sse", "url": 7}, null]}"#,
        ),
        (&Unleash, r#"{"toggles": [{"name": "k", "enabled": true, "variant": 7}]}"#),
        (
            &Unleash,
            r#"{"toggles": [{"name": "k", "enabled": true, "variant": {"enabled": true, "payload": {"value": "x"}}}]}"#,
        ),
        (
            &Unleash,
            r#"{"toggles": [{"name": "k", "enabled": true, "variant": {"enabled": true, "payload": {"type": "json", "value": "[1]"}}}]}"#,
        ),
    ] {
        let decoded = read(engine, body);
        let toggle = decoded.report.toggle("k").unwrap_or_else(|| panic!("{body}"));
        assert!(toggle.is_on() && toggle.notice().is_none(), "{body}");
        assert!(decoded.skipped > 0 && decoded.report.unreadable().toggles().next().is_none(), "{body}");
    }
    for (engine, body) in [
        (
            &PlainJson as &dyn Engine,
            r#"{"windows": [{"id": 7, "services": ["s"], "starts_at": "2026-05-02T11:00:00Z", "ends_at": "2026-05-02T10:00:00Z", "message": [], "link": 1}]}"#,
        ),
        (
            &VetsApiWindows,
            r#"{"data": [{"id": 139, "attributes": {"external_service": "s", "start_time": "2026-05-02T11:00:00Z", "end_time": "", "description": {}}}]}"#,
        ),
        (
            &PagerDuty,
            r#"{"maintenance_windows": [{"id": null, "start_time": "2026-05-02T11:00:00Z", "end_time": 7, "description": 7, "services": [{"id": "s"}]}]}"#,
        ),
        (
            &Statuspage::default(),
            r#"{"components": [{"id": "s", "name": 7, "status": "major_outage"}], "incidents": [{"components": "s", "name": [], "incident_updates": {}}]}"#,
        ),
    ] {
        let answer = answer(engine, body, service("s"), "2026-05-02T12:00:00Z");
        assert_eq!((until(&answer), words(&answer)), (None, None), "{body}");
    }
}

#[test]
fn a_document_of_which_nothing_can_be_read_is_an_error() {
    for (engine, body) in [
        (&PlainJson as &dyn Engine, r#"{"message": "Internal server error"}"#),
        (&PlainJson, r#"{"status": 500, "errors": ["x"]}"#),
        (&PlainJson, r#"{"toggles": {"k": "true"}, "windows": []}"#),
        (&PlainJson, r#"{"windows": [{"id": "w"}]}"#),
        (&VetsApi, r#"{"data": {"features": [{"name": "k"}, {}]}}"#),
        (&VetsApiWindows, r#"{"data": [{"id": "1", "attributes": {}}]}"#),
        (&PagerDuty, r#"{"maintenance_windows": [null, "x"]}"#),
        (
            &Statuspage::default(),
            r#"{"components": [{"status": "operational"}, {"id": "c", "status": "??"}]}"#,
        ),
        (&Ofrep, r#"{"flags": [{"key": "k", "errorCode": "GENERAL"}]}"#),
        (&Unleash, r#"{"toggles": [{"name": "k", "enabled": "yes"}]}"#),
    ] {
        let DecodeError { problem, .. } = engine.decode(body.as_bytes()).expect_err(body);
        assert!(problem.ends_with("nothing else in the document can be read"), "{problem}");
    }
    // Nothing in it is no fault.
    for (engine, body) in
        [(&PlainJson as &dyn Engine, "{}"), (&Ofrep, r#"{"flags": []}"#), (&Unleash, r#"{"toggles": []}"#)]
    {
        assert_eq!(read(engine, body).skipped, 0);
    }
}

#[test]
fn an_entry_that_cannot_be_read_is_named_and_neither_on_nor_off() {
    for (engine, body) in [
        (&PlainJson as &dyn Engine, r#"{"k": "true", "o": true}"#),
        (&PlainJson, r#"{"k": null, "o": true}"#),
        (&PlainJson, r#"{"k": {"message": "x"}, "o": true}"#),
        (
            &VetsApi,
            r#"{"data": {"features": [{"name": "k", "value": "true"}, {"name": "o", "value": true}]}}"#,
        ),
        (
            &Ofrep,
            r#"{"flags": [{"key": "k", "errorCode": "TARGETING_KEY_MISSING"}, {"key": "o", "value": true}]}"#,
        ),
        (&Ofrep, r#"{"flags": [{"key": "k", "errorCode": 7}, {"key": "o", "value": true}]}"#),
        (&Ofrep, r#"{"flags": [{"key": "k", "value": "true"}, {"key": "o", "value": true}]}"#),
        (&Ofrep, r#"{"flags": [{"key": "k", "value": null}, {"key": "o", "value": true}]}"#),
        (&Unleash, r#"{"toggles": [{"name": "k"}, {"name": "o", "enabled": true}]}"#),
    ] {
        let now = "2026-05-02T12:00:00Z";
        let name = |rule: Rule| answer(engine, body, rule, now).name();
        assert_eq!(
            [name(toggle("k")), name(!toggle("k")), name(toggle("o"))],
            ["unknown", "unknown", "down"],
            "{body}"
        );
    }
    // The default in code is a state: off.
    let default = r#"{"flags": [{"key": "k", "reason": "DEFAULT"}]}"#;
    assert_eq!(answer(&Ofrep, default, "k", "2026-05-02T12:00:00Z").name(), "available");
}

#[test]
fn broken_letters_in_words_are_broken_letters() {
    let half_a_pair = r#"{"k": {"on": true, "message": "Down \ud83d"}}"#;
    assert_eq!(words(&answer(&PlainJson, half_a_pair, "k", "2026-05-02T12:00:00Z")), Some("Down \u{fffd}"));
    let by_hand = "{\"k\": {\"on\": true, \"message\": \"See C:\\dir,\nand call.\"}}";
    assert_eq!(
        words(&answer(&PlainJson, by_hand, "k", "2026-05-02T12:00:00Z")),
        Some("See C:\\dir,\nand call.")
    );
    let latin_1 = b"{\"k\": {\"on\": true, \"message\": \"Ma\xF1ana\"}}";
    let report = PlainJson.decode(latin_1).unwrap().report;
    let notice = report.toggle("k").and_then(Toggle::notice).unwrap();
    assert_eq!(notice.message.as_deref(), Some("Ma\u{fffd}ana"));
}

#[test]
fn blank_words_are_none_and_hide_nobody_elses() {
    let body = r#"{"toggles": {"a": {"on": true, "message": ""}, "b": {"on": true, "message": " \n\u200b"}},
        "windows": [{"id": "w", "services": ["s"], "starts_at": "2026-05-02T11:00:00Z", "message": "Call us."}]}"#;
    let now = "2026-05-02T12:00:00Z";
    assert_eq!(words(&answer(&PlainJson, body, toggle("a").or("b"), now)), None);
    assert_eq!(words(&answer(&PlainJson, body, toggle("a").or(service("s")), now)), Some("Call us."));
    // Nor do they by an app's own hand.
    let blank = Notice::default().with_message("  ");
    assert_eq!(Toggle::on().with_notice(blank).notice(), None);
}

#[test]
fn markup_in_words_is_text_to_read() {
    let body = page("major_outage", "completed").replacen(
        '{',
        r#"{"incidents": [{"name": "Bank &amp; mail", "status": "investigating", "components": [{"id": "c"}],
            "incident_updates": [{"body": "<p>We&#39;re <b>on it</b>.</p><ul><li>Call us</li></ul>"}]}], "#,
        1,
    );
    let answer = answer(&Statuspage::default(), &body, service("c"), "2026-05-02T12:00:00Z");
    assert_eq!(words(&answer), Some("Bank & mail\nWe're on it.\nCall us"));
}

#[test]
fn an_operators_words_reach_readers_only_if_the_feed_says_so() {
    let vets = |words: &str| {
        format!(
            r#"{{"data": [{{"id": "1", "attributes": {{"external_service": "s", "start_time": "2026-05-02T11:00:00Z", "description": "{words}"}}}}]}}"#
        )
    };
    let pagerduty = |words: &str| {
        format!(
            r#"{{"maintenance_windows": [{{"id": "w", "start_time": "2026-05-02T11:00:00Z", "description": "{words}", "services": [{{"id": "s"}}]}}]}}"#
        )
    };
    let (note, marked) = ("db-prod-7 failover, ask @dave", "db-prod-7. USER_MESSAGE: Call us.");
    let told = |feed: &Feed, body: &str| {
        words(&answer(feed.engine(), body, service("s"), "2026-05-02T12:00:00Z")).map(str::to_owned)
    };
    let windows = Feed::vets_api_windows("/v0/maintenance_windows");
    assert_eq!(told(&windows, &vets(note)), None);
    assert_eq!(told(&windows, &vets(marked)).as_deref(), Some("Call us."));
    assert_eq!(told(&windows, &vets("USER_MESSAGE: ")), None);
    assert_eq!(told(&windows.show_descriptions(), &vets(note)).as_deref(), Some(note));
    let duty = Feed::pagerduty("/maintenance_windows");
    assert_eq!(told(&duty, &pagerduty(note)), None);
    assert_eq!(told(&duty, &pagerduty(marked)), None);
    let shown = duty.show_descriptions();
    assert_eq!(told(&shown, &pagerduty(note)).as_deref(), Some(note));
    assert_eq!(told(&shown, &pagerduty(marked)).as_deref(), Some("Call us."));
    // Words that are written for readers are always shown.
    let strict = Feed::new(Statuspage::down_from(ComponentStatus::PartialOutage), "/x");
    assert_eq!(strict.clone().show_descriptions(), strict);
}
