//! The format of a saved report: in the browser's storage, and in a page that a server rendered.
//!
//! Only the report is written, never the response that it was decoded from: a response may contain the addresses
//! of streams, which are secrets.

use std::rc::Rc;

use crate::feed::DecodeError;
use crate::json::{Document, Value, Writer};
use crate::model::timestamp;
use crate::model::{
    Impact, Notice, Outage, Report, ReportBuilder, ServiceOutage, Spelling, Timestamp, Toggle, Unidentified,
};

/// A report that is known before its feed is polled.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::store) struct SavedReport {
    pub(in crate::store) report: Rc<Report>,
    pub(in crate::store) etag: Option<String>,
    /// When the feed confirmed it, by the server's clock as far as that is known.
    pub(in crate::store) confirmed_at: Timestamp,
    /// When it was written, by the uncorrected clock of the machine that saved it. Its age is told by this clock.
    pub(in crate::store) written_at: Timestamp,
}

const VERSION: &str = "3";

/// How every entry of this version begins. The time at which it was written follows.
const HEAD: &str = r#"{"version":"3","written_at":""#;

/// The report as a JSON document.
pub(in crate::store) fn write(saved: &SavedReport) -> String {
    let mut json = Writer::default();
    write_into(&mut json, saved);
    json.finish()
}

/// The same within a larger document.
pub(in crate::store) fn write_into(json: &mut Writer, saved: &SavedReport) {
    let SavedReport { report, etag, confirmed_at, written_at } = saved;
    json.open('{').name("version").string(VERSION).name("written_at").time(*written_at);
    json.name("confirmed_at").time(*confirmed_at).optional_string("etag", etag.as_deref());
    json.name("loose").bool(report.spelling() == Spelling::Loose);
    json.name("toggles").open('[');
    report.toggles().for_each(|(key, toggle)| write_toggle(json, key, toggle));
    json.close(']').name("windows").open('[');
    report.service_outages().iter().for_each(|entry| write_outage(json, entry));
    json.close(']').name("unreadable_toggles").strings(&mut report.unreadable().toggles());
    json.name("unreadable_windows").open('[');
    for (id, services) in report.unreadable_outages() {
        json.open('{').optional_string("id", id.map(|id| &**id));
        write_services(json, services);
        json.close('}');
    }
    let Unidentified { toggles, outages } = report.usual_unidentified();
    json.close(']').name("strays").open('[').count(toggles).count(outages).close(']').close('}');
}

fn write_toggle(json: &mut Writer, key: &str, toggle: &Toggle) {
    json.open('{').name("key").string(key).name("on").bool(toggle.is_on());
    if let Some(notice) = toggle.notice() {
        json.optional_string("message", notice.message.as_deref());
        json.optional_time("starts_at", notice.starts_at).optional_time("ends_at", notice.ends_at);
    }
    json.close('}');
}

/// Writes an outage once for each service that it is listed under, with all services that it names itself.
fn write_outage(json: &mut Writer, entry: &ServiceOutage) {
    let ServiceOutage { service, outage, ongoing } = entry;
    json.open('{').name("filed").string(service).name("id").string(&outage.id).name("ongoing").bool(*ongoing);
    json.name("planned").bool(outage.planned).name("degraded").bool(outage.impact == Impact::Degraded);
    write_services(json, &outage.services);
    json.optional_time("starts_at", outage.starts_at).optional_time("ends_at", outage.ends_at);
    json.optional_string("message", outage.message.as_deref())
        .optional_string("link", outage.link.as_deref());
    json.close('}');
}

fn write_services(json: &mut Writer, services: &[Rc<str>]) {
    json.name("services").strings(&mut services.iter().map(|service| &**service));
}

/// When an entry was written, without reading the rest of it; `None` for anything but what this version wrote.
pub(in crate::store) fn written_at(text: &str) -> Option<Timestamp> {
    let (at, _) = text.strip_prefix(HEAD)?.split_once('"')?;
    timestamp::parse_rfc3339(at).ok()
}

