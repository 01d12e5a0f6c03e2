use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::alert::{told, use_filled, use_times};
use super::put_away::use_put_away;
use crate::model::Downtime;
use crate::skin::{Alert, AlertStatus, Place, own};
use crate::text::ENGLISH;

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
    let times = use_times();
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
            <p>{ ENGLISH.warning_body }</p>
            if let Some(downtime) = downtime {
                { told(downtime) }
                { times.planned(downtime) }
            }
            <p>{ ENGLISH.warning_advice }</p>
        </>
    };
    own::alert(Alert {
        place: Place::Section,
        status: AlertStatus::Information,
        headline: filled.headline(ENGLISH.warning_headline, ENGLISH.warning_headline_without_section),
        heading_level: filled.heading_level,
        body,
        action: html! { <button type="button" class="outage-action" {onclick}>{ ENGLISH.dismiss }</button> },
    })
}

/// The button goes with its message; whoever pressed it goes on in the section that it stood above.
fn hand_over_focus(event: &MouseEvent) {
    let button = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let section = button.and_then(|button| button.closest(".outage-section").ok().flatten());
    if let Some(section) = section.and_then(|section| section.dyn_into::<HtmlElement>().ok()) {
        section.set_tab_index(-1);
        // A section that cannot take it leaves the focus to the page.
        let _ = section.focus();
    }
}
