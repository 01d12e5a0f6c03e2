use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::alert::use_filled;
use super::put_away::use_put_away;
use super::swap::focus;
use crate::model::Downtime;
use crate::skin::{Action, Alert, AlertStatus};

/// Properties of [`DowntimeWarning`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DowntimeWarningProps {
    /// What will be down, in words that fit into "Soon you won't be able to use … for a while". Default:
    /// the section around it; without one, "this part of the page".
    #[prop_or_default]
    pub section: Option<AttrValue>,
    /// The downtime to warn of. Default: that of the section around it.
    #[prop_or_default]
    pub downtime: Option<Downtime>,
    /// 1 to 6; the nearest of them for any other number. Default: that of the section around it;
    /// without one, 3.
    #[prop_or_default]
    pub heading_level: Option<u8>,
}

/// The warning before a downtime, above the section that still works. A reader can put it away.
///
/// [`GuardedSection`](super::GuardedSection) shows it by itself. Put away, it stays away for as long as
/// the tab is open, unless the downtime moves to an earlier start.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// let downtime = Downtime {
///     since: "2026-05-02T20:00:00-04:00".parse().ok(),
///     until: "2026-05-02T22:00:00-04:00".parse().ok(),
///     ..Downtime::default()
/// };
/// let warning = html! { <DowntimeWarning section="direct deposit" {downtime} /> };
/// # let _ = warning;
/// ```
#[component]
pub fn DowntimeWarning(props: &DowntimeWarningProps) -> Html {
    let filled = use_filled(props.section.clone(), props.heading_level);
    let messages = filled.messages;
    let downtime = filled.downtime(props.downtime.as_ref());
    let put_away = use_put_away("warning", downtime, filled.section.as_deref());
    let onclick = Callback::from(move |event: MouseEvent| {
        hand_over_focus(&event);
        put_away.put_away.emit(event);
    });
    if put_away.done {
        return Html::default();
    }
    let body = html! {
        <>
            <p>{ messages.warning_body }</p>
            if let Some(downtime) = downtime {
                { filled.told(downtime) }
                { filled.planned(downtime) }
            }
            <p>{ messages.warning_advice }</p>
        </>
    };
    let headline = filled.headline(messages.warning_headline, messages.warning_headline_without_section);
    let alert = filled.alert(AlertStatus::Information, headline, body);
    let dismiss = Action::dismissing(messages.dismiss, onclick);
    filled.draw(Alert { downtime: downtime.cloned(), ..alert }, Some(dismiss))
}

/// The button goes with its message; whoever pressed it goes on in the section that it stood above.
fn hand_over_focus(event: &MouseEvent) {
    let button = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let section = button.and_then(|button| button.closest(".outage-section").ok().flatten());
    if let Some(section) = section.and_then(|section| section.dyn_into::<HtmlElement>().ok()) {
        focus(&section);
    }
}
