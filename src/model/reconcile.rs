//! Merges a new report with the last one, so that an unreadable entry keeps its last known state.

use super::report::ServiceOutage;
use super::unreadable::{Unidentified, UnreadableOutage};
use super::{Report, Toggle};

impl Report {
    /// The report that is in force after this one, and whether it keeps any state of the last report.
    ///
    /// An unreadable toggle or outage keeps its last known state. An entry that cannot even be named may be
    /// any entry that the last report has and this one lacks. While there are more of those than are normal
    /// for the feed, every entry that is missing keeps its state as well.
    pub(crate) fn reconcile(mut self, last: &Self) -> (Self, bool) {
        let unidentified = self.unreadable.unidentified;
        let toggles = self.kept_toggles(last, unidentified.toggles > last.usual_unidentified.toggles);
        let outages = self.kept_outages(last, unidentified.outages > last.usual_unidentified.outages);
        let keeps_any = !(toggles.is_empty() && outages.is_empty());
        self.usual_unidentified = Unidentified {
            toggles: unidentified.toggles.min(if toggles.is_empty() {
                usize::MAX
            } else {
                last.usual_unidentified.toggles
            }),
            outages: unidentified.outages.min(if outages.is_empty() {
                usize::MAX
            } else {
                last.usual_unidentified.outages
            }),
        };
        toggles.iter().for_each(|(key, toggle)| self.toggles.push(key, toggle.clone()));
        if !outages.is_empty() {
            self.outages.extend(outages);
            self.sort_outages();
        }
        (self, keeps_any)
    }

    /// The first report of a feed: its number of unidentified entries counts as normal.
    pub(crate) fn reconcile_first(mut self) -> Self {
        self.usual_unidentified = self.unreadable.unidentified;
        self
    }

    /// The toggles of the last report that keep their state. With `all_missing`, every missing toggle does.
    fn kept_toggles(&self, last: &Self, all_missing: bool) -> Vec<(Box<str>, Toggle)> {
        if self.unreadable.toggles.is_empty() && !all_missing {
            return Vec::new();
        }
        let is_kept = |key: &str| {
            self.toggle(key).is_none() && (all_missing || self.unreadable.names_toggle(key, self.spelling()))
        };
        let kept = last.toggles().filter(|(key, _)| is_kept(key));
        kept.map(|(key, toggle)| (key.into(), toggle.clone())).collect()
    }

