//! What a section shows while it is down.

use yew::html::{ImplicitClone, IntoPropValue};
use yew::{Callback, Html, html};

use super::section_alert::{AlertKind, SectionAlert};
use super::wrapper::wrapper;
use crate::model::Downtime;

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
#[non_exhaustive]
pub enum Fallback {
    /// The library's own: a [`DowntimeBanner`](super::DowntimeBanner) if the feed gives the downtime's start or
    /// end, as a maintenance window does; else a [`TemporaryOutage`](super::TemporaryOutage).
    #[default]
    Alert,
    /// The same html for every downtime.
    Html(Html),
    /// Made from the downtime. Pass the same callback at every render, or the section renders again.
    FromDowntime(Callback<Downtime, Html>),
}

impl Fallback {
    pub(super) fn render(&self, downtime: &Downtime) -> Html {
        let wrapped = |content| wrapper(None, None, Some(content));
        match self {
            Self::Alert if downtime.since.is_some() || downtime.until.is_some() => {
                html! { <SectionAlert kind={AlertKind::Downtime} /> }
            }
            Self::Alert => html! { <SectionAlert kind={AlertKind::Outage} /> },
            Self::Html(html) => wrapped(html.clone()),
            Self::FromDowntime(make) => wrapped(make.emit(downtime.clone())),
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
