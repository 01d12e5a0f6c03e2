//! The data that a skin draws: an alert and its button.

use yew::prelude::*;

use crate::model::Downtime;
use crate::text::{Language, Messages};

/// Where an alert stands.
///
/// A skin matches on it, and needs code for each place. So this enum is exhaustive, and a further place is a
/// breaking change that the compiler reports to every skin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// In a section's place, or above the section.
    Section,
    /// Above the whole page.
    Site,
}

/// How serious an alert is. A skin shows it by colour and icon, and says it in words.
///
/// A skin matches on it, and needs a look for each status. So this enum is exhaustive, and a further status is a
/// breaking change that the compiler reports to every skin.
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

/// An alert as a skin gets it. See [`Skin`](super::Skin) for an example.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Alert {
    /// Where it stands.
    pub placement: Placement,
    /// How serious it is.
    pub status: AlertStatus,
    /// The text of its heading.
    pub headline: AttrValue,
    /// The level of its heading, from 1 to 6.
    pub heading_level: u8,
    /// What it says: paragraphs, or the author's own html.
    pub body: Html,
    /// Date, start and duration of a site's maintenance, as a list; empty otherwise.
    pub facts: Html,
    /// Whether it should take as little room as it can: a heading and one line, as under a summary.
    pub compact: bool,
    /// The button below it, if it has one.
    pub action: Option<Action>,
    /// The downtime that it is about, if one is known, for design systems that show times themselves.
    pub downtime: Option<Downtime>,
    pub(crate) language: Language,
    /// Whether this is the first render of a page that a server made, on the server or in the browser. Then the
    /// markup must not depend on anything that only the reader's browser knows.
    pub is_first_paint: bool,
}

impl Alert {
    /// The heading, at its level, which can take the focus when a section goes down. Every skin has to draw it.
    /// The heading element stays when its words change; its content is replaced.
    pub fn heading(&self, class: &'static str, content: Html) -> Html {
        let key = [self.status_in_words(), &self.headline].join(" ");
        html! {
            <@{format!("h{}", self.heading_level)} {class} tabindex="-1"><span {key}>{ content }</span></@>
        }
    }

    /// The sentences of its language.
    pub fn messages(&self) -> Messages<&str> {
        self.language.messages()
    }

    /// The status in words, for readers who do not see colour and icon: "Warning:".
    pub fn status_in_words(&self) -> &str {
        let messages = self.messages();
        match self.status {
            AlertStatus::Information => messages.information,
            AlertStatus::Warning => messages.warning,
            AlertStatus::Error => messages.error,
        }
    }
}

/// The button of an alert.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Action {
    /// Its text. To draw it, use [`Action::words`].
    pub label: AttrValue,
    /// The callback for a press.
    pub onclick: Callback<MouseEvent>,
    /// Whether a press does nothing right now. Draw this as `aria-disabled`, not `disabled`: a disabled button
    /// would lose the focus.
    pub busy: bool,
    /// Whether a press dismisses the alert.
    pub dismisses: bool,
}

impl Action {
    pub(crate) fn dismissing(label: &str, onclick: Callback<MouseEvent>) -> Self {
        Self { label: label.to_owned().into(), onclick, busy: false, dismisses: true }
    }

    /// The button's text, in an element that is replaced when the text changes. The button itself stays, because
    /// it may have the focus. A bare text node would not do: a browser that translates the page may have removed
    /// it.
    pub fn words(&self) -> Html {
        keyed_text(&self.label)
    }
}

/// Text in an element whose key is the text, so that Yew replaces the element instead of changing the text node. A
/// browser that translates the page may have replaced that node with its own.
pub(crate) fn keyed_text(text: &AttrValue) -> Html {
    html! { <span key={&**text}>{ text }</span> }
}