/// Reads a document; `None` for anything but what this version wrote.
pub(in crate::store) fn read(text: &str) -> Option<SavedReport> {
    read_at(Document::parse("saved", text.as_bytes()).ok()?.root())
}

/// The same within a larger document.
pub(in crate::store) fn read_at(root: Value<'_>) -> Option<SavedReport> {
    read_all(root).ok().flatten()
}

fn read_all(root: Value<'_>) -> Result<Option<SavedReport>, DecodeError> {
    if root.field("version")?.text()? != VERSION {
        return Ok(None);
    }
    let spelling = if root.field("loose")?.bool()? { Spelling::Loose } else { Spelling::Exact };
    let mut report = Report::builder().spelling(spelling);
    for entry in root.field("toggles")?.items()? {
        let notice = Notice {
            message: text(entry, "message")?,
            starts_at: time(entry, "starts_at")?,
            ends_at: time(entry, "ends_at")?,
        };
        report.toggle(
            entry.field("key")?.text()?,
            Toggle::from(entry.field("on")?.bool()?).with_notice(notice),
        );
    }
    for entry in root.field("windows")?.items()? {
        read_outage(entry, &mut report)?;
    }
    for key in root.field("unreadable_toggles")?.items()? {
        report.unreadable_toggle(Some(&key.text()?));
    }
    for entry in root.field("unreadable_windows")?.items()? {
        report.unreadable_outage(text(entry, "id")?, texts(entry, "services")?);
    }
    let unidentified =
        root.field("strays")?.items()?.map(|count| count.count()).collect::<Result<Vec<_>, _>>()?;
    if let [toggles, outages] = unidentified[..] {
        report.usual_unidentified(Unidentified { toggles, outages });
    }
    Ok(Some(SavedReport {
        report: report.build().into(),
        etag: text(root, "etag")?.map(|etag| (*etag).to_owned()),
        confirmed_at: root.field("confirmed_at")?.timestamp()?,
        written_at: root.field("written_at")?.timestamp()?,
    }))
}

fn read_outage(entry: Value<'_>, report: &mut ReportBuilder) -> Result<(), DecodeError> {
    let is_degraded = entry.field("degraded")?.bool()?;
    let outage = Rc::new(Outage {
        id: entry.field("id")?.text()?.into(),
        services: texts(entry, "services")?.into(),
        planned: entry.field("planned")?.bool()?,
        impact: if is_degraded { Impact::Degraded } else { Impact::Down },
        starts_at: time(entry, "starts_at")?,
        ends_at: time(entry, "ends_at")?,
        message: text(entry, "message")?,
        // Any script of the page can write to storage, so the link is checked again.
        link: text(entry, "link")?.filter(|link| crate::feed::fields::is_web(link)),
    });
    let ongoing = entry.field("ongoing")?.bool()?;
    report.add_for_service(entry.field("filed")?.text()?.into(), outage, ongoing);
    Ok(())
}

fn texts(entry: Value<'_>, name: &str) -> Result<Vec<Rc<str>>, DecodeError> {
    entry.field(name)?.items()?.map(|text| Ok(text.text()?.into())).collect()
}

fn text(entry: Value<'_>, name: &str) -> Result<Option<Rc<str>>, DecodeError> {
    entry.optional(name)?.map(|field| Ok(field.text()?.into())).transpose()
}

