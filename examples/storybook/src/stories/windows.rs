//! Outages of one evening in May, planned and not, and feeds
//! that list them.

use std::rc::Rc;

use yew_outage::model::{Notice, Outage, Report, Timestamp, Toggle, WHOLE_SITE};
use yew_outage::prelude::*;

/// A window of one service from a time to a time (`20:00`). Without an end time its end is open.
pub(crate) fn window(service: &str, from: &str, to: Option<&str>) -> Outage {
    let moment = |time: &str| format!("2026-05-02T{time}:00-04:00").parse().ok();
    Outage::planned(format!("{service}-{from}"), [service])
        .with_starts_at(moment(from))
        .with_ends_at(to.and_then(moment))
}

/// An incident of one service: nobody planned it.
pub(crate) fn incident(service: &str, from: &str, to: Option<&str>) -> Outage {
    let mut incident = window(service, from, to);
    incident.planned = false;
    incident
}

/// A feed that says that this outage is on.
pub(crate) fn ongoing(outage: Outage) -> Feed {
    let mut report = Report::builder();
    report.ongoing(outage);
    Feed::fixed_report(report.build())
}

/// A feed that lists these windows.
pub(crate) fn feed(windows: impl IntoIterator<Item = Outage>) -> Feed {
    let mut report = Report::builder();
    windows.into_iter().for_each(|window| report.outage(window));
    Feed::fixed_report(report.build())
}

/// Feeds that report maintenance of the whole site, and direct
/// deposit as out until it ends.
pub(crate) fn work_and_outage(
    since: Option<Timestamp>,
    until: Option<Timestamp>,
    message: Option<Rc<str>>,
) -> [Feed; 2] {
    let work = window(WHOLE_SITE, "20:00", None).with_starts_at(since).with_ends_at(until);
    let mut notice = Notice::default().with_ends_at(until);
    notice.message = message;
    let outage = Toggle::on().with_notice(notice);
    [feed([work]), Feed::fixed([("profile_hide_direct_deposit", outage)])]
}
