//! Every feed: its state, its last confirmation and its next poll.

use yew::prelude::*;

use super::super::format::{names, time};
use super::super::message::{Emit, Message};
use super::super::view_model::{FeedRow, OpenPanel};
use super::{badge, button, empty, part};
use crate::store::NextPoll;

pub(in crate::devtools) fn feeds(panel: &OpenPanel, emit: &Emit) -> Html {
    let content = if panel.feeds.is_empty() {
        empty("The guard has no feed.")
    } else {
        html! {
            <>
                <ul>{ for panel.feeds.iter().map(row) }</ul>
                { button("Ask now".into(), None, emit, || Message::FetchNow) }
            </>
        }
    };
    part("Feeds", true, content)
}

fn row(feed: &FeedRow) -> Html {
    html! {
        <li class="outage-devtools__row">
            <div>
                <p>
                    <strong>{ feed.engine }</strong>
                    if let Some(url) = &feed.url {
                        { " " }<code>{ url.clone() }</code>
                    }
                </p>
                <p>{ badge(feed.state, feed.has_problem) }{ " " }{ &feed.details }</p>
                if let Some(confirmed_at) = feed.confirmed_at {
                    <p class="outage-devtools__note">{ "last confirmed " }{ time(confirmed_at) }</p>
                }
                if feed.skipped > 0 {
                    <p class="outage-devtools__note">{ format!("{} entries were left out: see the console", feed.skipped) }</p>
                }
                if !feed.overdue.is_empty() {
                    <p class="outage-devtools__note">{ format!("still on after their end: {}", names(&feed.overdue)) }</p>
                }
                if !feed.forgotten.is_empty() {
                    <p class="outage-devtools__note">{ format!("perhaps forgotten: {}", names(&feed.forgotten)) }</p>
                }
                { next(feed.next) }
            </div>
        </li>
    }
}

fn next(next: NextPoll) -> Html {
    let text = match next {
        NextPoll::Never => return Html::default(),
        NextPoll::InFlight => html! { "request in flight" },
        NextPoll::At(at) => html! { <>{ "next poll " }{ time(at) }</> },
        NextPoll::Stopped => html! { "stopped: the server refuses; “Ask now” tries again" },
        NextPoll::Asleep => html! { "next poll when the page is visible and online" },
    };
    html! { <p class="outage-devtools__note">{ text }</p> }
}
