//! The line below a live story that shows the health of its feed.

use gloo_timers::callback::Interval;
use web_sys::Url;
use yew::prelude::*;
use yew_outage::feed::FeedError;
use yew_outage::prelude::*;
use yew_outage::store::FeedHealth;

use super::in_page;

/// How often the line is updated, in milliseconds.
const UPDATE_INTERVAL: u32 = 1_000;

/// Shows when the feed was last confirmed and, if the last request failed, the error.
#[component]
pub(crate) fn FeedHealthLine() -> Html {
    let outage = use_outage();
    let health = use_state_eq(|| None::<FeedHealth>);
    // A state of its own, so that the line keeps counting while no response comes.
    let now = use_state_eq(js_sys::Date::now);
    use_effect_with(outage, {
        let (health, now) = (health.clone(), now.clone());
        move |outage| {
            let outage = outage.clone();
            let interval = Interval::new(UPDATE_INTERVAL, move || {
                now.set(js_sys::Date::now());
                health.set(outage.as_ref().and_then(|outage| outage.health().into_iter().next()));
            });
            move || drop(interval)
        }
    });
    let Some(health) = &*health else { return line("asking", html! { "Asking the server…" }, None) };
    let confirmed = health.confirmed_at.map(|at| ago(*now - at.timestamp_millis() as f64));
    let url = health.url.as_deref().unwrap_or_default();
    let words = match (in_page::is_at(url), &health.error) {
        (_, None) if confirmed.is_none() => return line("asking", html! { "Asking the server…" }, None),
        (false, None) => html! { <>{ "A server answers at " }<code>{ absolute(url) }</code>{ "." }</> },
        (false, Some(error @ FeedError::Network(_))) => html! {
            <>
                { "No toggle server answers at " }<code>{ absolute(url) }</code>{ format!(" ({error}). Start one with ") }
                <code>{ "cargo xtask demo" }</code>
                { "; this page finds it by itself." }
            </>
        },
        (false, Some(error)) => html! {
            <>{ "The server at " }<code>{ absolute(url) }</code>{ format!(" gives no report: {error}.") }</>
        },
        (true, None) => html! {
            "An endpoint inside this page answers, as no toggle server does. It forgets everything when the page is left."
        },
        (true, Some(error)) => {
            html! { { format!("The endpoint inside this page gives no report: {error}.") } }
        }
    };
    let is_report_in_force = health.error.is_some() && confirmed.is_some();
    let words = html! {
        <>
            { words }
            if is_report_in_force {
                { " What it said last still counts." }
            }
        </>
    };
    line(if health.error.is_some() { "ill" } else { "well" }, words, confirmed)
}

/// The status is a live region. The age is not, or a screen reader would announce every second.
fn line(state: &'static str, words: Html, confirmed: Option<String>) -> Html {
    html! {
        <div class="health" data-health={state} lang="en">
            <p role="status">{ words }</p>
            if let Some(confirmed) = confirmed {
                <p>{ "Last answer: " }{ confirmed }</p>
            }
        </div>
    }
}

/// Resolves the URL, as a feed's URL may be relative to the page.
fn absolute(url: &str) -> String {
    let base = web_sys::window().and_then(|window| window.document()?.base_uri().ok().flatten());
    match base.and_then(|base| Url::new_with_base(url, &base).ok()) {
        Some(absolute) => absolute.href(),
        None => url.to_owned(),
    }
}

fn ago(millis: f64) -> String {
    match millis / 1_000.0 {
        seconds if seconds < 2.0 => "just now".to_owned(),
        seconds if seconds < 120.0 => format!("{seconds:.0} seconds ago"),
        seconds => format!("{:.0} minutes ago", seconds / 60.0),
    }
}

#[cfg(test)]
mod tests {
    use super::ago;

    #[test]
    fn ages_are_shown_in_the_unit_that_fits() {
        assert_eq!(ago(900.0), "just now");
        assert_eq!(ago(-300.0), "just now");
        assert_eq!(ago(61_000.0), "61 seconds ago");
        assert_eq!(ago(180_000.0), "3 minutes ago");
    }
}
