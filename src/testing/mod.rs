//! Helpers to test guarded pages: a scripted endpoint, a page to mount components on, and a way to wait for a
//! condition. Needs the feature `testing`.
//!
//! The guard itself is not mocked: a page under test polls, evaluates, notifies and renders as in production. A test
//! controls only the network ([`ScriptedFeed`]) and, if it wants, the time ([`ManualClock`]).
//!
//! ```toml
//! [dev-dependencies]
//! wasm-bindgen-test = "0.3"
//! yew-outage = { version = "…", features = ["testing"] }
//! ```
//!
//! A whole test, as `wasm-bindgen-test` runs it in a browser:
//!
//! ```
//! use yew::prelude::*;
//! use yew_outage::prelude::*;
//! use yew_outage::testing::{ScriptedFeed, show};
//!
//! // The component under test. It takes its feeds as a property.
//! #[component]
//! fn Profile(props: &ProfileProps) -> Html {
//!     html! {
//!         <OutageGuard feeds={props.feeds.clone()} cache={Cache::None}>
//!             <GuardedSection section="direct deposit" down_when="profile_hide_direct_deposit">
//!                 <form id="deposit" />
//!             </GuardedSection>
//!         </OutageGuard>
//!     }
//! }
//!
//! #[derive(PartialEq, Properties)]
//! struct ProfileProps {
//!     feeds: Feed,
//! }
//!
//! // #[wasm_bindgen_test]
//! async fn the_form_is_hidden_while_the_toggle_is_on() {
//!     let script = ScriptedFeed::new();
//!     let page = show(html! { <Profile feeds={script.feed()} /> });
//!     page.until_availability("direct deposit", "available").await;
//!     assert!(page.find("#deposit").is_some());
//!
//!     script.respond([("profile_hide_direct_deposit", true)]);
//!     page.until_availability("direct deposit", "down").await;
//!     assert!(page.find("#deposit").is_none());
//!
//!     script.respond([("profile_hide_direct_deposit", false)]);
//!     page.until_availability("direct deposit", "available").await;
//!     assert!(page.find("#deposit").is_some());
//! }
//! # let _ = the_form_is_hidden_while_the_toggle_is_on;
//! ```
//!
//! | a test needs | use |
//! |---|---|
//! | a state that never changes | [`Feed::fixed`](crate::feed::Feed::fixed), [`Feed::fixed_report`](crate::feed::Feed::fixed_report) |
//! | a change, a failure, an endpoint that does not respond | [`ScriptedFeed`] |
//! | a window that begins and ends | [`ManualClock`], as the guard's `clock` |
//! | no cached report from an earlier test | [`Cache::None`](crate::store::Cache::None), as the guard's `cache` |
//! | to render a page and inspect it | [`show`], [`mount`], [`Page`], [`until`] |

mod page;
mod script;

pub use self::page::{Page, View, ViewProps, mount, show, until};
pub use self::script::ScriptedFeed;
pub use crate::store::{ClockHandle, ManualClock};
