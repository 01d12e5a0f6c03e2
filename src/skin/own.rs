//! The library's own look.

use yew::prelude::*;

use super::icon::Icon;
use super::{Alert, AlertStatus, Placement};

/// The style sheet of the library's own look, for an app that serves it as a file.
///
/// It selects only `.outage-…` classes, with no specificity, so every rule of the app wins. Colours and spacing
/// are custom properties, which its first comment lists. Light or dark follows the page's `color-scheme`.
///
/// ```
/// assert!(yew_outage::skin::STYLESHEET.contains("--outage-accent"));
/// ```
pub const STYLESHEET: &str = include_str!("own.css");

/// The class of a status, and the outline and the sign of its icon, as paths in a square of 24. The sign is an
/// exclamation mark, or an "i".
fn class_and_icon(status: AlertStatus) -> [&'static str; 3] {
    match status {
        AlertStatus::Information => {
            ["outage-alert--information", "M12 2a10 10 0 1 0 0 20a10 10 0 0 0 0-20z", "M12 7v.01M12 11v6"]
        }
        AlertStatus::Warning => ["outage-alert--warning", "M12 2.5L23 21.5H1z", "M12 9.5v5M12 18v.01"],
        AlertStatus::Error => ["outage-alert--error", "M8 2h8l6 6v8l-6 6H8l-6-6V8z", "M12 7v6M12 17v.01"],
    }
}

pub(super) fn alert(alert: Alert) -> Html {
    let [status_class, outline, sign] = class_and_icon(alert.status);
    let (placement_class, role) = match alert.placement {
        Placement::Section => ("", "group"),
        Placement::Site => (" outage-banner", "region"),
    };
    let words = html! {
        <>
            <span class="outage-visually-hidden">{ alert.status_in_words() }{ " " }</span>
            { &alert.headline }
        </>
    };
    let heading = alert.heading("outage-alert__headline", words);
    // Joins strings, because `classes!` would add 2 KB to every page.
    let compact_class = if alert.compact { " outage-alert--compact" } else { "" };
    let class = ["outage-alert ", status_class, placement_class, compact_class].concat();
    html! {
        <div {class} {role} aria-label={alert.headline}>
            <Icon {outline} {sign} />
            <div class="outage-alert__content">
                { heading }
                <div class="outage-alert__body">{ alert.body }{ alert.facts }</div>
                if let Some(action) = alert.action {
                    <button
                        type="button"
                        class="outage-action"
                        aria-disabled={action.busy.then_some("true")}
                        onclick={&action.onclick}
                    >
                        { action.words() }
                    </button>
                }
            </div>
        </div>
    }
}
