use yew::prelude::*;

use super::super::format::time;
use super::super::shell::Message;
use super::super::view_model::{FeedRow, OpenPanel};
use super::{Link, button, mark, none, part};
use crate::store::NextPoll;

pub(in crate::devtools) fn feeds(inside: &OpenPanel, link: &Link) -> Html {
    let content = if inside.feeds.is_empty() {
        none("The guard has no feed.")
    } else {
        html! {
            <>
                <ul>{ for inside.feeds.iter().map(row) }</ul>
                { button("Ask now".into(), None, link, || Message::AskNow) }
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
                    if let Some(address) = &feed.address {
                        { " " }<code>{ address.clone() }</code>
                    }
                </p>
                <p>{ mark(feed.state, feed.is_troubled) }{ " " }{ &feed.about }</p>
                if let Some(confirmed_at) = feed.confirmed_at {
                    <p class="outage-devtools__note">{ "last confirmed " }{ time(confirmed_at) }</p>
                }
                if feed.skipped > 0 {
                    <p class="outage-devtools__note">{ format!("{} entries were left out: see the console", feed.skipped) }</p>
                }
                { next(feed.next) }
            </div>
        </li>
    }
}

fn next(next: NextPoll) -> Html {
    let words = match next {
        NextPoll::Never => return Html::default(),
        NextPoll::InFlight => html! { "asking now" },
        NextPoll::At(moment) => html! { <>{ "asked next " }{ time(moment) }</> },
        NextPoll::Stopped => html! { "stopped: the server refuses; “Ask now” tries again" },
        NextPoll::Asleep => html! { "asked next when the page is looked at and has a network" },
    };
    html! { <p class="outage-devtools__note">{ words }</p> }
}
