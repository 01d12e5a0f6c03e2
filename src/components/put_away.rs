//! Messages that a reader can put away.

use yew::prelude::*;

use crate::model::{Cause, Downtime};
use crate::store::{moment_put_away, put_away};

/// Whether a reader has put a message about a downtime away, and the way to do so.
pub(super) struct PutAway {
    pub(super) done: bool,
    pub(super) put_away: Callback<MouseEvent>,
}

/// `kind` tells apart messages about the same downtime. A message that was put away stays so for as long
/// as the tab is open, unless its downtime moves to an earlier start: that is news.
#[hook]
pub(super) fn use_put_away(
    kind: &'static str,
    downtime: Option<&Downtime>,
    section: Option<&str>,
) -> PutAway {
    let start =
        downtime.and_then(|downtime| downtime.since).map_or(i64::MIN, |since| since.timestamp_millis());
    let message = format!(
        "{kind}:{}",
        downtime.and_then(name).unwrap_or_else(|| section.unwrap_or_default().to_owned())
    );
    // In the component's own memory too: a tab's storage may be blocked.
    let here = use_state_eq(|| None::<(String, i64)>);
    let known = here.as_ref().filter(|(put, _)| *put == message).map(|(_, moment)| *moment);
    let done = known.or_else(|| moment_put_away(&message)).is_some_and(|moment| moment <= start);
    let put_away = Callback::from(move |_| {
        put_away(&message, start);
        here.set(Some((message.clone(), start)));
    });
    PutAway { done, put_away }
}

/// What makes a downtime the same one when it is told again: its earliest cause. One that an app made up
/// has none, and goes by its section.
fn name(downtime: &Downtime) -> Option<String> {
    downtime.causes.first().map(|cause| match cause {
        Cause::Toggle(key) => format!("toggle:{key}"),
        Cause::Window(id) => format!("window:{id}"),
    })
}
