//! The U.S. Web Design System 3: <https://designsystem.digital.gov/components/alert/> and
//! <https://designsystem.digital.gov/components/site-alert/>.

use yew::prelude::*;

use super::{Alert, AlertStatus, Placement};

pub(super) fn alert(alert: Alert) -> Html {
    let words = html! {
        <><span class="usa-sr-only">{ alert.status_in_words() }{ " " }</span>{ &alert.headline }</>
    };
    // The emergency banner has white text on red.
    let is_on_dark = alert.placement == Placement::Site && alert.status != AlertStatus::Information;
    let heading = alert.heading("usa-alert__heading", words);
    let body = html! {
        <div class="usa-alert__body">
            { heading }
            // A div, not the `<p>` of USWDS: the body may have several paragraphs.
            <div class="usa-alert__text usa-prose">{ alert.body }{ alert.facts }</div>
            if let Some(action) = alert.action {
                // The body is a column, so a button without a wrapper would be as wide as the alert.
                <div class="margin-top-2">
                    <button
                        type="button"
                        class={classes!("usa-button", "usa-button--outline", is_on_dark.then_some("usa-button--inverse"))}
                        aria-disabled={action.busy.then_some("true")}
                        onclick={&action.onclick}
                    >
                        { action.words() }
                    </button>
                </div>
            }
        </div>
    };
    match alert.placement {
        Placement::Section => {
            let status = match alert.status {
                AlertStatus::Information => "usa-alert--info",
                AlertStatus::Warning => "usa-alert--warning",
                AlertStatus::Error => "usa-alert--error",
            };
            html! {
                <div class={classes!("usa-alert", status, alert.compact.then_some("usa-alert--slim"))} role="group" aria-label={alert.headline}>{ body }</div>
            }
        }
        // USWDS has two site alerts: informational and emergency.
        Placement::Site => {
            let status = match alert.status {
                AlertStatus::Information => "usa-site-alert--info",
                AlertStatus::Warning | AlertStatus::Error => "usa-site-alert--emergency",
            };
            html! {
                <section class={classes!("usa-site-alert", status)} aria-label={alert.headline}>
                    <div class="usa-alert">{ body }</div>
                </section>
            }
        }
    }
}
