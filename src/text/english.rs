//! English.

use super::{Messages, Plural};

impl Messages {
    /// Plain American English. No verb agrees with a section's name, so singular and plural names both work:
    /// "direct deposit", "notifications".
    pub const ENGLISH: Self = Self {
        locale: "en-US",
        information: "Information:",
        warning: "Warning:",
        error: "Error:",
        headline: "You can’t use {section} right now",
        headline_without_section: "You can’t use this part of the page right now",
        outage: "We’re sorry. A system behind this part of the page is not working.",
        downtime: "We’re working on a system behind this part of the page.",
        planned: "The work is planned {range}.",
        planned_open: "The work starts {time}. We don’t know yet when it will be done.",
        range_within_day: "for {day}, from {start} to {end}",
        range: "from {start} to {end}",
        date_time: "{day}, at {time}",
        noon: "noon",
        midnight: "midnight",
        am: "a.m.",
        pm: "p.m.",
        until: "We expect to be done by {time}.",
        until_unknown: "We don’t know yet when it will work again.",
        rest_works: "You can use the rest of this page as usual.",
        comes_back: "This part comes back by itself.",
        pending: "Checking if you can use {section}…",
        check_again: "Check again",
        checking: "Checking…",
        checked: "Checked just now",
        read_more: "Read more about this",
        warning_headline: "Soon you won’t be able to use {section} for a while",
        warning_headline_without_section: "Soon you won’t be able to use this part of the page for a while",
        warning_body: "We plan to work on a system behind this part of the page.",
        warning_advice: "If you are filling in something here, finish and save it before the work starts.",
        dismiss: "Hide this message",
        maintenance_upcoming: "We’ll be working on this site soon",
        maintenance_now: "We’re working on this site right now",
        maintenance_body: "Some parts of the site may not work while we do. They come back by themselves.",
        date: "Date:",
        start: "Start:",
        duration: "Duration:",
        duration_unknown: "not known yet",
        back: "Available again: {section}",
        several_down: Plural::new(
            "{count} section is not available right now",
            "{count} sections are not available right now",
        ),
        several_back: Plural::new(
            "{count} section is available again",
            "{count} sections are available again",
        ),
        several_warned: Plural::new(
            "Soon {count} section will not be available for a while",
            "Soon {count} sections will not be available for a while",
        ),
    };
}
