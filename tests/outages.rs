//! Outages of plain JSON and of status pages: what is out now, planned or not, down or degraded.
#![cfg(not(target_arch = "wasm32"))]

use std::time::Duration;

use yew_outage::feed::{ComponentStatus, Decoded, Engine, PlainJson, Statuspage};
use yew_outage::model::{Downtime, FeedReport, Impact, Outage, Snapshot};
use yew_outage::prelude::*;

const NOW: &str = "2026-05-02T20:00:00Z";

fn time(text: &str) -> Option<Timestamp> {
    Some(text.parse().unwrap())
}

fn warnings(decoded: &Decoded) -> Vec<String> {
    decoded.warnings.iter().map(ToString::to_string).collect()
}

fn decode(engine: &dyn Engine, body: &str) -> Decoded {
    engine.decode(body.as_bytes()).unwrap_or_else(|error| panic!("{error}: {body}"))
}

fn read(engine: &dyn Engine, body: &str) -> Decoded {
    let decoded = decode(engine, body);
    assert_eq!(warnings(&decoded), [""; 0], "{body}");
    decoded
}

fn only<'d>(decoded: &'d Decoded, service: &str) -> &'d Outage {
    let outages: Vec<_> = decoded.report.outages(service).collect();
    assert_eq!(outages.len(), 1, "{outages:?}");
    outages[0]
}

fn availability(engine: &dyn Engine, decoded: Decoded, key: &str) -> Availability {
    let snapshot = Snapshot::new([FeedReport::answered(engine.reports(), decoded.report)]);
    service(key).availability(&snapshot, NOW.parse().unwrap(), Duration::from_secs(3_600))
}

