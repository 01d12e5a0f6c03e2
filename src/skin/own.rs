use yew::prelude::*;

use super::icon::Icon;
use super::{Alert, AlertStatus, Placement};

/// The style sheet of the library's own look, for an app that writes its own files.
///
/// It reaches `.outage-…` alone, at no specificity, so that any rule of the app's wins. Colours and
/// spacing are custom properties, named at its head; light or dark follows the page's `color-scheme`.
///
/// ```
/// assert!(yew_outage::skin::STYLESHEET.contains("--outage-accent"));
/// ```
pub const STYLESHEET: &str = include_str!("own.css");

/// A status's class, and its icon on a square of 24: the outline, and the sign inside it, which is a dot
/// and a stroke, standing on its head for information.
fn drawing(status: AlertStatus) -> [&'static str; 3] {
    match status {
        AlertStatus::Information => {
            ["outage-alert--information", "M12 2a10 10 0 1 0 0 20a10 10 0 0 0 0-20z", "M12 7v.01M12 11v6"]
        }
        AlertStatus::Warning => ["outage-alert--warning", "M12 2.5L23 21.5H1z", "M12 9.5v5M12 18v.01"],
        AlertStatus::Error => ["outage-alert--error", "M8 2h8l6 6v8l-6 6H8l-6-6V8z", "M12 7v6M12 17v.01"],
    }
}

pub(super) fn alert(alert: Alert) -> Html {
    let [class, outline, sign] = drawing(alert.status);
    let (banner, role) = match alert.placement {
        Placement::Section => (None, "group"),
        Placement::Site => (Some("outage-banner"), "region"),
    };
    let words = html! {
        <>
            <span class="outage-visually-hidden">{ alert.status_in_words() }{ " " }</span>
            { &alert.headline }
        </>
    };
    let heading = alert.heading("outage-alert__headline", words);
    html! {
        <div class={classes!("outage-alert", class, banner)} {role} aria-label={alert.headline}>
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
