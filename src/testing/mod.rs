//! For the tests of pages that are guarded: an endpoint that says what a test tells it to, a page to mount
//! things on, and a way to wait. With the feature `testing`.
//!
//! Nothing of it stands in for the guard: a page under test asks, compares, tells and draws as in production.
//! Only the network ([`ScriptedFeed`]) and, where wanted, the time ([`ManualClock`]) are in the test's hands.
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
//! // What is tested: your own component, which takes its feeds by a property.
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
//! async fn the_form_goes_and_comes_back() {
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
//! # let _ = the_form_goes_and_comes_back;
//! ```
//!
//! | what a test wants | what to take |
//! |---|---|
//! | one state, for good | [`Feed::fixed`](crate::feed::Feed::fixed), [`Feed::fixed_report`](crate::feed::Feed::fixed_report) |
//! | a change, a failure, silence | [`ScriptedFeed`] |
//! | a window that begins and ends | [`ManualClock`], as the guard's `clock` |
//! | nothing kept from the test before | [`Cache::None`](crate::store::Cache::None), as the guard's `cache` |
//! | to see what the reader sees | [`show`], [`mount`], [`Page`], [`until`] |

mod page;
mod script;

pub use self::page::{Page, View, ViewProps, mount, show, until};
pub(crate) use self::script::Script;
pub use self::script::ScriptedFeed;
pub use crate::store::{ClockHandle, ManualClock};
