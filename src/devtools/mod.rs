//! A panel for developers: what the feeds say, what each section answers, and what if it were otherwise.
//!
//! Behind the crate feature `devtools`. Without it no line of this room is compiled, and nothing of it is in a
//! bundle; so switch it on for the builds that your team looks at, and not for the one that readers get:
//!
//! ```toml
//! [features]
//! devtools = ["yew-outage/devtools"]
//! ```
//!
//! and in the app, inside its guard:
//!
//! ```
//! use yew::prelude::*;
//! use yew_outage::prelude::*;
//!
//! #[component]
//! fn App() -> Html {
//!     #[cfg(feature = "devtools")]
//!     let devtools = html! { <yew_outage::devtools::OutageDevtools /> };
//!     #[cfg(not(feature = "devtools"))]
//!     let devtools = Html::default();
//!     html! {
//!         <OutageGuard feeds={Feed::plain("/toggles")}>
//!             <GuardedSection section="direct deposit" down_when="hide_direct_deposit">
//!                 { "The form" }
//!             </GuardedSection>
//!             { devtools }
//!         </OutageGuard>
//!     }
//! }
//! ```
//!
//! # What one does with it
//!
//! - **Why is this section down?** *Sections* lists every section on the page with its rule in words, its answer,
//!   and until when; *Show* scrolls to it and outlines it.
//! - **What does the page look like when …?** *Toggles* sets a toggle on or off whatever the feeds say. An override
//!   counts like a feed that is listed last, is in force for the whole guard, and is kept in the tab's
//!   `sessionStorage`: it survives a reload, and reaches no cache and no server. (A tab that the browser
//!   duplicates starts with a copy of that storage, as with everything in it.) Keys are compared without regard to
//!   case and underscores. The closed panel says how many there are.
//! - **What happens when the window begins?** *Time* moves the guard's time. Windows begin and end as they will;
//!   feeds are asked by the real time, and what is kept for the next visit is marked with it. A reload is back to
//!   now.
//! - **Whose fault is it?** *Feeds* tells what came of asking each; *Copy a bug report* puts all of this into a text,
//!   with the last twenty events, without the query of any URL and without headers.
//!
//! Overrides and another time are in force only while a panel is mounted, so that nothing is in force unsaid.

mod bug_report;
mod copy;
mod give_way;
mod moments;
mod outage_devtools;
mod parts;
mod picture;
mod secrets;
mod shell;
mod timeline;

pub use outage_devtools::{OutageDevtools, OutageDevtoolsProps};
