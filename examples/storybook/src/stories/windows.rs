//! Maintenance windows of one evening in May, and an endpoint
//! that lists them.

use std::rc::Rc;

use yew_outage::model::{MaintenanceWindow, Notice, Report, Spelling, Timestamp, Toggle, WHOLE_SITE};
use yew_outage::prelude::*;

/// A window of one service from a time to a time (`20:00`). Without an end time its end is open.
pub(crate) fn window(service: &str, from: &str, to: Option<&str>) -> MaintenanceWindow {
    let moment = |time: &str| format!("2026-05-02T{time}:00-04:00").parse().ok();
    MaintenanceWindow {
        id: format!("{service}-{from}").into(),
        services: [service.into()].into(),
        starts_at: moment(from),
        ends_at: to.and_then(moment),
        message: None,
        link: None,
    }
}

/// A feed that lists these windows.
pub(crate) fn feed(windows: impl IntoIterator<Item = MaintenanceWindow>) -> Feed {
    let mut report = Report::builder(Spelling::Exact);
    windows.into_iter().for_each(|window| report.window(window));
    Feed::fixed_report(report.build())
}

/// Feeds that report maintenance of the whole site, and direct
/// deposit as out until it ends.
pub(crate) fn work_and_outage(
    since: Option<Timestamp>,
    until: Option<Timestamp>,
    message: Option<Rc<str>>,
) -> [Feed; 2] {
    let work = MaintenanceWindow { starts_at: since, ends_at: until, ..window(WHOLE_SITE, "20:00", None) };
    let outage = Toggle::on().with_notice(Notice { message, ends_at: until });
    [feed([work]), Feed::fixed([("profile_hide_direct_deposit", outage)])]
}