/// The document with one entry for the service `bank` in one of the two lists of plain JSON.
fn plain(list: &str, fields: &str) -> String {
    format!(r#"{{"toggles": {{"t": true}}, "{list}": [{{"services": ["bank"], {fields}}}]}}"#)
}

#[test]
fn plain_decodes_outages_beside_toggles_in_either_form() {
    let outages = r#""outages": [
        {"id": "o1", "services": ["bank", "mail"], "starts_at": "2026-05-02T15:00:00-04:00",
            "ends_at": "2026-05-02T18:00:00-04:00", "message": "The bank does not answer.", "link": "https://a.example/o1"},
        {"services": "mail"}
    ], "windows": [{"id": "w", "services": ["mail"], "starts_at": "2026-05-09T20:00:00Z"}]"#;
    for body in
        [format!(r#"{{"toggles": {{"a": true}}, {outages}}}"#), format!(r#"{{"a": true, {outages}}}"#)]
    {
        let decoded = decode(&PlainJson, &body);
        assert_eq!(decoded.report.toggles().map(|(key, _)| key).collect::<Vec<_>>(), ["a"]);
        assert_eq!(warnings(&decoded), ["plain: outages[1].services: expected an array, found a string"]);
        assert_eq!(decoded.report.outages("mail").filter(|outage| outage.planned).count(), 1);
        assert_eq!(decoded.report.outages("mail").filter(|outage| !outage.planned).count(), 2);
        let expected = Outage::unplanned("o1", ["bank", "mail"])
            .with_starts_at(time("2026-05-02T19:00:00Z"))
            .with_ends_at(time("2026-05-02T22:00:00Z"))
            .with_message("The bank does not answer.")
            .with_link("https://a.example/o1");
        assert_eq!(*only(&decoded, "bank"), expected);
    }
    let toggle = read(&PlainJson, r#"{"outages": true, "windows": {"on": false}}"#);
    assert!(toggle.report.toggle("outages").is_some_and(Toggle::is_on), "a toggle may have that key");
    assert!(toggle.report.toggle("windows").is_some_and(|toggle| !toggle.is_on()));
    let nested = read(&PlainJson, r#"{"toggles": {"outages": true}, "outages": [{"services": ["bank"]}]}"#);
    assert!(nested.report.toggle("outages").is_some_and(Toggle::is_on));
    assert!(!only(&nested, "bank").planned);
}

#[test]
fn a_list_of_outages_that_is_none_leaves_what_is_known() {
    let nested = decode(&PlainJson, r#"{"toggles": {"t": true}, "outages": {}}"#);
    assert_eq!(warnings(&nested), ["plain: outages: expected an array, found an object"]);
    let flat = decode(&PlainJson, r#"{"t": true, "outages": "none"}"#);
    assert!(!warnings(&flat).is_empty());
    for decoded in [nested, flat] {
        assert!(decoded.report.toggle("t").is_some_and(Toggle::is_on));
        assert_eq!(decoded.report.services().count(), 0);
    }
    assert_eq!(read(&PlainJson, r#"{"outages": []}"#), Decoded::default());
}

/// What the section that depends on `bank` is, and its downtime.
fn bank(list: &str, fields: &str) -> (&'static str, Downtime) {
    let availability = availability(&PlainJson, read(&PlainJson, &plain(list, fields)), "bank");
    (availability.name(), availability.downtime().cloned().unwrap_or_default())
}

#[test]
fn an_unplanned_outage_lasts_for_as_long_as_it_is_listed() {
    let (name, downtime) = bank("outages", r#""id": "o""#);
    assert_eq!((name, downtime.planned, downtime.is_overdue), ("down", false, false));
    assert_eq!((downtime.since, downtime.until), (None, None), "nobody says since when");

    let (name, downtime) =
        bank("outages", r#""starts_at": "2026-05-02T19:00:00Z", "ends_at": "2026-05-02T21:00:00Z""#);
    assert_eq!((name, downtime.is_overdue), ("down", false));
    assert_eq!(
        (downtime.since, downtime.until),
        (time("2026-05-02T19:00:00Z"), time("2026-05-02T21:00:00Z"))
    );

    // The estimate was wrong, and the outage is still listed.
    for start in [r#""starts_at": "2026-05-02T18:00:00Z", "#, ""] {
        let (name, downtime) = bank("outages", &format!(r#"{start}"ends_at": "2026-05-02T19:00:00Z""#));
        assert_eq!((name, downtime.until, downtime.is_overdue), ("down", None, true), "{start}");
    }
    // A start in the future is a mistake: the outage is listed now.
    let (name, downtime) = bank("outages", r#""starts_at": "2026-05-02T21:00:00Z""#);
    assert_eq!((name, downtime.since), ("down", None));
}

#[test]
fn an_entry_of_either_list_may_say_itself_whether_it_is_planned() {
    let past = r#""starts_at": "2026-05-02T18:00:00Z", "ends_at": "2026-05-02T19:00:00Z""#;
    assert_eq!(bank("windows", past).0, "available");
    assert_eq!(bank("windows", &format!(r#"{past}, "planned": true"#)).0, "available");
    assert_eq!(bank("outages", &format!(r#"{past}, "planned": true"#)).0, "available", "a plan ends on time");
    let (name, downtime) = bank("windows", &format!(r#"{past}, "planned": false"#));
    assert_eq!((name, downtime.planned, downtime.is_overdue), ("down", false, true));
    let (name, downtime) =
        bank("outages", r#""starts_at": "2026-05-02T20:30:00Z", "planned": true, "impact": "down""#);
    assert_eq!((name, downtime.planned), ("approaching", true));

    let decoded = decode(&PlainJson, &plain("outages", r#""planned": "no""#));
    assert_eq!(warnings(&decoded), ["plain: outages[0].planned: expected true or false, found a string"]);
    assert!(!only(&decoded, "bank").planned, "its list says so");
    // A plan without a start says nothing.
    let without =
        plain("windows", r#""planned": true"#).replace("}]}", r#"}], "outages": [{"services": ["mail"]}]}"#);
    let decoded = decode(&PlainJson, &without);
    assert_eq!(warnings(&decoded), ["plain: windows[0].starts_at: expected a value, found nothing"]);
    assert_eq!(availability(&PlainJson, decoded, "bank").name(), "unknown");
}

#[test]
fn an_impact_says_whether_services_are_down_or_degraded() {
    let start = r#""starts_at": "2026-05-02T19:00:00Z""#;
    for list in ["windows", "outages"] {
        for (impact, expected) in [
            ("", "down"),
            (r#", "impact": null"#, "down"),
            (r#", "impact": "down""#, "down"),
            (r#", "impact": "degraded""#, "degraded"),
        ] {
            assert_eq!(bank(list, &format!("{start}{impact}")).0, expected, "{list}, {impact}");
        }
        for (impact, problem) in [
            (r#""slow""#, "expected `down` or `degraded`"),
            (r#""Degraded""#, "expected `down` or `degraded`"),
            ("1", "expected a string, found a number"),
        ] {
            let decoded = decode(&PlainJson, &plain(list, &format!(r#"{start}, "impact": {impact}"#)));
            assert_eq!(warnings(&decoded), [format!("plain: {list}[0].impact: {problem}")]);
            assert_eq!(availability(&PlainJson, decoded, "bank").name(), "down", "{list}, {impact}");
        }
    }
}

#[test]
fn a_bad_start_of_an_outage_is_unreadable_and_a_bad_end_is_not() {
    let fault = |fields: &str| {
        let both = plain("outages", fields).replace("}]}", r#"}, {"services": ["mail"]}]}"#);
        let decoded = decode(&PlainJson, &both);
        let warnings = warnings(&decoded);
        (warnings, availability(&PlainJson, decoded, "bank").name())
    };
    let expected = "expected a time such as 2026-05-02T20:00:00-04:00";
    assert_eq!(
        fault(r#""starts_at": "today""#),
        (vec![format!("plain: outages[0].starts_at: {expected}")], "unknown")
    );
    assert_eq!(
        fault(r#""ends_at": "soon""#),
        (vec![format!("plain: outages[0].ends_at: {expected}")], "down")
    );
    assert_eq!(
        fault(r#""starts_at": "2026-05-02T19:00:00Z", "ends_at": "2026-05-02T18:00:00Z""#),
        (
            vec![
                "plain: outages[0].ends_at: expected an end after the start, found one that is not"
                    .to_owned()
            ],
            "down"
        )
    );
}

/// A status page with one component and one incident of it.
fn page(status: &str, incident: &str) -> String {
    format!(
        r#"{{"components": [{{"id": "c", "name": "Bank", "status": "{status}"}}, {{"id": "m", "status": "operational"}}],
            "incidents": [{{"name": "Slow bank", "status": "monitoring", {incident}, "components": [{{"id": "c"}}]}}]}}"#
    )
}

#[test]
fn statuspage_takes_down_or_degrades_a_component_as_the_author_says() {
    use ComponentStatus::{DegradedPerformance, MajorOutage, PartialOutage, UnderMaintenance};
    let statuses =
        ["operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance"];
    for (from, expected) in [
        (DegradedPerformance, ["available", "down", "down", "down", "down"]),
        (PartialOutage, ["available", "degraded", "down", "down", "down"]),
        (MajorOutage, ["available", "degraded", "degraded", "down", "down"]),
        (UnderMaintenance, ["available", "degraded", "degraded", "degraded", "down"]),
    ] {
        let engine = Statuspage::down_from(from);
        let got = statuses.map(|status| {
            let decoded = read(&engine, &page(status, r#""impact": "minor""#));
            let got = availability(&engine, decoded, "Bank");
            let planned = got.downtime().is_some_and(|downtime| downtime.planned);
            assert_eq!(planned, status == "under_maintenance", "{from:?}, {status}");
            got.name()
        });
        assert_eq!(got, expected, "{from:?}");
    }
    assert_eq!(Statuspage::default(), Statuspage::down_from(MajorOutage));
}

#[test]
fn an_incident_of_a_status_page_says_since_when_its_component_is_out() {
    let engine = Statuspage::default();
    for status in ["degraded_performance", "major_outage"] {
        let downtime = |incident: &str| {
            let decoded = decode(&engine, &page(status, incident));
            let warnings = warnings(&decoded);
            (availability(&engine, decoded, "c").downtime().unwrap().clone(), warnings)
        };
        let (since, none) = downtime(r#""started_at": "2026-05-02T12:00:00-04:00""#);
        assert_eq!((since.since, none), (time("2026-05-02T16:00:00Z"), vec![]), "{status}");
        assert_eq!(since.message.as_deref(), Some("Slow bank"));
        assert_eq!(downtime(r#""started_at": null"#).0.since, None, "{status}");
        let (bad, problems) = downtime(r#""started_at": "noon""#);
        assert_eq!(bad.since, None, "{status}");
        assert_eq!(
            problems,
            ["statuspage: incidents[0].started_at: expected a time such as 2026-05-02T20:00:00-04:00"]
        );
        // An incident of another component says nothing of this one.
        let other = page(status, r#""started_at": "2026-05-02T16:00:00Z""#)
            .replace(r#"[{"id": "c"}]}]"#, r#"[{"id": "m"}]}]"#);
        let got = availability(&engine, read(&engine, &other), "c");
        assert_eq!(got.downtime().unwrap().since, None, "{status}");
    }
    // The impact of an outage that is planned and one that is not: both are in the same document.
    let maintenance = page("major_outage", r#""started_at": "2026-05-02T16:00:00Z""#).replacen(
        '{',
        r#"{"scheduled_maintenances": [{"id": "w", "status": "scheduled", "scheduled_for": "2026-05-02T19:00:00Z",
            "scheduled_until": "2026-05-02T21:00:00Z", "components": [{"id": "c"}]}], "#,
        1,
    );
    let decoded = read(&engine, &maintenance);
    assert!(decoded.report.outages("c").all(|outage| outage.impact == Impact::Down));
    let down = availability(&engine, decoded, "c");
    assert!(!down.downtime().unwrap().planned, "a failure during planned work is a failure");
}