fn time(entry: Value<'_>, name: &str) -> Result<Option<Timestamp>, DecodeError> {
    entry.optional(name)?.map(|field| field.timestamp()).transpose()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn timestamps() -> impl Strategy<Value = Option<Timestamp>> {
        prop::option::of(
            (0..4_000_000_000_000_i64).prop_map(|ms| Timestamp::from_timestamp_millis(ms).unwrap()),
        )
    }

    fn texts() -> impl Strategy<Value = Option<Rc<str>>> {
        prop::option::of(any::<String>().prop_map(Into::into))
    }

    fn services() -> impl Strategy<Value = Vec<Rc<str>>> {
        prop::collection::vec("[a-c]{1,2}".prop_map(Into::into), 0..4)
    }

    fn reports() -> impl Strategy<Value = Report> {
        let toggle = (any::<String>(), any::<bool>(), texts(), timestamps(), timestamps());
        let outage = (any::<String>(), services(), timestamps(), timestamps(), texts(), any::<[bool; 3]>());
        let toggles = prop::collection::vec(toggle, 0..8);
        let outages = prop::collection::vec(outage, 0..8);
        let unreadable =
            (services(), prop::collection::vec((texts(), services()), 0..3), any::<(usize, usize)>());
        let aliases = prop::collection::vec(("[a-c]{1,2}", "[a-e]{1,2}"), 0..3);
        (any::<bool>(), toggles, outages, unreadable, aliases).prop_map(
            |(loose, toggles, outages, unreadable, aliases)| {
                let mut report =
                    Report::builder().spelling(if loose { Spelling::Loose } else { Spelling::Exact });
                for (key, on, message, starts_at, ends_at) in toggles {
                    let notice = Notice { message, starts_at, ends_at };
                    report.toggle(key, Toggle::from(on).with_notice(notice));
                }
                for (id, services, starts_at, ends_at, message, [planned, degraded, ongoing]) in outages {
                    let (id, services) = (id.into(), services.into());
                    let impact = if degraded { Impact::Degraded } else { Impact::Down };
                    let link = None;
                    let outage = Outage { id, services, planned, impact, starts_at, ends_at, message, link };
                    if ongoing { report.ongoing(outage) } else { report.outage(outage) }
                }
                let (keys, unreadable_outages, (toggles, outages)) = unreadable;
                keys.iter().for_each(|key| report.unreadable_toggle(Some(key)));
                unreadable_outages
                    .into_iter()
                    .for_each(|(id, services)| report.unreadable_outage(id, services));
                report.usual_unidentified(Unidentified { toggles, outages });
                let mut report = report.build();
                let aliases: Vec<(Rc<str>, Rc<str>)> =
                    aliases.into_iter().map(|(from, to)| (from.into(), to.into())).collect();
                report.alias_services(&aliases);
                report
            },
        )
    }

    fn saved(report: Report) -> SavedReport {
        let now = Timestamp::default();
        SavedReport { report: report.into(), etag: None, confirmed_at: now, written_at: now }
    }

    proptest! {
        #[test]
        fn a_saved_report_reads_back_as_written(report in reports(), etag: Option<String>, at in timestamps(), confirmed in timestamps()) {
            let (confirmed_at, written_at) = (confirmed.unwrap_or_default(), at.unwrap_or_default());
            let saved = SavedReport { etag, confirmed_at, written_at, ..saved(report) };
            prop_assert_eq!(super::written_at(&write(&saved)), Some(saved.written_at));
            prop_assert_eq!(read(&write(&saved)), Some(saved));
        }

        #[test]
        fn reading_a_corrupted_entry_does_not_panic(report in reports(), at in 0..400usize, byte: u8) {
            let mut bytes = write(&saved(report)).into_bytes();
            if let Some(corrupted) = bytes.get_mut(at) {
                *corrupted = byte;
            }
            let _ = read(&String::from_utf8_lossy(&bytes));
            let _ = read(&String::from_utf8_lossy(&bytes[..at.min(bytes.len())]));
        }
    }

    #[test]
    fn a_window_keeps_its_list_of_services() {
        let mut report = Report::builder();
        report.outage(Outage::planned("w", ["bank", "mail"]).with_starts_at(Timestamp::default()));
        let mut report = report.build();
        report.alias_services(&[("bank".into(), "direct_deposit".into())]);
        let text = write(&saved(report));
        let report = read(&text).unwrap().report;
        for service in ["bank", "mail", "direct_deposit"] {
            let services: Vec<_> = report.outages(service).map(|window| window.services.clone()).collect();
            assert_eq!(services, [["bank".into(), "mail".into()].into()], "{service}");
        }
    }

    #[test]
    fn an_entry_of_another_version_and_other_json_are_not_read() {
        let other_version = write(&saved(Report::default())).replace(r#""version":"3""#, r#""version":"1""#);
        for text in ["", "null", "{}", "[]", "7", &other_version] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
