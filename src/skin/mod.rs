//! How it looks: the library's own look, and how alerts are drawn in design systems.
//!
//! A skin is one function from an [`Alert`] to html. It decides on markup and classes; words, times,
//! focus and what a press does come from the library.

mod icon;
mod own;
mod uswds;
mod va;

use std::fmt;

use yew::prelude::*;

use crate::model::Downtime;
use crate::text::Messages;

pub use own::STYLESHEET;

/// How alerts are drawn.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// fn card(alert: Alert) -> Html {
///     html! {
///         <div class="card" role="group" aria-label={alert.headline.clone()}>
///             { alert.heading("card__title", html! { &alert.headline }) }
///             { alert.body }
///             { alert.facts }
///             if let Some(action) = alert.action {
///                 <button type="button" onclick={&action.onclick} aria-disabled={action.busy.then_some("true")}>
///                     { action.words() }
///                 </button>
///             }
///         </div>
///     }
/// }
///
/// let page = html! {
///     <OutageGuard feeds={Feed::plain("/toggles")} skin={Skin::new(card)}>{ "The page" }</OutageGuard>
/// };
/// # let _ = page;
/// ```
#[derive(Clone, Copy)]
pub struct Skin(fn(Alert) -> Html);

impl Skin {
    /// The library's own look; [`OutageStyle`](crate::components::OutageStyle) brings its style sheet.
    pub const OWN: Self = Self::new(own::alert);

    /// The [U.S. Web Design System](https://designsystem.digital.gov/components/alert/), version 3: the
    /// markup of its alert, site alert and button. The page brings the style sheet (npm `@uswds/uswds`).
    pub const USWDS: Self = Self::new(uswds::alert);

    /// The web components of [VA's design system](https://design.va.gov/components/alert/): `va-alert`,
    /// `va-maintenance-banner` and `va-button`. The page loads them (npm
    /// `@department-of-veterans-affairs/web-components`) and the design system's style sheet.
    ///
    /// `va-maintenance-banner` says its times itself, by the reader's clock and in English; in other
    /// languages, while a maintenance's end is not known, and where the reader's clock is wrong, a `va-alert`
    /// stands in its place.
    pub const VA: Self = Self::new(va::alert);

    /// A skin of your own.
    pub const fn new(draw: fn(Alert) -> Html) -> Self {
        Self(draw)
    }

    pub(crate) fn draw(self, alert: Alert) -> Html {
        (self.0)(alert)
    }
}

/// [`Skin::OWN`].
impl Default for Skin {
    fn default() -> Self {
        Self::OWN
    }
}

/// Two skins are equal if they are one function.
impl PartialEq for Skin {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::fn_addr_eq(self.0, other.0)
    }
}

impl fmt::Debug for Skin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Skin").field(&(self.0 as *const ())).finish()
    }
}

/// Where an alert stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// In a section's place, or above the section.
    Section,
    /// Above the whole page.
    Site,
}

/// How grave an alert is. It is told by colour, by its icon and in words.
///
/// ```
/// use yew_outage::skin::AlertStatus;
///
/// assert_eq!(AlertStatus::default(), AlertStatus::Warning);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AlertStatus {
    /// Good to know.
    Information,
    /// Something does not work.
    #[default]
    Warning,
    /// Something failed.
    Error,
}

/// An alert as a skin is handed it. See [`Skin`] for an example.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Alert {
    /// Where it stands.
    pub placement: Placement,
    /// How grave it is.
    pub status: AlertStatus,
    /// The sentence at its head, in words.
    pub headline: AttrValue,
    /// 1 to 6.
    pub heading_level: u8,
    /// What it says: paragraphs, or what the author put there.
    pub body: Html,
    /// Date, start and duration of a site's maintenance, as a list; empty otherwise.
    pub facts: Html,
    /// The button below it, if it has one.
    pub action: Option<Action>,
    /// The downtime that it tells about, if one is known, for systems that say times themselves.
    pub downtime: Option<Downtime>,
    /// The language it speaks.
    pub messages: &'static Messages,
    /// It is drawn for the first time on a page that a server made, or on that server: nothing that only the
    /// reader's browser knows may decide on the markup.
    pub is_first_paint: bool,
}

/// Words that may be others later, in an element that goes with them. Yew would change the text node, and a
/// browser that translates the page has put nodes of its own in its place.
pub(crate) fn words(words: impl Into<AttrValue>) -> Html {
    let words = words.into();
    html! { <span key={&*words}>{ &words }</span> }
}

/// The button of an alert.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Action {
    /// What it says. To draw it, take [`Action::words`].
    pub label: AttrValue,
    /// What a press does.
    pub onclick: Callback<MouseEvent>,
    /// A press does nothing right now. Draw it as `aria-disabled`, not `disabled`: focus must not fall off
    /// it.
    pub busy: bool,
    /// It puts the alert away.
    pub dismisses: bool,
}

impl Action {
    pub(crate) fn dismissing(label: &'static str, onclick: Callback<MouseEvent>) -> Self {
        Self { label: label.into(), onclick, busy: false, dismisses: true }
    }

    /// What it says, for the inside of a button: in an element that goes when other words come. The button
    /// stays, as it may have the focus; a text node in it may have been taken away by a browser that
    /// translates the page.
    pub fn words(&self) -> Html {
        words(self.label.clone())
    }
}

impl Alert {
    /// The heading, at its level, ready to take the focus of a section that went down. Every skin has one. The
    /// heading stays when its words change; what is in it goes.
    pub fn heading(&self, class: &'static str, content: Html) -> Html {
        let key = [self.status_in_words(), &self.headline].join(" ");
        html! {
            <@{format!("h{}", self.heading_level)} {class} tabindex="-1"><span {key}>{ content }</span></@>
        }
    }

    /// The status in words, for those who do not see colour and icon: "Warning:".
    pub fn status_in_words(&self) -> &'static str {
        match self.status {
            AlertStatus::Information => self.messages.information,
            AlertStatus::Warning => self.messages.warning,
            AlertStatus::Error => self.messages.error,
        }
    }
}
