use yew::prelude::*;

use super::super::format::time;
use super::super::timeline::{Bar, LENGTH};
use super::super::view_model::{OpenPanel, Phase, WindowRow};
use super::{left_out, mark, none, part};

pub(in crate::devtools) fn windows(inside: &OpenPanel) -> Html {
    let line = inside.timeline;
    let now = line.at(inside.minute);
    let content = if inside.windows.is_empty() {
        none("No feed tells of a maintenance window.")
    } else {
        html! {
            <>
                <p class="outage-devtools__note">
                    { "Each line goes from " }{ time(line.from) }{ " to " }{ time(line.to) }
                    { "; the upright stroke is now. An end that nobody knows is left open." }
                </p>
                <ul>{ for inside.windows.iter().map(|window| row(window, now)) }</ul>
                { left_out(inside.windows_left_out, "Those that are on or come first are listed.") }
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
            <p><strong>{ window.services.join(", ") }</strong>{ " " }{ mark(phase, window.phase == Phase::On) }</p>
            <p class="outage-devtools__note">
                <code>{ window.id.clone() }</code>{ ": " }
                if let Some(start) = window.starts_at {
                    { "from " }{ time(start) }
                } else {
                    { "nobody says since when" }
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

/// By attributes of the drawing alone: a strict policy lets no inline style in.
fn drawing(bar: Bar, now: i64) -> Html {
    let (start, end) = (bar.start, bar.start + bar.length);
    let side = |x: i64| html! { <path class="outage-devtools__end" d={format!("M{x} 4v12")} /> };
    html! {
        <svg
            class="outage-devtools__line"
            viewBox={format!("0 0 {LENGTH} 20")}
            preserveAspectRatio="none"
            aria-hidden="true"
            focusable="false"
        >
            <path class="outage-devtools__axis" d={format!("M0 10H{LENGTH}")} />
            <rect class="outage-devtools__bar" x={start.to_string()} y="4" width={bar.length.to_string()} height="12" />
            if !bar.open_start {
                { side(start) }
            }
            if !bar.open_end {
                { side(end) }
            }
            <path class="outage-devtools__now" d={format!("M{now} 0V20")} />
        </svg>
    }
}
