//! vets-api's backend statuses: what is out now, planned or not, and what nobody watches.
#![cfg(not(target_arch = "wasm32"))]

use std::time::Duration;

use yew_outage::feed::{Decoded, Engine, VetsApiStatuses};
use yew_outage::model::{FeedReport, Impact, Snapshot};
use yew_outage::prelude::*;

const NOW: &str = "2026-05-02T20:00:00Z";

fn time(text: &str) -> Option<Timestamp> {
    Some(text.parse().unwrap())
}

fn document(statuses: &str, windows: &str) -> String {
    format!(
        r#"{{"data": {{"id": "", "type": "pagerduty_external_services_responses", "attributes": {{
            "reported_at": "2026-05-02T19:59:30.000Z",
            "statuses": [{statuses}],
            "maintenance_windows": [{windows}]
        }}}}}}"#
    )
}

/// The entry of a service that has an id and a name.
fn entry(status: &str) -> String {
    format!(
        r#"{{"service": "Direct deposit", "service_id": "evss", "status": {status}, "last_incident_timestamp": null}}"#
    )
}

fn decode(body: &str) -> Decoded {
    VetsApiStatuses.decode(body.as_bytes()).unwrap_or_else(|error| panic!("{error}: {body}"))
}

fn warnings(decoded: &Decoded) -> Vec<String> {
    decoded.warnings.iter().map(ToString::to_string).collect()
}

fn read(body: &str) -> Decoded {
    let decoded = decode(body);
    assert_eq!(warnings(&decoded), [""; 0], "{body}");
    decoded
}

fn availability(decoded: Decoded, key: &str) -> Availability {
    let snapshot = Snapshot::new([FeedReport::answered(VetsApiStatuses.reports(), decoded.report)]);
    service(key).availability(&snapshot, NOW.parse().unwrap(), Duration::from_secs(3_600))
}

#[test]
fn a_status_says_whether_its_service_works_and_whether_that_is_planned() {
    for (status, expected, planned) in [
        ("active", "available", None),
        ("warning", "degraded", Some(false)),
        ("critical", "down", Some(false)),
        ("maintenance", "down", Some(true)),
        ("disabled", "unknown", None),
    ] {
        // A document of one service, so that a service that nobody watches is no reason to refuse it.
        let got = availability(read(&document(&entry(&format!("{status:?}")), "")), "evss");
        assert_eq!(got.name(), expected, "{status}");
        assert_eq!(got.downtime().map(|downtime| downtime.planned), planned, "{status}");
        assert!(!got.downtime().is_some_and(|downtime| downtime.is_overdue), "{status}");
    }
}

#[test]
fn names_are_in_snake_case_or_in_camel_case() {
    let snake = document(
        r#"{"service": "Appeals", "service_id": "appeals", "status": "critical", "last_incident_timestamp": "2026-05-02T18:30:00.000Z"}"#,
        r#"{"id": 745, "external_service": "vic", "start_time": "2026-05-02T19:00:00.000Z", "end_time": "2026-05-02T21:00:00.000Z", "description": ""}"#,
    );
    let camel = [
        ("reported_at", "reportedAt"),
        ("service_id", "serviceId"),
        ("last_incident_timestamp", "lastIncidentTimestamp"),
        ("maintenance_windows", "maintenanceWindows"),
        ("external_service", "externalService"),
        ("start_time", "startTime"),
        ("end_time", "endTime"),
    ]
    .iter()
    .fold(snake.clone(), |body, (snake, camel)| body.replace(snake, camel));
    assert_eq!(read(&snake).report, read(&camel).report);
    let decoded = read(&camel);
    let services: Vec<_> = decoded.report.services().map(|key| &**key).collect();
    assert_eq!(services, ["Appeals", "appeals", "vic"]);
    let window = decoded.report.outages("vic").next().unwrap();
    assert_eq!((&*window.id, window.planned, window.impact), ("745", true, Impact::Down));
    let down = availability(decoded, "appeals");
    assert_eq!(down.downtime().unwrap().since, time("2026-05-02T18:30:00Z"));
}

