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
/// `S` holds a sentence: a constant holds a `&'static str`, and a [`Translation`](super::Translation), which is loaded
/// at run time, lends a `&str`.
///
/// Names of days, months, units and time zones come from the browser (`Intl`), for [`locale`](Self::locale).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Messages<S = &'static str> {
    /// The BCP 47 tag of the language, for language negotiation and for dates: `en-US`. For a tag that the browser
    /// does not know, dates are in the browser's own language.
    pub locale: S,
    /// The status of an informational alert in words, before its headline: for readers who do not see its colour.
    pub information: S,
    /// The status of a warning.
    pub warning: S,
    /// The status of an error.
    pub error: S,
    /// The headline of an outage. `{section}`
    pub headline: S,
    /// The headline of an outage if the section has no name.
    pub headline_without_section: S,
    /// The reason, if nobody planned the outage.
    pub outage: S,
    /// The reason, if somebody works on a service.
    pub downtime: S,
    /// The headline of a section that works badly. `{section}`
    pub degraded_headline: S,
    /// That headline if the section has no name.
    pub degraded_headline_without_section: S,
    /// The reason, if a section works badly.
    pub degraded: S,
    /// What readers can do with a section that works badly.
    pub degraded_advice: S,
    /// Since when an outage is known that nobody planned. `{time}`
    pub since: S,
    /// When the work takes place. `{range}`
    pub planned: S,
    /// When the work starts, if its end is unknown. `{time}`
    pub planned_open: S,
    /// A period within one day, for `{range}`. `{day}`, `{start}`, `{end}`
    pub range_within_day: S,
    /// A period of more than one day, for `{range}`. `{start}`, `{end}`
    pub range: S,
    /// A day and a time. `{day}`, `{time}`
    pub date_time: S,
    /// A day by its name, in a sentence or in `date_time`. `{day}`
    pub on_day: S,
    /// This day, instead of its name.
    pub today: S,
    /// This evening, instead of its name.
    pub tonight: S,
    /// The day after this one, instead of its name.
    pub tomorrow: S,
    /// A time on one of these three days. `{day}`, `{time}`
    pub time_on_day: S,
    /// A time that is near, and how long it is until then. `{time}`, `{duration}`
    pub in_about: S,
    /// Noon, as a time of day. If empty, it is written in digits.
    pub noon: S,
    /// Midnight, as a time of day. If empty, it is written in digits.
    pub midnight: S,
    /// Replaces the `AM` of `Intl`.
    pub am: S,
    /// Replaces the `PM` of `Intl`.
    pub pm: S,
    /// When planned work is expected to end. `{time}`
    pub until: S,
    /// When an outage is expected to end that nobody planned. `{time}`
    pub until_unplanned: S,
    /// That the end of the downtime is unknown.
    pub until_unknown: S,
    /// That the expected end has passed, and that the end is unknown.
    pub overdue: S,
    /// That the rest of the page works. Shown only if the guard has no other section, or another section is shown,
    /// and if no feed says that the whole site is down.
    pub rest_works: S,
    /// That the section comes back by itself. Shown after `rest_works`, or alone.
    pub comes_back: S,
    /// Shown in place of a section whose availability is not known yet. `{section}`
    pub pending: S,
    /// The button that polls the feeds now.
    pub check_again: S,
    /// That button while the request is in flight.
    pub checking: S,
    /// That button for a few seconds afterwards.
    pub checked: S,
    /// The link to more information about a downtime.
    pub read_more: S,
    /// The headline of the warning before a downtime. `{section}`
    pub warning_headline: S,
    /// The headline of the warning if the section has no name.
    pub warning_headline_without_section: S,
    /// That work is planned.
    pub warning_body: S,
    /// What to do before the work starts.
    pub warning_advice: S,
    /// That an action, such as a long form, cannot be started any more before the work. Shown after `planned`.
    pub too_late: S,
    /// The button that dismisses a warning or a banner.
    pub dismiss: S,
    /// The headline of the list of all sections that are out, work badly or will be out.
    pub summary_headline: S,
    /// The headline of the site's banner before maintenance.
    pub maintenance_upcoming: S,
    /// The headline of the site's banner during maintenance.
    pub maintenance_now: S,
    /// What maintenance means for readers.
    pub maintenance_body: S,
    /// Label of the day of maintenance.
    pub date: S,
    /// Label of the time at which maintenance starts.
    pub start: S,
    /// Label of the duration of maintenance.
    pub duration: S,
    /// The duration if the end is unknown.
    pub duration_unknown: S,
    /// Announced when a section is available again. `{section}`
    pub back: S,
    /// Announced when several sections go down at once, and the heading of their list. `{count}`
    pub several_down: Plural<S>,
    /// Announced when several sections begin to work badly at once, and the heading of their list. `{count}`
    pub several_degraded: Plural<S>,
    /// Announced when several sections are available again at once. `{count}`
    pub several_back: Plural<S>,
    /// Announced when a downtime of several sections approaches, and the heading of their list. `{count}`
    pub several_warned: Plural<S>,
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
pub struct Plural<S = &'static str> {
    /// For the category `zero`.
    pub zero: Option<S>,
    /// For the category `one`.
    pub one: Option<S>,
    /// For the category `two`.
    pub two: Option<S>,
    /// For the category `few`.
    pub few: Option<S>,
    /// For the category `many`.
    pub many: Option<S>,
    /// For the category `other`, and for every category that is `None`.
    pub other: S,
}

impl<S> Plural<S> {
    /// For languages with the categories `one` and `other` only, such as English.
    pub const fn new(one: S, other: S) -> Self {
        Self { zero: None, one: Some(one), two: None, few: None, many: None, other }
    }
}

impl<'a> Plural<&'a str> {
    /// The form for a plural category.
    pub(super) fn form(&self, category: &str) -> &'a str {
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
