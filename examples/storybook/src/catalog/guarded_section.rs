//! The stories of `GuardedSection`.

use yew::html;

use super::{CLOCK_BEFORE, CLOCK_DURING, END, LEVEL, MESSAGE, SECTION, Story};
use crate::controls::{Control, Kind};
use crate::stories::guarded_section_approaching::Approaching;
use crate::stories::guarded_section_available::Available;
use crate::stories::guarded_section_beside_a_list::BesideAList;
use crate::stories::guarded_section_custom_fallback::CustomFallback;
use crate::stories::guarded_section_custom_pending::CustomPending;
use crate::stories::guarded_section_degraded::Degraded;
use crate::stories::guarded_section_down::Down;
use crate::stories::guarded_section_down_with_end::DownWithEnd;
use crate::stories::guarded_section_fallback_from_downtime::FallbackFromDowntime;
use crate::stories::guarded_section_hostile::Hostile;
use crate::stories::guarded_section_keep::Keep;
use crate::stories::guarded_section_overdue::Overdue;
use crate::stories::guarded_section_overlapping_windows::OverlappingWindows;
use crate::stories::guarded_section_pending::Pending;
use crate::stories::guarded_section_render::Render;
use crate::stories::guarded_section_several::Several;
use crate::stories::guarded_section_unknown_outage::UnknownOutage;
use crate::stories::guarded_section_unknown_section::UnknownSection;
use crate::stories::guarded_section_whole_site::WholeSite;
use crate::stories::guarded_section_window_open_end::WindowOpenEnd;

const GROUP: &str = "GuardedSection";

const DOWN: Control =
    Control { name: "down", label: "profile_hide_direct_deposit is on", kind: Kind::Switch(false) };
const WORDS: Control = Control {
    name: "words",
    label: "Pending words",
    kind: Kind::Text("Looking up your bank account…", "Buscando su cuenta bancaria…"),
};

