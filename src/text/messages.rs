//! The sentences of one language, as a value that an app can change or write itself.

/// Every sentence that the library shows or announces, in one language.
///
/// Use a built-in language, replace some of its sentences, or write a language of your own. The compiler reports a
/// missing sentence.
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
/// Placeholders in braces are filled in: `{section}` (the section's name), `{time}` (day and time), `{day}`,
/// `{start}` and `{end}`, `{range}`, `{count}`. Each field says which ones it has. A sentence may leave a placeholder
/// out. A placeholder that the field does not have is shown as it is written.
///
/// Names of days, months, units and time zones come from the browser (`Intl`), for [`locale`](Self::locale).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Messages {
    /// The BCP 47 tag of the language, for language negotiation and for dates: `en-US`. For a tag that the browser
    /// does not know, dates are in the browser's own language.
    pub locale: &'static str,
    /// The status of an informational alert in words, before its headline: for readers who do not see its colour.
    pub information: &'static str,
    /// The status of a warning.
    pub warning: &'static str,
    /// The status of an error.
    pub error: &'static str,
    /// The headline of an outage. `{section}`
    pub headline: &'static str,
    /// The headline of an outage if the section has no name.
    pub headline_without_section: &'static str,
    /// The reason, if a toggle turned the section off.
    pub outage: &'static str,
    /// The reason, if somebody works on a service.
    pub downtime: &'static str,
    /// When the work takes place. `{range}`
    pub planned: &'static str,
    /// When the work starts, if its end is unknown. `{time}`
    pub planned_open: &'static str,
    /// A period within one day, for `{range}`. `{day}`, `{start}`, `{end}`
    pub range_within_day: &'static str,
    /// A period of more than one day, for `{range}`. `{start}`, `{end}`
    pub range: &'static str,
    /// A day and a time. `{day}`, `{time}`
    pub date_time: &'static str,
    /// Noon, as a time of day. If empty, it is written in digits.
    pub noon: &'static str,
    /// Midnight, as a time of day. If empty, it is written in digits.
    pub midnight: &'static str,
    /// Replaces the `AM` of `Intl`.
    pub am: &'static str,
    /// Replaces the `PM` of `Intl`.
    pub pm: &'static str,
    /// When the downtime is expected to end. `{time}`
    pub until: &'static str,
    /// That the end of the downtime is unknown.
    pub until_unknown: &'static str,
    /// That the rest of the page works. Shown only if the guard has no other section, or another section is shown,
    /// and if no feed says that the whole site is down.
    pub rest_works: &'static str,
    /// That the section comes back by itself. Shown after `rest_works`, or alone.
    pub comes_back: &'static str,
    /// Shown in place of a section whose availability is not known yet. `{section}`
    pub pending: &'static str,
    /// The button that polls the feeds now.
    pub check_again: &'static str,
    /// That button while the request is in flight.
    pub checking: &'static str,
    /// That button for a few seconds afterwards.
    pub checked: &'static str,
    /// The link to more information about a downtime.
    pub read_more: &'static str,
    /// The headline of the warning before a downtime. `{section}`
    pub warning_headline: &'static str,
    /// The headline of the warning if the section has no name.
    pub warning_headline_without_section: &'static str,
    /// That work is planned.
    pub warning_body: &'static str,
    /// What to do before the work starts.
    pub warning_advice: &'static str,
    /// The button that dismisses a warning or a banner.
    pub dismiss: &'static str,
    /// The headline of the site's banner before maintenance.
    pub maintenance_upcoming: &'static str,
    /// The headline of the site's banner during maintenance.
    pub maintenance_now: &'static str,
    /// What maintenance means for readers.
    pub maintenance_body: &'static str,
    /// Label of the day of maintenance.
    pub date: &'static str,
    /// Label of the time at which maintenance starts.
    pub start: &'static str,
    /// Label of the duration of maintenance.
    pub duration: &'static str,
    /// The duration if the end is unknown.
    pub duration_unknown: &'static str,
    /// Announced when a section is available again. `{section}`
    pub back: &'static str,
    /// Announced when several sections go down at once. `{count}`
    pub several_down: Plural,
    /// Announced when several sections are available again at once. `{count}`
    pub several_back: Plural,
    /// Announced when a downtime of several sections approaches. `{count}`
    pub several_warned: Plural,
}

/// A sentence with a number in it, in one form per plural category of the language
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
    /// For the category `other`, and for every category that is `None`.
    pub other: &'static str,
}

impl Plural {
    /// For languages with the categories `one` and `other` only, such as English.
    pub const fn new(one: &'static str, other: &'static str) -> Self {
        Self { zero: None, one: Some(one), two: None, few: None, many: None, other }
    }

    /// The form for a plural category.
    pub(super) fn form(&self, category: &str) -> &'static str {
        let form = match category {
            "zero" => self.zero,
            "one" => self.one,
            "two" => self.two,
            "few" => self.few,
            "many" => self.many,
            _ => None,
        };
        form.unwrap_or(self.other)
    }
}
