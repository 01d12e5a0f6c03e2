//! Every engine that reports maintenance windows decodes complete documents, and bad ones.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;

use yew_outage::feed::{ComponentStatus, Decoded, Engine, PagerDuty, PlainJson, Statuspage, VetsApiWindows};
use yew_outage::model::{Impact, Outage, Timestamp, Toggle};

fn time(text: &str) -> Option<Timestamp> {
    Some(text.parse().unwrap())
}

fn read(engine: &dyn Engine, body: &str) -> Decoded {
    let decoded = engine.decode(body.as_bytes()).unwrap();
    assert_eq!(warnings(&decoded), [""; 0]);
    decoded
}

fn warnings(decoded: &Decoded) -> Vec<String> {
    decoded.warnings.iter().map(ToString::to_string).collect()
}

fn only<'d>(decoded: &'d Decoded, service: &str) -> &'d Outage {
    let outages: Vec<_> = decoded.report.outages(service).collect();
    assert_eq!(outages.len(), 1, "{outages:?}");
    outages[0]
}

fn services(decoded: &Decoded) -> Vec<&str> {
    decoded.report.services().map(|key| &**key).collect()
}

const VETS_SNAKE: &str = r#"{"data": [
    {"id": "139", "type": "maintenance_windows", "attributes": {
        "external_service": "evss", "start_time": "2026-05-02T00:00:00.000Z",
        "end_time": "2026-05-02T04:30:00.000Z", "description": "Weekly work"}},
    {"id": "140", "type": "maintenance_windows", "attributes": {
        "external_service": "global", "start_time": "2026-06-01T00:00:00.000Z", "end_time": null, "description": ""}}
]}"#;

#[test]
fn vets_api_windows_in_snake_case_and_in_camel_case() {
    let camel = VETS_SNAKE
        .replace("external_service", "externalService")
        .replace("start_time", "startTime")
        .replace("end_time", "endTime");
    for body in [VETS_SNAKE, &camel] {
        let decoded = read(&VetsApiWindows, body);
        assert_eq!(services(&decoded), ["evss", "global"]);
        let windows: Vec<_> = decoded.report.outages("evss").collect();
        assert_eq!(windows.len(), 2, "the window of the whole site affects every service");
        assert_eq!(&*windows[0].id, "139");
        assert_eq!(
            (windows[0].starts_at, windows[0].ends_at),
            (time("2026-05-02T00:00:00Z"), time("2026-05-02T04:30:00Z"))
        );
        assert_eq!(windows[0].message, None, "a note for operators");
        let whole_site = only(&decoded, "global");
        assert_eq!((whole_site.ends_at, whole_site.message.as_deref()), (None, None));
        assert_eq!(only(&decoded, "anything else").id, whole_site.id);
    }
}

#[test]
fn vets_api_windows_of_the_mobile_app_and_of_the_whole_site() {
    let mobile = VETS_SNAKE
        .replace("external_service", "service")
        .replace("start_time", "startTime")
        .replace("end_time", "endTime");
    assert_eq!(read(&VetsApiWindows, &mobile), read(&VetsApiWindows, VETS_SNAKE));

    // A bare list, without ids and services.
    let site = r#"[
        {"start_time": "2026-05-02T00:00:00Z", "end_time": "2026-05-02T04:30:00Z"},
        {"startTime": "2026-06-01T00:00:00Z", "endTime": null, "service": null},
        {"start_time": "2026-07-01T00:00:00Z", "end_time": null, "external_service": "evss"}
    ]"#;
    let decoded = read(&VetsApiWindows, site);
    assert_eq!(services(&decoded), ["evss", "global"]);
    let ends: Vec<_> = decoded.report.outages("global").map(|window| window.ends_at).collect();
    assert_eq!(ends, [time("2026-05-02T04:30:00Z"), None]);
    assert_eq!(decoded.report.outages("anything else").count(), 2);
    assert!(decoded.report.outages("evss").all(|window| window.planned));
    assert_eq!(services(&read(&VetsApiWindows, "[]")), [""; 0]);

    let bad = r#"[{"start_time": "soon"}, {"start_time": "2026-05-02T00:00:00Z"}, null]"#;
    let decoded = VetsApiWindows.decode(bad.as_bytes()).unwrap();
    let expected = "vets-api: [0].start_time: expected a time such as 2026-05-02T20:00:00-04:00";
    assert_eq!(warnings(&decoded)[0], expected);
    assert_eq!(only(&decoded, "global").starts_at, time("2026-05-02T00:00:00Z"));
    assert_eq!(decoded.report.unreadable().services().collect::<Vec<_>>(), ["global"]);
}