    /// The outages of the last report that keep their state. With `all_missing`, every missing outage does.
    fn kept_outages(&self, last: &Self, all_missing: bool) -> Vec<ServiceOutage> {
        // Nearly every document is fully readable, and the last report may have thousands of outages.
        if self.unreadable.outages.is_empty() && !all_missing {
            return Vec::new();
        }
        let has_same_id =
            |outage: &UnreadableOutage, old: &ServiceOutage| outage.id.as_ref() == Some(&old.outage.id);
        let mut kept = Vec::new();
        for old in &last.outages {
            let is_unreadable = self.unreadable.outages.iter().any(|outage| has_same_id(outage, old));
            let mut same = self.outages.iter().filter(|new| new.outage.id == old.outage.id).peekable();
            let is_missing = same.peek().is_none();
            if !(is_unreadable || (all_missing && is_missing))
                || same.clone().any(|new| new.service == old.service)
            {
                continue;
            }
            // If only a service of the outage cannot be read, the rest of the new outage counts.
            kept.push(match same.next() {
                Some(new) => ServiceOutage { service: old.service.clone(), ..new.clone() },
                None => old.clone(),
            });
        }
        kept
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use crate::feed::{Engine, PlainJson, VetsApiStatuses};

    use super::*;

    fn after(bodies: &[&str]) -> (Report, bool) {
        after_all(&PlainJson, bodies)
    }

    /// The report in force after these documents, and whether the last of them kept any state.
    fn after_all(engine: &dyn Engine, bodies: &[&str]) -> (Report, bool) {
        let mut documents = bodies.iter().map(|body| engine.decode(body.as_bytes()).unwrap().report);
        let first = documents.next().unwrap().reconcile_first();
        documents.fold((first, false), |(last, _), next| next.reconcile(&last))
    }

    #[test]
    fn an_unreadable_toggle_keeps_its_last_known_state() {
        for (bodies, on) in [
            (&[r#"{"k":true,"o":true}"#, r#"{"k":"true","o":true}"#][..], Some(true)),
            (&[r#"{"k":false,"o":true}"#, r#"{"k":null,"o":true}"#], Some(false)),
            (&[r#"{"o":true}"#, r#"{"k":1,"o":true}"#], None),
            (
                &[r#"{"k":true,"o":true}"#, r#"{"k":{"on":"yes"},"o":true}"#, r#"{"k":[],"o":true}"#],
                Some(true),
            ),
            (&[r#"{"k":true,"o":true}"#, r#"{"k":1,"o":true}"#, r#"{"k":false,"o":true}"#], Some(false)),
        ] {
            let (report, keeps_any) = after(bodies);
            assert_eq!(report.toggle("k").map(Toggle::is_on), on, "{bodies:?}");
            assert_eq!(report.leaves_toggle_unknown("k"), on.is_none(), "{bodies:?}");
            assert_eq!(keeps_any, on.is_some() && !bodies.last().unwrap().contains("false"), "{bodies:?}");
        }
    }

    #[test]
    fn a_missing_toggle_is_off_unless_an_entry_cannot_be_named() {
        let gone = after(&[r#"{"k":true,"o":true}"#, r#"{"o":true}"#]).0;
        assert_eq!(gone.toggle("k"), None);
        let body = r#"{"success":false,"message":"Internal server error"}"#;
        let (kept, keeps_any) = after(&[r#"{"k":true,"o":true}"#, body, &body.replace("Internal", "An")]);
        assert!(keeps_any && kept.toggle("k").is_some_and(Toggle::is_on));
        // The next good document has no unidentified entry: a missing toggle is off again.
        let over = after(&[r#"{"k":true,"o":true}"#, body, r#"{"o":true}"#]).0;
        assert_eq!(over.toggle("k"), None);
    }

    #[test]
    fn an_entry_that_was_never_named_keeps_no_state() {
        let usual = r#"{"$schema":"/toggles.json","k":true,"o":true}"#;
        let (report, keeps_any) = after(&[usual, usual, &usual.replace(r#""k":true,"#, "")]);
        assert!(!keeps_any && report.toggle("k").is_none());
    }

    #[test]
    fn an_unreadable_window_keeps_its_last_known_state() {
        let good = r#"{"id":"w","services":["bank","mail"],"starts_at":"2026-05-02T20:00:00Z"}"#;
        let list = |window: &str| format!(r#"{{"toggles":{{"o":true}},"windows":[{window}]}}"#);
        for (next, bank, mail) in [
            (good.replace("2026-05-02T20:00:00Z", "soon"), true, true),
            (good.replace(r#"["bank","mail"]"#, "7"), true, true),
            (good.replace(r#""mail""#, "null"), true, true),
            (good.replace(r#","mail""#, ""), true, false),
            (good.replace(r#""w""#, r#""v""#), true, true),
            (good.replace(r#""id":"w","#, "").replace("2026-05-02T20:00:00Z", "soon"), true, true),
            ("null".to_owned(), true, true),
            (String::new(), false, false),
        ] {
            let (report, _) = after(&[&list(good), &list(&next)]);
            let affects = |service: &str| report.outages(service).next().is_some();
            assert_eq!((affects("bank"), affects("mail")), (bank, mail), "{next}");
        }
        let unknown = after(&[&list(""), &list(&good.replace("2026-05-02T20:00:00Z", "soon"))]).0;
        assert!(unknown.leaves_service_unknown("bank") && !unknown.leaves_service_unknown("other"));
    }

    #[test]
    fn an_unreadable_outage_keeps_its_last_known_state_and_one_that_nobody_watches_does_not() {
        let list = |status: &str| {
            let entry = |id: &str, status: &str| format!(r#"{{"service_id":"{id}","status":"{status}"}}"#);
            let statuses = [entry("bank", status), entry("mail", "active")].join(",");
            format!(r#"{{"data":{{"attributes":{{"statuses":[{statuses}]}}}}}}"#)
        };
        for (last, next, is_out, is_unknown) in [
            ("critical", "acknowledged", true, false),
            ("warning", "acknowledged", true, false),
            ("active", "acknowledged", false, true),
            ("critical", "disabled", false, true),
            ("maintenance", "disabled", false, true),
            ("active", "disabled", false, true),
            ("disabled", "acknowledged", false, true),
            ("disabled", "active", false, false),
            ("critical", "active", false, false),
        ] {
            let (report, keeps_any) = after_all(&VetsApiStatuses, &[&list(last), &list(next), &list(next)]);
            let case = format!("{last}, then {next}");
            assert_eq!(report.outages("bank").next().is_some(), is_out, "{case}");
            assert_eq!(report.leaves_service_unknown("bank"), is_unknown, "{case}");
            assert_eq!(keeps_any, is_out, "{case}");
            assert!(!report.leaves_service_unknown("mail"), "{case}");
        }
    }
}
