//! Small documents from the field that once ended an outage too early, or hid one. Each test is named after
//! the rule that covers its documents.
#![cfg(not(target_arch = "wasm32"))]

use std::time::Duration;

use yew_outage::feed::{
    ComponentStatus, DecodeError, Decoded, Engine, Ofrep, PagerDuty, PlainJson, Statuspage, Unleash, VetsApi,
    VetsApiStatuses, VetsApiWindows,
};
use yew_outage::model::{FeedReport, Snapshot};
use yew_outage::prelude::*;

fn read(engine: &dyn Engine, body: &str) -> Decoded {
    engine.decode(body.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

/// The availability under a rule, on a snapshot of one document.
fn evaluate(engine: &dyn Engine, body: &str, rule: impl Into<Rule>, now: &str) -> Availability {
    let snapshot = Snapshot::new([FeedReport::answered(engine.reports(), read(engine, body).report)]);
    rule.into().availability(&snapshot, now.parse().unwrap(), Duration::from_secs(3_600))
}

fn until(availability: &Availability) -> Option<Timestamp> {
    match availability {
        Availability::Down(downtime) => downtime.until,
        other => panic!("{other:?}"),
    }
}

fn message(availability: &Availability) -> Option<&str> {
    availability.downtime()?.message.as_deref()
}

/// A status page with a component named Bank and a maintenance of it from 11:00 to 15:00.
fn page(component: &str, maintenance: &str) -> String {
    format!(
        r#"{{"components": [{{"id": "c", "name": "Bank", "status": "{component}"}}],
            "scheduled_maintenances": [{{"id": "m", "name": "New servers", "status": "{maintenance}",
                "scheduled_for": "2026-05-02T11:00:00Z", "scheduled_until": "2026-05-02T15:00:00Z",
                "components": [{{"id": "c", "name": "Bank"}}]}}]}}"#
    )
}

#[test]
fn the_current_status_wins_over_the_schedule() {
    let three = "2026-05-02T15:00:00Z".parse().ok();
    for (component, maintenance, now, expected) in [
        // Late: nobody has said that the maintenance is done.
        ("under_maintenance", "in_progress", "2026-05-02T16:00:00Z", Some(None)),
        ("operational", "verifying", "2026-05-02T16:00:00Z", Some(None)),
        ("under_maintenance", "scheduled", "2026-05-02T16:00:00Z", Some(None)),
        // On time: the scheduled end is the expected end.
        ("under_maintenance", "in_progress", "2026-05-02T12:00:00Z", Some(three)),
        ("under_maintenance", "scheduled", "2026-05-02T12:00:00Z", Some(three)),
        ("major_outage", "in_progress", "2026-05-02T12:00:00Z", Some(three)),
        ("operational", "scheduled", "2026-05-02T12:00:00Z", Some(three)),
        // Early.
        ("operational", "in_progress", "2026-05-02T09:00:00Z", Some(three)),
        // Down for another reason than the maintenance of tomorrow.
        ("major_outage", "scheduled", "2026-05-01T12:00:00Z", Some(None)),
        ("operational", "completed", "2026-05-02T12:00:00Z", None),
        ("operational", "scheduled", "2026-05-02T16:00:00Z", None),
        // The statuses of other vendors.
        ("full_outage", "completed", "2026-05-02T12:00:00Z", Some(None)),
        ("maintenance_in_progress", "maintenance_in_progress", "2026-05-02T16:00:00Z", Some(None)),
    ] {
        let availability =
            evaluate(&Statuspage::default(), &page(component, maintenance), service("Bank"), now);
        let got = availability.is_down().then(|| until(&availability));
        assert_eq!(got, expected, "{component}, {maintenance}, {now}");
    }
}

#[test]
fn the_message_of_an_incident_wins_over_that_of_a_maintenance() {
    let incident = r#"{"incidents": [{"id": "i", "name": "Bank is out", "status": "identified", "impact": "major",
        "components": [{"name": "Bank"}], "incident_updates": [{"body": "Call us."}]}], "#;
    let body = page("major_outage", "in_progress").replacen('{', incident, 1);
    let both = evaluate(&Statuspage::default(), &body, service("c"), "2026-05-02T12:00:00Z");
    assert_eq!(message(&both), Some("Bank is out\nCall us."));
    assert_eq!(until(&both), "2026-05-02T15:00:00Z".parse().ok());
    let alone = evaluate(
        &Statuspage::default(),
        &page("under_maintenance", "in_progress"),
        service("c"),
        "2026-05-02T12:00:00Z",
    );
    assert_eq!(message(&alone), Some("New servers"));
    assert_eq!(alone.downtime().unwrap().since, "2026-05-02T11:00:00Z".parse().ok());
}

