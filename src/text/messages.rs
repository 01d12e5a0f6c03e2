/// Every sentence the library says, in one language.
///
/// Take a language as it is, change sentences of it, or write one of your own: the compiler tells of a
/// sentence that is missing.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// const OURS: Messages = Messages { check_again: "Try again", ..Messages::ENGLISH };
///
/// let page = html! {
///     <OutageGuard feeds={Feed::plain("/toggles")} messages={&OURS}>{ "The page" }</OutageGuard>
/// };
/// # let _ = page;
/// ```
///
/// What stands in braces is filled in: `{section}` (what the author calls the section), `{time}` (day and
/// time), `{day}`, `{start}` and `{end}`, `{range}`, `{count}`. A place that a sentence leaves out is left
/// out; one that it does not have stays as it is written.
///
/// Names of days, months, units and time zones are the browser's (`Intl`), for [`locale`](Self::locale).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Messages {
    /// The language's BCP 47 tag, by which it is chosen and dates are written: `en-US`. One that the
    /// browser does not know counts as the browser's own language.
    pub locale: &'static str,
    /// Before the headline of an alert that is good to know, for those who do not see its colour.
    pub information: &'static str,
    /// The same for a warning.
    pub warning: &'static str,
    /// The same for an error.
    pub error: &'static str,
    /// The headline of an outage. `{section}`
    pub headline: &'static str,
    /// The same where nobody named the section.
    pub headline_without_section: &'static str,
    /// What is the matter, where a toggle says so.
    pub outage: &'static str,
    /// What is the matter, where somebody works on it.
    pub downtime: &'static str,
    /// When work is planned. `{range}`
    pub planned: &'static str,
    /// The same while its end is not known. `{time}`
    pub planned_open: &'static str,
    /// A period within one day. `{day}`, `{start}`, `{end}`
    pub range_within_day: &'static str,
    /// A period over more than one day. `{start}`, `{end}`
    pub range: &'static str,
    /// A day and a time. `{day}`, `{time}`
    pub date_time: &'static str,
    /// Noon, as a time; where it is empty, the digits.
    pub noon: &'static str,
    /// Midnight, as a time; where it is empty, the digits.
    pub midnight: &'static str,
    /// What to write for the `AM` of `Intl`.
    pub am: &'static str,
    /// What to write for the `PM` of `Intl`.
    pub pm: &'static str,
    /// When it is expected to end. `{time}`
    pub until: &'static str,
    /// That nobody knows when it will end.
    pub until_unknown: &'static str,
    /// That the rest of the page works. Said while another section of the guard is in sight, or there is none,
    /// and nothing says that the whole site is down.
    pub rest_works: &'static str,
    /// That the section comes back. Said after that, or alone.
    pub comes_back: &'static str,
    /// In the section's place, while nothing is known. `{section}`
    pub pending: &'static str,
    /// The button that asks again.
    pub check_again: &'static str,
    /// The same while it asks.
    pub checking: &'static str,
    /// The same for a few seconds after.
    pub checked: &'static str,
    /// The link to more about a downtime.
    pub read_more: &'static str,
    /// The headline before a downtime. `{section}`
    pub warning_headline: &'static str,
    /// The same where nobody named the section.
    pub warning_headline_without_section: &'static str,
    /// That work is planned.
    pub warning_body: &'static str,
    /// What to do before it starts.
    pub warning_advice: &'static str,
    /// The button that puts a message away.
    pub dismiss: &'static str,
    /// The headline of the site's banner before a maintenance.
    pub maintenance_upcoming: &'static str,
    /// The same during a maintenance.
    pub maintenance_now: &'static str,
    /// What a maintenance means for readers.
    pub maintenance_body: &'static str,
    /// Beside the day of a maintenance.
    pub date: &'static str,
    /// Beside the time at which it starts.
    pub start: &'static str,
    /// Beside its length.
    pub duration: &'static str,
    /// The length while its end is not known.
    pub duration_unknown: &'static str,
    /// Spoken when a section is back. `{section}`
    pub back: &'static str,
    /// Spoken when several sections go down at once. `{count}`
    pub several_down: Plural,
    /// Spoken when several sections are back at once. `{count}`
    pub several_back: Plural,
    /// Spoken when a downtime of several sections approaches. `{count}`
    pub several_warned: Plural,
}

/// A sentence with a number in it, by the number's plural category in the language
/// ([CLDR](https://cldr.unicode.org/index/cldr-spec/plural-rules)).
///
/// ```
/// use yew_outage::text::Plural;
///
/// let polish = Plural {
///     few: Some("{count} części nie działają"),
///     many: Some("{count} części nie działa"),
///     ..Plural::new("{count} część nie działa", "{count} części nie działa")
/// };
/// # let _ = polish;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plural {
    /// For the category `zero`.
    pub zero: Option<&'static str>,
    /// For the category `one`.
    pub one: Option<&'static str>,
    /// For the category `two`.
    pub two: Option<&'static str>,
    /// For the category `few`.
    pub few: Option<&'static str>,
    /// For the category `many`.
    pub many: Option<&'static str>,
    /// For every other number, and for categories that are not given.
    pub other: &'static str,
}

impl Plural {
    /// For languages that tell one from many and no more.
    pub const fn new(one: &'static str, other: &'static str) -> Self {
        Self { zero: None, one: Some(one), two: None, few: None, many: None, other }
    }

    pub(super) fn of(&self, category: &str) -> &'static str {
        let given = match category {
            "zero" => self.zero,
            "one" => self.one,
            "two" => self.two,
            "few" => self.few,
            "many" => self.many,
            _ => None,
        };
        given.unwrap_or(self.other)
    }
}