pub(super) const STORIES: &[Story] = &[
    Story {
        id: "guarded-section/available",
        group: GROUP,
        title: "Available",
        sentence: "The section itself, as it is nearly all the time: the guard adds nothing that a reader notices.",
        source: include_str!("../stories/guarded_section_available.rs"),
        controls: &[SECTION, DOWN],
        view: |values| {
            html! {
                <Available
                    section={values.section()}
                    down={values.is_on("down")}
                    on_event={values.on_event()}
                />
            }
        },
    },
    Story {
        id: "guarded-section/down",
        group: GROUP,
        title: "Down",
        sentence: "The library's own alert replaces the section as soon as its toggle is on.",
        source: include_str!("../stories/guarded_section_down.rs"),
        controls: &[SECTION, LEVEL],
        view: |values| html! { <Down section={values.section()} heading_level={values.level()} /> },
    },
    Story {
        id: "guarded-section/down-with-end",
        group: GROUP,
        title: "Down, with a notice",
        sentence: "The toggle has a notice, and the alert shows its message and its end without a deploy.",
        source: include_str!("../stories/guarded_section_down_with_end.rs"),
        controls: &[SECTION, LEVEL, MESSAGE, END],
        view: |values| {
            html! {
                <DownWithEnd
                    section={values.section()}
                    heading_level={values.level()}
                    message={values.words("message")}
                    ends_at={values.timestamp("end")}
                />
            }
        },
    },
    Story {
        id: "guarded-section/custom-fallback",
        group: GROUP,
        title: "Custom fallback",
        sentence: "HTML of your own replaces the section, for when there is another way to get it done.",
        source: include_str!("../stories/guarded_section_custom_fallback.rs"),
        controls: &[SECTION, LEVEL],
        view: |values| html! { <CustomFallback section={values.section()} heading_level={values.level()} /> },
    },
    Story {
        id: "guarded-section/fallback-from-downtime",
        group: GROUP,
        title: "Fallback from the downtime",
        sentence: "A callback that makes the fallback from the downtime, for when what to show depends on what is known.",
        source: include_str!("../stories/guarded_section_fallback_from_downtime.rs"),
        controls: &[SECTION, MESSAGE],
        view: |values| {
            html! {
                <FallbackFromDowntime section={values.section()} message={values.words("message")} />
            }
        },
    },
    Story {
        id: "guarded-section/keep",
        group: GROUP,
        title: "Kept while down",
        sentence: "A form that is half filled in when it goes down, and still is when it comes back.",
        source: include_str!("../stories/guarded_section_keep.rs"),
        controls: &[SECTION, DOWN],
        view: |values| {
            html! {
                <Keep section={values.section()} down={values.is_on("down")} on_event={values.on_event()} />
            }
        },
    },
    Story {
        id: "guarded-section/beside-a-list",
        group: GROUP,
        title: "Kept beside a list",
        sentence: "A list grows beside a form. Both have a key, so what you typed stays in the form.",
        source: include_str!("../stories/guarded_section_beside_a_list.rs"),
        controls: &[
            SECTION,
            Control { name: "letters", label: "Letters", kind: Kind::Choice("1", &["0", "1", "2", "3"]) },
            DOWN,
        ],
        view: |values| {
            let letters = values.text("letters").parse().unwrap_or(1);
            html! {
                <BesideAList
                    section={values.section()}
                    {letters}
                    down={values.is_on("down")}
                    on_event={values.on_event()}
                />
            }
        },
    },
    Story {
        id: "guarded-section/several",
        group: GROUP,
        title: "Several at once",
        sentence: "Sections that go down together, and are announced together to screen readers.",
        source: include_str!("../stories/guarded_section_several.rs"),
        controls: &[Control {
            name: "down",
            label: "profile_service_is_out is on",
            kind: Kind::Switch(false),
        }],
        view: |values| html! { <Several down={values.is_on("down")} on_event={values.on_event()} /> },
    },
    Story {
        id: "guarded-section/hostile",
        group: GROUP,
        title: "Hostile words",
        sentence: "Everything from a feed is shown as text: nothing runs, nothing is a link, and long text is cut.",
        source: include_str!("../stories/guarded_section_hostile.rs"),
        controls: &[SECTION],
        view: |values| html! { <Hostile section={values.section()} /> },
    },
    Story {
        id: "guarded-section/pending",
        group: GROUP,
        title: "Pending",
        sentence: "The quiet line in place of the section while the first response is still on its way.",
        source: include_str!("../stories/guarded_section_pending.rs"),
        controls: &[SECTION],
        view: |values| html! { <Pending section={values.section()} on_event={values.on_event()} /> },
    },
    Story {
        id: "guarded-section/custom-pending",
        group: GROUP,
        title: "Custom pending",
        sentence: "A placeholder of your own while the first response is on its way, for pages with a design for that.",
        source: include_str!("../stories/guarded_section_custom_pending.rs"),
        controls: &[SECTION, WORDS],
        view: |values| {
            html! {
                <CustomPending
                    section={values.section()}
                    words={values.text("words")}
                    on_event={values.on_event()}
                />
            }
        },
    },
    Story {
        id: "guarded-section/unknown-section",
        group: GROUP,
        title: "Unknown: show the section",
        sentence: "An endpoint that never responds: after 3 seconds the section is shown all the same.",
        source: include_str!("../stories/guarded_section_unknown_section.rs"),
        controls: &[SECTION],
        view: |values| html! { <UnknownSection section={values.section()} on_event={values.on_event()} /> },
    },
    Story {
        id: "guarded-section/unknown-outage",
        group: GROUP,
        title: "Unknown: show the outage",
        sentence: "An endpoint that never responds, and a section that must not be used unless it is known to work.",
        source: include_str!("../stories/guarded_section_unknown_outage.rs"),
        controls: &[SECTION, LEVEL],
        view: |values| {
            html! {
                <UnknownOutage
                    section={values.section()}
                    heading_level={values.level()}
                    on_event={values.on_event()}
                />
            }
        },
    },
    Story {
        id: "guarded-section/approaching",
        group: GROUP,
        title: "Approaching",
        sentence: "A maintenance window begins soon: the form works on below a warning, leaves on time, and comes back.",
        source: include_str!("../stories/guarded_section_approaching.rs"),
        controls: &[CLOCK_BEFORE, SECTION, LEVEL, MESSAGE],
        view: |values| {
            html! {
                <Approaching
                    clock={values.clock()}
                    section={values.section()}
                    heading_level={values.level()}
                    message={values.words("message")}
                    on_event={values.on_event()}
                />
            }
        },
    },
    Story {
        id: "guarded-section/window-open-end",
        group: GROUP,
        title: "Window with an open end",
        sentence: "A maintenance window that lasts until its feed no longer lists it: the alert promises no end.",
        source: include_str!("../stories/guarded_section_window_open_end.rs"),
        controls: &[CLOCK_DURING, SECTION, LEVEL],
        view: |values| {
            html! {
                <WindowOpenEnd
                    clock={values.clock()}
                    section={values.section()}
                    heading_level={values.level()}
                    on_event={values.on_event()}
                />
            }
        },
    },
    Story {
        id: "guarded-section/overlapping-windows",
        group: GROUP,
        title: "Overlapping windows",
        sentence: "One window from 8 to 10 in the evening, another from 9:30 to 11: readers see one downtime.",
        source: include_str!("../stories/guarded_section_overlapping_windows.rs"),
        controls: &[CLOCK_DURING, SECTION, LEVEL],
        view: |values| {
            html! {
                <OverlappingWindows
                    clock={values.clock()}
                    section={values.section()}
                    heading_level={values.level()}
                    on_event={values.on_event()}
                />
            }
        },
    },
    Story {
        id: "guarded-section/degraded",
        group: GROUP,
        title: "Degraded",
        sentence: "A service works badly: the section works, below a note with your own words beside the library’s.",
        source: include_str!("../stories/guarded_section_degraded.rs"),
        controls: &[CLOCK_DURING, SECTION, LEVEL],
        view: |values| {
            html! {
                <Degraded
                    clock={values.clock()}
                    section={values.section()}
                    heading_level={values.level()}
                    on_event={values.on_event()}
                />
            }
        },
    },
    Story {
        id: "guarded-section/overdue",
        group: GROUP,
        title: "Longer than expected",
        sentence: "An incident whose end has passed while it goes on: the alert says so, and promises no end.",
        source: include_str!("../stories/guarded_section_overdue.rs"),
        controls: &[CLOCK_DURING, SECTION, LEVEL],
        view: |values| {
            html! {
                <Overdue
                    clock={values.clock()}
                    section={values.section()}
                    heading_level={values.level()}
                    on_event={values.on_event()}
                />
            }
        },
    },
    Story {
        id: "guarded-section/whole-site",
        group: GROUP,
        title: "Whole site",
        sentence: "A window of the whole site takes down every section that depends on a service, and no other.",
        source: include_str!("../stories/guarded_section_whole_site.rs"),
        controls: &[CLOCK_DURING],
        view: |values| html! { <WholeSite clock={values.clock()} on_event={values.on_event()} /> },
    },
    Story {
        id: "guarded-section/render",
        group: GROUP,
        title: "Own drawing",
        sentence: "A callback that renders the section for every availability, for when an alert would be too much.",
        source: include_str!("../stories/guarded_section_render.rs"),
        controls: &[CLOCK_BEFORE, SECTION],
        view: |values| {
            html! {
                <Render clock={values.clock()} section={values.section()} on_event={values.on_event()} />
            }
        },
    },
];