const PAGERDUTY: &str = r#"{"maintenance_windows": [{
    "id": "PW98YIO", "type": "maintenance_window", "summary": "Bank move", "self": "ignored", "html_url": null,
    "sequence_number": 1, "start_time": "2015-11-09T20:00:00-05:00", "end_time": "2015-11-09T22:00:00-05:00",
    "description": "We are moving to a new bank.",
    "services": [{"id": "PIJ90N7", "type": "service_reference", "summary": "Bank gateway"}, {"id": "PXPGF42"}],
    "teams": [], "created_by": {"id": "PXPGF43", "type": "user_reference"}
}], "limit": 25, "offset": 0, "total": null, "more": false}"#;

#[test]
fn pagerduty_windows_by_id_and_by_summary() {
    let decoded = read(&PagerDuty, PAGERDUTY);
    assert_eq!(services(&decoded), ["Bank gateway", "PIJ90N7", "PXPGF42"]);
    let window = only(&decoded, "Bank gateway");
    assert_eq!((&*window.id, window.starts_at), ("PW98YIO", time("2015-11-10T01:00:00Z")));
    assert_eq!(window.message, None, "a note for operators");
    assert_eq!(decoded.next_page, None);
}

#[test]
fn a_page_of_pagerduty_names_the_offset_of_the_next() {
    let page = |offset: &str| {
        PAGERDUTY.replace(r#""offset": 0"#, offset).replace(r#""more": false"#, r#""more": true"#)
    };
    assert_eq!(read(&PagerDuty, &page(r#""offset": 0"#)).next_page.as_deref(), Some("offset=1"));
    assert_eq!(read(&PagerDuty, &page(r#""offset": 50"#)).next_page.as_deref(), Some("offset=51"));
    let empty = r#"{"maintenance_windows": [], "offset": 25, "more": true}"#;
    assert_eq!(
        PagerDuty.decode(empty.as_bytes()).unwrap_err().to_string(),
        "pagerduty: maintenance_windows: expected windows, as there are more to come; found none"
    );
}

const STATUSPAGE: &str = r#"{
    "page": {"id": "y2j98763l56x", "name": "Status", "url": "https://status.example.gov", "time_zone": "Etc/UTC",
        "updated_at": "2026-05-02T12:00:00Z"},
    "components": [
        {"id": "c-ok", "name": "Search", "status": "operational", "group_id": null, "only_show_if_degraded": false},
        {"id": "c-slow", "name": "Mail", "status": "degraded_performance"},
        {"id": "c-part", "name": "Forms", "status": "partial_outage"},
        {"id": "c-out", "name": "Direct deposit", "status": "major_outage"},
        {"id": "c-work", "name": "Profile", "status": "under_maintenance"}
    ],
    "incidents": [
        {"id": "i-old", "name": "Old", "status": "resolved", "impact": "major", "components": [{"id": "c-out"}]},
        {"id": "i-1", "name": "Bank does not answer", "status": "identified", "impact": "critical",
            "started_at": "2026-05-02T10:00:00Z", "shortlink": "https://stspg.example/i-1",
            "incident_updates": [
                {"body": "The bank is working on it.", "status": "identified", "created_at": "2026-05-02T11:00:00Z"},
                {"body": "We are looking into it.", "status": "investigating", "created_at": "2026-05-02T10:00:00Z"}],
            "components": [{"id": "c-out", "name": "Direct deposit", "status": "major_outage"}]}
    ],
    "scheduled_maintenances": [
        {"id": "m-now", "name": "New servers", "status": "in_progress", "impact": "maintenance",
            "scheduled_for": "2026-05-02T11:00:00Z", "scheduled_until": "2026-05-02T15:00:00Z",
            "incident_updates": [{"body": "Work has begun."}], "components": [{"id": "c-work", "name": "Profile"}]},
        {"id": "m-next", "name": "New database", "status": "scheduled", "impact": "maintenance",
            "scheduled_for": "2026-05-09T11:00:00Z", "scheduled_until": "2026-05-09T15:00:00Z",
            "incident_updates": [], "components": [{"id": "c-ok", "name": "Search"}, {"id": "c-out", "name": "Direct deposit"}]},
        {"id": "m-done", "name": "Done", "status": "completed", "scheduled_for": "2026-05-01T11:00:00Z",
            "scheduled_until": "2026-05-01T15:00:00Z", "components": [{"id": "c-ok", "name": "Search"}]}
    ],
    "status": {"indicator": "major", "description": "Partial System Outage"}
}"#;

#[test]
fn statuspage_decodes_components_maintenances_and_incidents() {
    let decoded = read(&Statuspage::default(), STATUSPAGE);
    let ids =
        |service: &str| decoded.report.outages(service).map(|outage| &*outage.id).collect::<BTreeSet<_>>();
    assert_eq!(ids("c-out"), BTreeSet::from(["c-out", "m-next"]));
    assert_eq!(ids("Direct deposit"), ids("c-out"));
    assert_eq!(ids("Search"), BTreeSet::from(["m-next"]));
    let impact = |service: &str| only(&decoded, service).impact;
    assert_eq!([impact("Mail"), impact("Forms")], [Impact::Degraded; 2]);

    let out = decoded.report.outages("c-out").find(|outage| &*outage.id == "c-out").unwrap();
    assert_eq!((out.planned, out.starts_at, out.ends_at), (false, time("2026-05-02T10:00:00Z"), None));
    assert_eq!(out.message.as_deref(), Some("Bank does not answer\nThe bank is working on it."));
    assert_eq!(out.link.as_deref(), Some("https://stspg.example/i-1"));

    // The current maintenance gives the expected end.
    let work = only(&decoded, "Profile");
    assert_eq!((&*work.id, work.planned, work.ends_at), ("m-now", true, time("2026-05-02T15:00:00Z")));
    assert_eq!(work.message.as_deref(), Some("New servers\nWork has begun."));
}

#[test]
fn statuspage_takes_services_down_from_the_status_that_the_author_sets() {
    let down = |from| {
        let decoded = read(&Statuspage::down_from(from), STATUSPAGE);
        let is_down = |service: &str| only(&decoded, service).impact == Impact::Down;
        ["Mail", "Forms"].map(|service| usize::from(is_down(service)))
    };
    assert_eq!(down(ComponentStatus::UnderMaintenance), [0, 0]);
    assert_eq!(down(ComponentStatus::PartialOutage), [0, 1]);
    assert_eq!(down(ComponentStatus::DegradedPerformance), [1, 1]);
    let operational = read(&Statuspage::down_from(ComponentStatus::Operational), STATUSPAGE);
    assert_eq!(only(&operational, "Search").id, "m-next".into(), "a component that works is never down");
}

#[test]
fn plain_decodes_windows_beside_toggles_in_either_form() {
    let windows = r#""windows": [
        {"id": "w1", "services": ["bank", "mail"], "starts_at": "2026-05-02T20:00:00-04:00",
            "ends_at": "9999-12-31T23:59:59Z", "message": "Work", "link": "https://a.example/w1"},
        {"id": "w2", "services": ["mail"], "starts_at": "2026-05-02T20:00:00+05:30"}
    ]"#;
    for body in
        [format!(r#"{{"toggles": {{"a": true}}, {windows}}}"#), format!(r#"{{"a": true, {windows}}}"#)]
    {
        let decoded = read(&PlainJson, &body);
        assert_eq!(decoded.report.toggles().map(|(key, _)| key).collect::<Vec<_>>(), ["a"]);
        let window = only(&decoded, "bank");
        assert_eq!(
            (window.starts_at, window.ends_at),
            (time("2026-05-03T00:00:00Z"), time("9999-12-31T23:59:59Z"))
        );
        assert_eq!(
            (window.message.as_deref(), window.link.as_deref()),
            (Some("Work"), Some("https://a.example/w1"))
        );
        assert_eq!(decoded.report.outages("mail").count(), 2);
    }
    let decoded = read(&PlainJson, r#"{"windows": true}"#);
    assert!(
        decoded.report.toggle("windows").is_some_and(Toggle::is_on),
        "a toggle may have the key `windows`"
    );
}

#[test]
fn an_empty_array_is_a_good_document() {
    for (engine, body) in [
        (&VetsApiWindows as &dyn Engine, r#"{"data": []}"#),
        (&PagerDuty, r#"{"maintenance_windows": [], "more": false}"#),
        (&PagerDuty, r#"{"maintenance_windows": []}"#),
        (&Statuspage::default(), r#"{"components": []}"#),
        (&PlainJson, r#"{"windows": []}"#),
    ] {
        assert_eq!(read(engine, body).report.services().count(), 0);
    }
}

#[test]
fn a_document_without_its_array_is_an_error() {
    for (engine, body, problem) in [
        (
            &VetsApiWindows as &dyn Engine,
            r#"{"data": {}}"#,
            "vets-api: data: expected an array, found an object",
        ),
        (&VetsApiWindows, r#"{"errors": []}"#, "vets-api: data: expected a value, found nothing"),
        (
            &PagerDuty,
            r#"{"error": {"code": 2006}}"#,
            "pagerduty: maintenance_windows: expected a value, found nothing",
        ),
        (
            &PagerDuty,
            r#"{"maintenance_windows": [], "more": "no"}"#,
            "pagerduty: more: expected true or false, found a string",
        ),
        (&Statuspage::default(), "{}", "statuspage: components: expected a value, found nothing"),
        (
            &Statuspage::default(),
            r#"{"components": {}}"#,
            "statuspage: components: expected an array, found an object",
        ),
    ] {
        assert_eq!(engine.decode(body.as_bytes()).unwrap_err().to_string(), problem);
    }
}

/// Decodes a good window, the given one, and the good one again.
fn beside_a_good_one(window: &str) -> Decoded {
    let good = r#"{"id": "good", "services": ["bank"], "starts_at": "2026-05-02T20:00:00Z"}"#;
    PlainJson.decode(format!(r#"{{"windows": [{good}, {window}, {good}]}}"#).as_bytes()).unwrap()
}

#[test]
fn a_bad_window_does_not_discard_the_good_ones() {
    let expected = "expected a time such as 2026-05-02T20:00:00-04:00";
    for (bad, problem) in [
        (
            r#"{"id": "w", "services": ["mail"], "starts_at": "tomorrow"}"#,
            format!("[1].starts_at: {expected}"),
        ),
        (
            r#"{"id": "w", "services": ["mail"], "starts_at": "2026-02-30T20:00:00Z"}"#,
            format!("[1].starts_at: {expected}"),
        ),
        (
            r#"{"id": "w", "services": ["mail"], "starts_at": "2026-05-02T20:00:00"}"#,
            format!("[1].starts_at: {expected}, found one without a UTC offset"),
        ),
        (
            r#"{"id": "w", "services": ["mail"], "starts_at": 1777752000}"#,
            "[1].starts_at: expected a string, found a number".to_owned(),
        ),
        (r#"{"id": "w", "services": ["mail"]}"#, "[1].starts_at: expected a value, found nothing".to_owned()),
        (
            r#"{"id": "w", "starts_at": "2026-05-02T20:00:00Z"}"#,
            "[1].services: expected a value, found nothing".to_owned(),
        ),
        (
            r#"{"id": "w", "services": [], "starts_at": "2026-05-02T20:00:00Z"}"#,
            "[1].services: expected at least one service, found none".to_owned(),
        ),
        (
            r#"{"id": "w", "services": [[]], "starts_at": "2026-05-02T20:00:00Z"}"#,
            "[1].services[0]: expected a string, found an array".to_owned(),
        ),
    ] {
        let decoded = beside_a_good_one(bad);
        assert_eq!(warnings(&decoded), [format!("plain: windows{problem}")]);
        assert_eq!(only(&decoded, "bank").id, "good".into(), "a window that is listed twice is one window");
        assert_eq!(decoded.skipped, 1);
        let names_mail = bad.contains("mail");
        assert_eq!(
            decoded.report.unreadable().services().collect::<Vec<_>>(),
            ["mail"][usize::from(!names_mail)..]
        );
    }
    // Not an object: none of its fields can be read.
    let nothing = beside_a_good_one("null");
    assert_eq!(only(&nothing, "bank").id, "good".into());
    assert!(
        warnings(&nothing)
            .iter()
            .all(|warning| warning == "plain: windows[1]: expected an object, found null")
    );
}

#[test]
fn a_bad_end_message_or_link_does_not_discard_its_window() {
    let after = "expected an end after the start, found one that is not";
    for (more, problem) in [
        (r#""ends_at": "2026-05-02T19:00:00Z""#, format!("ends_at: {after}")),
        (r#""ends_at": "2026-05-02T16:00:00-04:00""#, format!("ends_at: {after}")),
        (r#""ends_at": """#, "ends_at: expected a time such as 2026-05-02T20:00:00-04:00".to_owned()),
        (r#""message": {"en": "x"}"#, "message: expected a string, found an object".to_owned()),
        (r#""link": ["https://a.example"]"#, "link: expected a string, found an array".to_owned()),
    ] {
        let window =
            format!(r#"{{"id": 7, "services": ["mail", 8], "starts_at": "2026-05-02T20:00:00Z", {more}}}"#);
        let decoded = beside_a_good_one(&window);
        assert_eq!(warnings(&decoded), [format!("plain: windows[1].{problem}")]);
        for service in ["mail", "8"] {
            let window = only(&decoded, service);
            assert_eq!(&*window.id, "7", "a number is an id, as the document writes it");
            assert_eq!((window.ends_at, &window.message, &window.link), (None, &None, &None));
        }
    }
    let without_id = beside_a_good_one(r#"{"services": ["mail"], "starts_at": "2026-05-02T20:00:00Z"}"#);
    assert_eq!(only(&without_id, "mail").starts_at, time("2026-05-02T20:00:00Z"));
    let partly_readable =
        beside_a_good_one(r#"{"id": "w", "services": [null, "mail"], "starts_at": "2026-05-02T20:00:00Z"}"#);
    assert_eq!(warnings(&partly_readable), ["plain: windows[1].services[0]: expected a string, found null"]);
    assert_eq!(&*only(&partly_readable, "mail").id, "w");
}

#[test]
fn the_other_engines_follow_the_same_rules() {
    let vets = VETS_SNAKE.replace("2026-05-02T04:30:00.000Z", "2026-05-01T04:30:00.000Z");
    let decoded = VetsApiWindows.decode(vets.as_bytes()).unwrap();
    assert_eq!(
        warnings(&decoded),
        ["vets-api: data[0].attributes.end_time: expected an end after the start, found one that is not"]
    );
    assert_eq!(services(&decoded), ["evss", "global"]);

    let pagerduty = PAGERDUTY.replace(
        r#"{"id": "PIJ90N7", "type": "service_reference", "summary": "Bank gateway"}"#,
        r#"{"id": null}"#,
    );
    let decoded = PagerDuty.decode(pagerduty.as_bytes()).unwrap();
    assert_eq!(
        warnings(&decoded),
        ["pagerduty: maintenance_windows[0].services[0].id: expected a value, found nothing"]
    );
    assert_eq!(services(&decoded), ["PXPGF42"], "the readable service counts");

    let statuspage = STATUSPAGE
        .replace("2026-05-02T15:00:00Z", "soon")
        .replace(r#""name": "Search", "status": "operational""#, r#""status": "a_status_of_tomorrow""#);
    let decoded = Statuspage::default().decode(statuspage.as_bytes()).unwrap();
    assert_eq!(
        warnings(&decoded),
        [
            "statuspage: scheduled_maintenances[0].scheduled_until: expected a time such as 2026-05-02T20:00:00-04:00",
            "statuspage: components[0].status: expected a status of a component, found one that is not known",
        ]
    );
    let work = only(&decoded, "Profile");
    assert_eq!((&*work.id, work.ends_at), ("m-now", None), "a maintenance with a bad end has an open end");
    assert_eq!(decoded.report.unreadable().services().collect::<Vec<_>>(), ["c-ok"]);

    let incidents = STATUSPAGE.replace(r#""incidents": ["#, r#""incidents": 1, "other": ["#);
    let decoded = Statuspage::default().decode(incidents.as_bytes()).unwrap();
    assert_eq!(warnings(&decoded), ["statuspage: incidents: expected an array, found a number"]);
    assert!(
        decoded.report.outages("c-out").any(|outage| &*outage.id == "c-out"),
        "incidents only add messages"
    );
}

#[test]
fn a_link_with_another_scheme_than_http_is_dropped() {
    let hostile = STATUSPAGE.replace("https://stspg.example/i-1", "javascript:alert(1)");
    let decoded = read(&Statuspage::default(), &hostile);
    assert!(decoded.report.outages("c-out").all(|outage| outage.link.is_none()));
}