#[test]
fn a_maintenance_without_impact_is_ignored_and_a_component_needs_no_id() {
    let none = page("operational", "in_progress")
        .replace(r#""name": "New servers""#, r#""impact": "none", "name": "x""#);
    assert!(!evaluate(&Statuspage::default(), &none, service("c"), "2026-05-02T12:00:00Z").is_down());
    let by_name = page("major_outage", "completed").replace(r#""id": "c", "#, "");
    assert!(evaluate(&Statuspage::default(), &by_name, service("Bank"), "2026-05-02T12:00:00Z").is_down());
}

#[test]
fn a_component_with_an_unknown_status_is_unknown() {
    let body = page("half_broken", "completed").replace(
        r#""components": [{"id": "c""#,
        r#""components": [{"id": "x", "name": "X", "status": "operational"}, {"id": "c""#,
    );
    for (rule, expected) in
        [(service("Bank"), "unknown"), (!service("c"), "unknown"), (service("X"), "available")]
    {
        assert_eq!(
            evaluate(&Statuspage::default(), &body, rule.clone(), "2026-05-02T12:00:00Z").name(),
            expected,
            "{rule}"
        );
    }
}

#[test]
fn a_bad_item_of_an_array_does_not_discard_the_entry() {
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
fn a_bad_message_link_or_end_does_not_discard_its_entry() {
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
            &VetsApiStatuses,
            r#"{"data": {"attributes": {"statuses": [{"service_id": "s", "status": "critical", "last_incident_timestamp": "noon"}]}}}"#,
        ),
        (
            &PlainJson,
            r#"{"outages": [{"id": {}, "services": ["s"], "planned": 1, "impact": 2, "ends_at": "soon", "message": 3, "link": 4}]}"#,
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
        let availability = evaluate(engine, body, service("s"), "2026-05-02T12:00:00Z");
        assert_eq!((until(&availability), message(&availability)), (None, None), "{body}");
    }
}

#[test]
fn a_document_without_any_readable_entry_is_an_error() {
    for (engine, body) in [
        (&PlainJson as &dyn Engine, r#"{"message": "Internal server error"}"#),
        (&PlainJson, r#"{"status": 500, "errors": ["x"]}"#),
        (&PlainJson, r#"{"toggles": {"k": "true"}, "windows": []}"#),
        (&PlainJson, r#"{"windows": [{"id": "w"}]}"#),
        (&VetsApi, r#"{"data": {"features": [{"name": "k"}, {}]}}"#),
        (&VetsApiWindows, r#"{"data": [{"id": "1", "attributes": {}}]}"#),
        (
            &VetsApiStatuses,
            r#"{"data": {"attributes": {"statuses": [{"service_id": "s", "status": "??"}]}}}"#,
        ),
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
    // A document without entries is good.
    for (engine, body) in
        [(&PlainJson as &dyn Engine, "{}"), (&Ofrep, r#"{"flags": []}"#), (&Unleash, r#"{"toggles": []}"#)]
    {
        assert_eq!(read(engine, body).skipped, 0);
    }
}

#[test]
fn an_unreadable_toggle_is_unknown() {
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
        let name = |rule: Rule| evaluate(engine, body, rule, now).name();
        assert_eq!(
            [name(toggle("k")), name(!toggle("k")), name(toggle("o"))],
            ["unknown", "unknown", "down"],
            "{body}"
        );
    }
    // A flag without a value has the default in code: off.
    let default = r#"{"flags": [{"key": "k", "reason": "DEFAULT"}]}"#;
    assert_eq!(evaluate(&Ofrep, default, "k", "2026-05-02T12:00:00Z").name(), "available");
}

#[test]
fn bad_characters_in_a_message_are_replaced() {
    let half_a_pair = r#"{"k": {"on": true, "message": "Down \ud83d"}}"#;
    assert_eq!(
        message(&evaluate(&PlainJson, half_a_pair, "k", "2026-05-02T12:00:00Z")),
        Some("Down \u{fffd}")
    );
    let by_hand = "{\"k\": {\"on\": true, \"message\": \"See C:\\dir,\nand call.\"}}";
    assert_eq!(
        message(&evaluate(&PlainJson, by_hand, "k", "2026-05-02T12:00:00Z")),
        Some("See C:\\dir,\nand call.")
    );
    let latin_1 = b"{\"k\": {\"on\": true, \"message\": \"Ma\xF1ana\"}}";
    let report = PlainJson.decode(latin_1).unwrap().report;
    let notice = report.toggle("k").and_then(Toggle::notice).unwrap();
    assert_eq!(notice.message.as_deref(), Some("Ma\u{fffd}ana"));
}

#[test]
fn a_blank_message_counts_as_none() {
    let body = r#"{"toggles": {"a": {"on": true, "message": ""}, "b": {"on": true, "message": " \n\u200b"}},
        "windows": [{"id": "w", "services": ["s"], "starts_at": "2026-05-02T11:00:00Z", "message": "Call us."}]}"#;
    let now = "2026-05-02T12:00:00Z";
    assert_eq!(message(&evaluate(&PlainJson, body, toggle("a").or("b"), now)), None);
    assert_eq!(message(&evaluate(&PlainJson, body, toggle("a").or(service("s")), now)), Some("Call us."));
    // The same for a notice that an app makes itself.
    let blank = Notice::default().with_message("  ");
    assert_eq!(Toggle::on().with_notice(blank).notice(), None);
}

#[test]
fn markup_in_a_message_becomes_plain_text() {
    let body = page("major_outage", "completed").replacen(
        '{',
        r#"{"incidents": [{"name": "Bank &amp; mail", "status": "investigating", "components": [{"id": "c"}],
            "incident_updates": [{"body": "<p>We&#39;re <b>on it</b>.</p><ul><li>Call us</li></ul>"}]}], "#,
        1,
    );
    let availability = evaluate(&Statuspage::default(), &body, service("c"), "2026-05-02T12:00:00Z");
    assert_eq!(message(&availability), Some("Bank & mail\nWe're on it.\nCall us"));
}

#[test]
fn readers_see_the_notes_of_operators_only_if_the_feed_says_so() {
    let vets = |description: &str| {
        format!(
            r#"{{"data": [{{"id": "1", "attributes": {{"external_service": "s", "start_time": "2026-05-02T11:00:00Z", "description": "{description}"}}}}]}}"#
        )
    };
    let pagerduty = |description: &str| {
        format!(
            r#"{{"maintenance_windows": [{{"id": "w", "start_time": "2026-05-02T11:00:00Z", "description": "{description}", "services": [{{"id": "s"}}]}}]}}"#
        )
    };
    let (note, marked) = ("db-prod-7 failover, ask @dave", "db-prod-7. USER_MESSAGE: Call us.");
    let shown = |feed: &Feed, body: &str| {
        message(&evaluate(feed.engine(), body, service("s"), "2026-05-02T12:00:00Z")).map(str::to_owned)
    };
    let windows = Feed::vets_api_windows("/v0/maintenance_windows");
    assert_eq!(shown(&windows, &vets(note)), None);
    assert_eq!(shown(&windows, &vets(marked)).as_deref(), Some("Call us."));
    assert_eq!(shown(&windows, &vets("USER_MESSAGE: ")), None);
    assert_eq!(shown(&windows.show_descriptions(), &vets(note)).as_deref(), Some(note));
    let duty = Feed::pagerduty("/maintenance_windows");
    assert_eq!(shown(&duty, &pagerduty(note)), None);
    assert_eq!(shown(&duty, &pagerduty(marked)), None);
    let with_descriptions = duty.show_descriptions();
    assert_eq!(shown(&with_descriptions, &pagerduty(note)).as_deref(), Some(note));
    assert_eq!(shown(&with_descriptions, &pagerduty(marked)).as_deref(), Some("Call us."));
    // An engine whose messages are for readers always shows them.
    let strict = Feed::new(Statuspage::down_from(ComponentStatus::PartialOutage), "/x");
    assert_eq!(strict.clone().show_descriptions(), strict);
}
