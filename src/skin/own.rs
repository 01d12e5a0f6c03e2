use yew::prelude::*;

use super::{Alert, Place};
use crate::text::ENGLISH;

/// The style sheet of the library's own look, for an app that writes its own files.
///
/// It reaches `.outage-…` alone, at no specificity, so that any rule of the app's wins. Colours and
/// spacing are custom properties, named at its head; light or dark follows the page's `color-scheme`.
///
/// ```
/// assert!(yew_outage::skin::STYLESHEET.contains("--outage-accent"));
/// ```
pub const STYLESHEET: &str = include_str!("own.css");

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

impl AlertStatus {
    fn name(self) -> &'static str {
        match self {
            Self::Information => "information",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    fn in_words(self) -> &'static str {
        match self {
            Self::Information => ENGLISH.information,
            Self::Warning => ENGLISH.warning,
            Self::Error => ENGLISH.error,
        }
    }

    /// The outline of the icon, drawn on a square of 24.
    fn outline(self) -> &'static str {
        match self {
            Self::Information => "M12 2a10 10 0 1 0 0 20a10 10 0 0 0 0-20z",
            Self::Warning => "M12 2.5L23 21.5H1z",
            Self::Error => "M8 2h8l6 6v8l-6 6H8l-6-6V8z",
        }
    }

    /// The sign inside the outline: a dot and a stroke, standing on its head for information.
    fn sign(self) -> &'static str {
        match self {
            Self::Information => "M12 7v.01M12 11v6",
            Self::Warning => "M12 9.5v5M12 18v.01",
            Self::Error => "M12 7v6M12 17v.01",
        }
    }
}

/// The alert in the library's own look.
pub(crate) fn alert(alert: Alert) -> Html {
    let Alert { place, status, headline, heading_level, body, action } = alert;
    let banner = (place == Place::Site).then_some("outage-banner");
    html! {
        <div
            class={classes!("outage-alert", format!("outage-alert--{}", status.name()), banner)}
            role="group"
            aria-label={headline.clone()}
        >
            <svg class="outage-alert__icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                <path class="outage-alert__icon-outline" d={status.outline()} />
                <path class="outage-alert__icon-sign" d={status.sign()} />
            </svg>
            <div class="outage-alert__content">
                <@{format!("h{heading_level}")} class="outage-alert__headline" tabindex="-1">
                    <span class="outage-visually-hidden">{ status.in_words() }{ " " }</span>
                    { headline }
                </@>
                <div class="outage-alert__body">{ body }</div>
                { action }
            </div>
        </div>
    }
}
