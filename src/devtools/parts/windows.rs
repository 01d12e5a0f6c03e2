//! Every maintenance window, each on the same timeline.

use yew::prelude::*;

use super::super::format::time;
use super::super::timeline::{Bar, LENGTH};
use super::super::view_model::{OpenPanel, Phase, WindowRow};
use super::{badge, empty, left_out, part};

pub(in crate::devtools) fn windows(panel: &OpenPanel) -> Html {
    let timeline = panel.timeline;
    let now = timeline.position(panel.minute);
    let content = if panel.windows.is_empty() {
        empty("No feed has a maintenance window.")
    } else {
        html! {
            <>
                <p class="outage-devtools__note">
                    { "Each line goes from " }{ time(timeline.from) }{ " to " }{ time(timeline.to) }
                    { "; the vertical line is now. An unknown start or end is left open." }
                </p>
                <ul>{ for panel.windows.iter().map(|window| row(window, now)) }</ul>
                { left_out(panel.windows_left_out, "Current windows and the next ones are listed first.") }
            </>
        }
    };
    part("Maintenance windows", false, content)
}

fn row(window: &WindowRow, now: i64) -> Html {
    let phase = match window.phase {
        Phase::On => "now",
        Phase::Ahead => "to come",
        Phase::Over => "over",
    };
    html! {
        <li class="outage-devtools__window">
            <p><strong>{ window.services.join(", ") }</strong>{ " " }{ badge(phase, window.phase == Phase::On) }</p>
            <p class="outage-devtools__note">
                <code>{ window.id.clone() }</code>{ ": " }
                if let Some(start) = window.starts_at {
                    { "from " }{ time(start) }
                } else {
                    { "no start given" }
                }
                if let Some(end) = window.ends_at {
                    { " to " }{ time(end) }
                } else {
                    { ", no end known" }
                }
            </p>
            if let Some(message) = &window.message {
                <p class="outage-devtools__note" dir="auto">{ message.clone() }</p>
            }
            { drawing(window.bar, now) }
        </li>
    }
}

/// The window on the timeline. Attributes alone position it: a strict Content-Security-Policy blocks inline styles.
fn drawing(bar: Bar, now: i64) -> Html {
    let (start, end) = (bar.start, bar.start + bar.length);
    let edge = |x: i64| html! { <path class="outage-devtools__edge" d={format!("M{x} 4v12")} /> };
    html! {
        <svg
            class="outage-devtools__timeline"
            viewBox={format!("0 0 {LENGTH} 20")}
            preserveAspectRatio="none"
            aria-hidden="true"
            focusable="false"
        >
            <path class="outage-devtools__axis" d={format!("M0 10H{LENGTH}")} />
            <rect class="outage-devtools__bar" x={start.to_string()} y="4" width={bar.length.to_string()} height="12" />
            if !bar.open_start {
                { edge(start) }
            }
            if !bar.open_end {
                { edge(end) }
            }
            <path class="outage-devtools__now" d={format!("M{now} 0V20")} />
        </svg>
    }
}
