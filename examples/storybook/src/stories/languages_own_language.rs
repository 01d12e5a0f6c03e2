//! A language that the library does not have, in one value. If
//! a sentence is missing the app does not compile.

use yew::prelude::*;
use yew_outage::model::{Notice, Timestamp, Toggle};
use yew_outage::prelude::*;
use yew_outage::text::Plural;

const GERMAN: Messages = Messages {
    locale: "de",
    information: "Hinweis:",
    warning: "Warnung:",
    error: "Fehler:",
    headline: "Gerade nicht verfügbar: {section}",
    headline_without_section: "Dieser Teil der Seite ist gerade nicht verfügbar",
    outage: "Leider ist ein System gestört, das dieser Teil der Seite braucht.",
    downtime: "Wir arbeiten an einem System, das dieser Teil der Seite braucht.",
    degraded_headline: "Gerade nur eingeschränkt verfügbar: {section}",
    degraded_headline_without_section: "Dieser Teil der Seite ist gerade nur eingeschränkt verfügbar",
    degraded: "Ein System, das dieser Teil der Seite braucht, ist langsam oder fällt manchmal aus.",
    degraded_advice: "Sie können diesen Teil weiter benutzen. Wenn etwas nicht geht: Bitte versuchen Sie es später.",
    since: "Das ist uns bekannt seit: {time}.",
    planned: "Die Arbeiten sind {range} geplant.",
    planned_open: "Die Arbeiten beginnen: {time}. Wie lange sie dauern, ist noch nicht bekannt.",
    range_within_day: "für {day}, {start} bis {end}",
    range: "von {start} bis {end}",
    date_time: "{day}, {time}",
    on_day: "{day}",
    today: "heute",
    tonight: "heute Abend",
    tomorrow: "morgen",
    time_on_day: "{day}, {time}",
    in_about: "{time} (in etwa {duration})",
    noon: "",
    midnight: "",
    am: "",
    pm: "",
    until: "Wir rechnen damit, dass alles wieder geht: {time}.",
    until_unplanned: "Wir rechnen damit, dass alles wieder geht: {time}.",
    overdue: "Es dauert länger als erwartet. Wann alles wieder geht, ist noch nicht bekannt.",
    until_unknown: "Wann alles wieder geht, ist noch nicht bekannt.",
    rest_works: "Der Rest der Seite geht wie immer.",
    comes_back: "Dieser Teil kommt von selbst zurück.",
    pending: "Wir prüfen, ob alles geht: {section} …",
    check_again: "Noch einmal prüfen",
    checking: "Wird geprüft …",
    checked: "Gerade geprüft",
    read_more: "Mehr dazu lesen",
    warning_headline: "Bald für eine Weile nicht verfügbar: {section}",
    warning_headline_without_section: "Dieser Teil der Seite ist bald für eine Weile nicht verfügbar",
    warning_body: "Wir planen Arbeiten an einem System, das dieser Teil der Seite braucht.",
    warning_advice: "Wenn Sie hier etwas ausfüllen: Bitte speichern Sie, bevor die Arbeiten beginnen.",
    too_late: "Es bleibt nicht genug Zeit, um das jetzt noch anzufangen.",
    dismiss: "Meldung ausblenden",
    summary_headline: "Störungen und geplante Arbeiten auf dieser Seite",
    maintenance_upcoming: "Wir arbeiten bald an dieser Website",
    maintenance_now: "Wir arbeiten gerade an dieser Website",
    maintenance_body: "Solange kann es sein, dass manches nicht geht. Es kommt von selbst zurück.",
    date: "Tag:",
    start: "Beginn:",
    duration: "Dauer:",
    duration_unknown: "noch nicht bekannt",
    back: "Wieder verfügbar: {section}",
    several_down: Plural::new(
        "{count} Bereich ist gerade nicht verfügbar",
        "{count} Bereiche sind gerade nicht verfügbar",
    ),
    several_degraded: Plural::new(
        "{count} Bereich ist gerade nur eingeschränkt verfügbar",
        "{count} Bereiche sind gerade nur eingeschränkt verfügbar",
    ),
    several_back: Plural::new(
        "{count} Bereich ist wieder verfügbar",
        "{count} Bereiche sind wieder verfügbar",
    ),
    several_warned: Plural::new(
        "Bald ist {count} Bereich für eine Weile nicht verfügbar",
        "Bald sind {count} Bereiche für eine Weile nicht verfügbar",
    ),
};

#[derive(PartialEq, Properties)]
pub(crate) struct OwnLanguageProps {
    pub(crate) section: AttrValue,
    pub(crate) heading_level: u8,
    pub(crate) ends_at: Option<Timestamp>,
}

#[component]
pub(crate) fn OwnLanguage(props: &OwnLanguageProps) -> Html {
    let toggle = Toggle::on().with_notice(Notice::default().with_ends_at(props.ends_at));
    html! {
        <div lang="de">
            <OutageGuard feeds={Feed::fixed([("profile_hide_direct_deposit", toggle)])} messages={&GERMAN}>
                <GuardedSection
                    section={props.section.clone()}
                    down_when="profile_hide_direct_deposit"
                    heading_level={props.heading_level}
                >
                    { "Das Formular" }
                </GuardedSection>
            </OutageGuard>
        </div>
    }
}
