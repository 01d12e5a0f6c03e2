use yew::html::{ImplicitClone, IntoPropValue};
use yew::{Callback, Html, html};

use super::place::place;
use super::section_alert::{AlertKind, SectionAlert};
use crate::feed::{Feed, Feeds};
use crate::model::{Downtime, Rule};
use crate::skin::Skin;
use crate::store::ClockHandle;
use crate::text::{Languages, Messages};

impl IntoPropValue<Rule> for &'static str {
    fn into_prop_value(self) -> Rule {
        Rule::from(self)
    }
}

impl ImplicitClone for Rule {}

impl ImplicitClone for Feeds {}

impl ImplicitClone for Feed {}

impl ImplicitClone for ClockHandle {}

impl ImplicitClone for Languages {}

impl ImplicitClone for Skin {}

impl<const N: usize> IntoPropValue<Feeds> for [Feed; N] {
    fn into_prop_value(self) -> Feeds {
        self.into()
    }
}

impl IntoPropValue<Feeds> for Vec<Feed> {
    fn into_prop_value(self) -> Feeds {
        self.into()
    }
}

impl IntoPropValue<Feeds> for Feed {
    fn into_prop_value(self) -> Feeds {
        self.into()
    }
}

impl IntoPropValue<Languages> for &'static Messages {
    fn into_prop_value(self) -> Languages {
        Languages::One(self)
    }
}

impl<const N: usize> IntoPropValue<Languages> for &'static [&'static Messages; N] {
    fn into_prop_value(self) -> Languages {
        Languages::Negotiate(self)
    }
}

/// What stands in a section's place while it is down: the library's own alert, html, or a callback that
/// makes it from the downtime.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// let from_downtime = Callback::from(|downtime: Downtime| match downtime.message {
///     Some(message) => html! { <TemporaryOutage><p>{ message }</p></TemporaryOutage> },
///     None => html! { <DowntimeBanner /> },
/// });
/// let section = html! {
///     <GuardedSection section="direct deposit" down_when="hide_direct_deposit" fallback={from_downtime}>
///         { "The form" }
///     </GuardedSection>
/// };
/// # let _ = section;
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Fallback {
    /// The library's own: a [`DowntimeBanner`](super::DowntimeBanner) where somebody said when it began or
    /// will end, as a maintenance window does; else a [`TemporaryOutage`](super::TemporaryOutage).
    #[default]
    Alert,
    /// The same whatever the downtime.
    Html(Html),
    /// Made from the downtime. Give the same callback at every render, or it renders again.
    FromDowntime(Callback<Downtime, Html>),
}

impl Fallback {
    pub(super) fn render(&self, downtime: &Downtime) -> Html {
        match self {
            Self::Alert if downtime.since.is_some() || downtime.until.is_some() => {
                html! { <SectionAlert kind={AlertKind::Downtime} /> }
            }
            Self::Alert => html! { <SectionAlert kind={AlertKind::Outage} /> },
            Self::Html(html) => place(Some(html.clone())),
            Self::FromDowntime(make) => place(Some(make.emit(downtime.clone()))),
        }
    }
}

impl ImplicitClone for Fallback {}

impl IntoPropValue<Fallback> for Html {
    fn into_prop_value(self) -> Fallback {
        Fallback::Html(self)
    }
}

impl IntoPropValue<Fallback> for Callback<Downtime, Html> {
    fn into_prop_value(self) -> Fallback {
        Fallback::FromDowntime(self)
    }
}

/// A heading level that html has: from 1 to 6, the nearest one for any other number.
pub(super) fn heading_level(asked: u8) -> u8 {
    asked.clamp(1, 6)
}
