//! Puts a new report in the place of the last one, so that nothing known changes by what cannot be read.

use super::report::ServiceWindow;
use super::unreadable::{Unidentified, UnreadableWindow};
use super::{Report, Toggle};

impl Report {
    /// The report that is in force after this document, and whether it holds on to anything that this document
    /// does not say itself.
    ///
    /// A toggle or window that the document names but does not say readably keeps its last known state. An
    /// entry that cannot even be named may be any that was known and is now missing: while there are more of
    /// those than is usual for the feed, what is missing keeps its state as well.
    pub(crate) fn reconcile(mut self, last: &Self) -> (Self, bool) {
        let unidentified = self.unreadable.unidentified;
        let toggles = self.held_toggles(last, unidentified.toggles > last.usual_unidentified.toggles);
        let windows = self.held_windows(last, unidentified.windows > last.usual_unidentified.windows);
        let holds = !(toggles.is_empty() && windows.is_empty());
        self.usual_unidentified = Unidentified {
            toggles: unidentified.toggles.min(if toggles.is_empty() {
                usize::MAX
            } else {
                last.usual_unidentified.toggles
            }),
            windows: unidentified.windows.min(if windows.is_empty() {
                usize::MAX
            } else {
                last.usual_unidentified.windows
            }),
        };
        toggles.iter().for_each(|(key, toggle)| self.toggles.push(key, toggle.clone()));
        if !windows.is_empty() {
            self.windows.extend(windows);
            self.sort_windows();
        }
        (self, holds)
    }

    /// The first report of a feed: whatever it cannot name is usual for it.
    pub(crate) fn reconcile_first(mut self) -> Self {
        self.usual_unidentified = self.unreadable.unidentified;
        self
    }

    fn held_toggles(&self, last: &Self, any: bool) -> Vec<(Box<str>, Toggle)> {
        if self.unreadable.toggles.is_empty() && !any {
            return Vec::new();
        }
        let is_held = |key: &str| {
            self.toggle(key).is_none() && (any || self.unreadable.names_toggle(key, self.spelling()))
        };
        let held = last.toggles().filter(|(key, _)| is_held(key));
        held.map(|(key, toggle)| (key.into(), toggle.clone())).collect()
    }

    fn held_windows(&self, last: &Self, any: bool) -> Vec<ServiceWindow> {
        // Nearly every document can be read whole, and there may be thousands of windows to look through.
        if self.unreadable.windows.is_empty() && !any {
            return Vec::new();
        }
        let unread =
            |window: &UnreadableWindow, filed: &ServiceWindow| window.id.as_ref() == Some(&filed.window.id);
        let mut held = Vec::new();
        for filed in &last.windows {
            let is_unread = self.unreadable.windows.iter().any(|window| unread(window, filed));
            let mut same = self.windows.iter().filter(|new| new.window.id == filed.window.id).peekable();
            let is_missing = same.peek().is_none();
            if !(is_unread || (any && is_missing)) || same.clone().any(|new| new.service == filed.service) {
                continue;
            }
            // Of a window that can be read but for a service, what can be read counts.
            held.push(match same.next() {
                Some(new) => ServiceWindow { service: filed.service.clone(), ..new.clone() },
                None => filed.clone(),
            });
        }
        held
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use crate::feed::{Engine, PlainJson};

    use super::*;

    fn read(body: &str) -> Report {
        PlainJson.decode(body.as_bytes()).unwrap().report
    }

    /// What is in force after these documents, by key and by service: on, off, unknown, or not named.
    fn after(bodies: &[&str]) -> (Report, bool) {
        let mut documents = bodies.iter().map(|body| read(body));
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
            let (report, holds) = after(bodies);
            assert_eq!(report.toggle("k").map(Toggle::is_on), on, "{bodies:?}");
            assert_eq!(report.leaves_toggle_unknown("k"), on.is_none(), "{bodies:?}");
            assert_eq!(holds, on.is_some() && !bodies.last().unwrap().contains("false"), "{bodies:?}");
        }
    }

    #[test]
    fn what_is_missing_is_off_unless_something_cannot_be_named() {
        let gone = after(&[r#"{"k":true,"o":true}"#, r#"{"o":true}"#]).0;
        assert_eq!(gone.toggle("k"), None);
        let body = r#"{"success":false,"message":"Internal server error"}"#;
        let (held, holds) = after(&[r#"{"k":true,"o":true}"#, body, &body.replace("Internal", "An")]);
        assert!(holds && held.toggle("k").is_some_and(Toggle::is_on));
        // Once it is over the feed says again what is off by silence.
        let over = after(&[r#"{"k":true,"o":true}"#, body, r#"{"o":true}"#]).0;
        assert_eq!(over.toggle("k"), None);
    }

    #[test]
    fn what_never_could_be_named_holds_nothing() {
        let usual = r#"{"$schema":"/toggles.json","k":true,"o":true}"#;
        let (report, holds) = after(&[usual, usual, &usual.replace(r#""k":true,"#, "")]);
        assert!(!holds && report.toggle("k").is_none());
    }

    #[test]
    fn a_window_that_cannot_be_read_keeps_its_last_known_state() {
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
            let affects = |service: &str| report.windows(service).next().is_some();
            assert_eq!((affects("bank"), affects("mail")), (bank, mail), "{next}");
        }
        let unknown = after(&[&list(""), &list(&good.replace("2026-05-02T20:00:00Z", "soon"))]).0;
        assert!(unknown.leaves_service_unknown("bank") && !unknown.leaves_service_unknown("other"));
    }
}