#[test]
fn a_service_is_known_by_its_id_and_by_its_name() {
    for (names, expected) in [
        (r#""service": "Appeals", "service_id": "appeals""#, &["Appeals", "appeals"][..]),
        (r#""service": "Appeals", "service_id": """#, &["Appeals"]),
        (r#""service": "Appeals", "service_id": null"#, &["Appeals"]),
        (r#""service": "Appeals""#, &["Appeals"]),
        (r#""service": "", "service_id": "appeals""#, &["appeals"]),
        (r#""service_id": "appeals""#, &["appeals"]),
        (r#""service": "appeals", "service_id": "appeals""#, &["appeals"]),
        (r#""service": "Appeals", "service_id": 7"#, &["7", "Appeals"]),
    ] {
        let decoded = read(&document(&format!(r#"{{{names}, "status": "critical"}}"#), ""));
        assert_eq!(decoded.report.services().map(|key| &**key).collect::<Vec<_>>(), expected, "{names}");
        let outage = decoded.report.outages(expected[0]).next().unwrap();
        assert_eq!(outage.services.len(), expected.len(), "{names}: each name once");
    }
    // Two services without an id are two services.
    let both = document(
        r#"{"service": "A", "service_id": "", "status": "critical"}, {"service": "B", "service_id": "", "status": "active"}"#,
        "",
    );
    assert!(availability(read(&both), "A").is_down());
    assert_eq!(availability(read(&both), "B").name(), "available");
    assert_eq!(availability(read(&both), "").name(), "available", "an empty id is no service");
}

#[test]
fn a_service_whose_name_cannot_be_read_does_not_discard_the_others() {
    let good = r#"{"service": "Mail", "service_id": "mail", "status": "critical"}"#;
    let expected = "data.attributes.statuses[0]";
    for (bad, problems) in [
        (r#"{"status": "critical"}"#, &[": expected `service_id` or `service`"][..]),
        (
            r#"{"service_id": "", "service": "", "status": "critical"}"#,
            &[": expected `service_id` or `service`"],
        ),
        (
            r#"{"service_id": ["evss"], "status": "critical"}"#,
            &[".service_id: expected a string, found an array", ": expected `service_id` or `service`"],
        ),
        // One name is enough.
        (
            r#"{"service_id": {}, "service": "evss", "status": "active"}"#,
            &[".service_id: expected a string, found an object"],
        ),
    ] {
        let decoded = decode(&document(&format!("{bad}, {good}"), ""));
        let problems: Vec<_> =
            problems.iter().map(|problem| format!("vets-api: {expected}{problem}")).collect();
        assert_eq!(warnings(&decoded), problems, "{bad}");
        assert_eq!(availability(decoded, "mail").name(), "down", "{bad}");
    }
}

#[test]
fn a_status_that_is_new_leaves_its_service_unknown_with_a_warning() {
    let good = r#"{"service": "Mail", "service_id": "mail", "status": "critical"}"#;
    let unknown = "expected a status of a service, found one that is not known";
    for (status, problem) in [
        (r#""acknowledged""#, unknown),
        (r#""Critical""#, unknown),
        (r#""""#, unknown),
        ("true", "expected a string, found true or false"),
        ("null", "expected a value, found nothing"),
    ] {
        let body = document(&format!("{}, {good}", entry(status)), "");
        let decoded = decode(&body);
        assert_eq!(
            warnings(&decoded),
            [format!("vets-api: data.attributes.statuses[0].status: {problem}")],
            "{status}"
        );
        for key in ["evss", "Direct deposit"] {
            assert_eq!(availability(decode(&body), key).name(), "unknown", "{status}, {key}");
        }
        assert!(availability(decoded, "mail").is_down(), "{status}");
    }
    let missing = document(&format!(r#"{{"service_id": "evss"}}, {good}"#), "");
    assert_eq!(availability(decode(&missing), "evss").name(), "unknown");
}

#[test]
fn of_two_statuses_of_one_service_the_worse_counts_in_either_order() {
    // From best to worst: what nobody knows is worse than what is known to work badly.
    let statuses = ["active", "warning", "disabled", "maintenance", "critical"];
    let names = ["available", "degraded", "unknown", "down", "down"];
    for (worse, name) in names.iter().enumerate() {
        for better in 0..worse {
            for [first, second] in [[better, worse], [worse, better]] {
                let status = |at: usize| entry(&format!("{:?}", statuses[at]));
                let got = availability(
                    read(&document(&format!("{}, {}", status(first), status(second)), "")),
                    "evss",
                );
                let case = format!("{} and {}", statuses[first], statuses[second]);
                assert_eq!(got.name(), *name, "{case}");
                let is_planned = got.downtime().is_some_and(|downtime| downtime.planned);
                assert_eq!(is_planned, statuses[worse] == "maintenance", "{case}");
            }
        }
    }
}

#[test]
fn nobody_is_warned_of_a_service_that_is_not_watched() {
    let both =
        document(&format!(r#"{}, {{"service_id": "mail", "status": "active"}}"#, entry(r#""disabled""#)), "");
    let decoded = read(&both);
    assert_eq!(decoded.skipped, 0);
    assert_eq!(availability(decoded, "mail").name(), "available");
    assert_eq!(availability(read(&both), "evss").name(), "unknown");
    // A plan for it is known.
    let planned = document(
        &entry(r#""disabled""#),
        r#"{"id": 1, "external_service": "evss", "start_time": "2026-05-02T19:00:00Z", "end_time": null}"#,
    );
    assert!(availability(read(&planned), "evss").is_down());
}

#[test]
fn an_incident_is_on_since_the_last_one_of_its_service() {
    let since = |status: &str, last_incident: &str| {
        let body = entry(&format!("{status:?}")).replace("null", last_incident);
        let decoded = decode(&document(&body, ""));
        let warnings = warnings(&decoded);
        (availability(decoded, "evss").downtime().unwrap().since, warnings)
    };
    let (earlier, later) = (r#""2026-05-02T15:00:00-04:00""#, r#""2026-05-02T21:00:00.000Z""#);
    for status in ["critical", "warning"] {
        assert_eq!(since(status, earlier), (time("2026-05-02T19:00:00Z"), vec![]), "{status}");
        assert_eq!(since(status, later), (None, vec![]), "{status}: nobody knows what happens in an hour");
        assert_eq!(since(status, "null"), (None, vec![]), "{status}");
        for (bad, problem) in [
            (r#""yesterday""#, "expected a time such as 2026-05-02T20:00:00-04:00"),
            (r#""""#, "expected a time such as 2026-05-02T20:00:00-04:00"),
            ("1777752000", "expected a string, found a number"),
        ] {
            let problem = format!("vets-api: data.attributes.statuses[0].last_incident_timestamp: {problem}");
            assert_eq!(since(status, bad), (None, vec![problem]), "{status}, {bad}");
        }
    }
    assert_eq!(
        since("maintenance", earlier),
        (None, vec![]),
        "an incident of earlier is not this maintenance"
    );
}

#[test]
fn windows_of_the_same_document_give_the_expected_end_and_warn() {
    let windows = r#"
        {"id": 745, "external_service": "evss", "start_time": "2026-05-02T19:00:00.000Z", "end_time": "2026-05-02T22:00:00.000Z", "description": ""},
        {"id": 746, "external_service": "appeals", "start_time": "2026-05-02T20:30:00.000Z", "end_time": "2026-05-02T21:00:00.000Z", "description": ""}"#;
    let working = r#"{"service": "Appeals", "service_id": "appeals", "status": "active"}"#;
    let body = document(&format!("{}, {working}", entry(r#""maintenance""#)), windows);
    let down = availability(read(&body), "evss");
    let downtime = down.downtime().unwrap();
    assert_eq!((downtime.planned, downtime.until), (true, time("2026-05-02T22:00:00Z")));
    let soon = availability(read(&body), "appeals");
    assert_eq!(soon.approaching().unwrap().since, time("2026-05-02T20:30:00Z"));

    let whole_site = document(working, &windows.replace("appeals", "global"));
    assert!(availability(read(&whole_site), "anything else").approaching().is_some());

    let unreadable = document(working, windows).replace("2026-05-02T19:00:00.000Z", "soon");
    let decoded = decode(&unreadable);
    assert_eq!(
        warnings(&decoded),
        [
            "vets-api: data.attributes.maintenance_windows[0].start_time: expected a time such as 2026-05-02T20:00:00-04:00"
        ]
    );
    assert_eq!(availability(decoded, "evss").name(), "unknown");
    for list in ["{}", "7"] {
        let no_list = document(working, "").replace("[]", list);
        assert_eq!(warnings(&decode(&no_list)).len(), 1, "{no_list}");
    }
    let without = document(working, "").replace(r#""maintenance_windows""#, r#""others""#);
    assert_eq!(availability(read(&without), "appeals").name(), "available");
}

#[test]
fn readers_see_the_marked_part_of_a_description_or_all_of_it_if_the_feed_says_so() {
    let body = |description: &str| {
        let window = format!(
            r#"{{"id": 1, "external_service": "evss", "start_time": "2026-05-02T19:00:00Z", "end_time": null, "description": "{description}"}}"#
        );
        document(&entry(r#""maintenance""#), &window)
    };
    let shown = |feed: &Feed, description: &str| {
        let decoded = feed.engine().decode(body(description).as_bytes()).unwrap();
        availability(decoded, "evss").downtime().unwrap().message.clone()
    };
    let (note, marked) = ("db-prod-7 failover, ask @dave", "db-prod-7. USER_MESSAGE: Call us.");
    let feed = Feed::vets_api_statuses("/v0/backend_statuses");
    assert_eq!(shown(&feed, note), None);
    assert_eq!(shown(&feed, marked).as_deref(), Some("Call us."));
    let with_descriptions = feed.show_descriptions();
    assert_eq!(shown(&with_descriptions, note).as_deref(), Some(note));
    assert_eq!(shown(&with_descriptions, marked).as_deref(), Some("Call us."));
}

#[test]
fn a_document_without_statuses_is_an_error_and_one_with_none_is_good() {
    for (body, problem) in [
        (r#"{"errors": []}"#, "data: expected a value, found nothing"),
        (r#"{"data": []}"#, "data: expected an object, found an array"),
        (r#"{"data": {"id": ""}}"#, "data.attributes: expected a value, found nothing"),
        (
            r#"{"data": {"attributes": {"maintenance_windows": []}}}"#,
            "data.attributes.statuses: expected a value, found nothing",
        ),
        (
            r#"{"data": {"attributes": {"statuses": {}}}}"#,
            "data.attributes.statuses: expected an array, found an object",
        ),
        (
            r#"{"data": {"attributes": {"statuses": [{"service_id": "evss", "status": "new"}]}}}"#,
            "data.attributes.statuses[0].status: expected a status of a service, found one that is not known; nothing else in the document can be read",
        ),
    ] {
        let error = VetsApiStatuses.decode(body.as_bytes()).expect_err(body);
        assert_eq!(error.to_string(), format!("vets-api: {problem}"));
    }
    assert_eq!(read(&document("", "")), Decoded::default());
}
