//! Takes one *section* of a page down while something behind it is out, puts an honest, accessible
//! alert in its place, and brings the section back by itself. For [Yew](https://yew.rs).
//!
//! ```
//! use yew::prelude::*;
//! use yew_outage::prelude::*;
//!
//! #[component]
//! fn Profile() -> Html {
//!     html! {
//!         <OutageGuard feeds={Feed::vets_api("/v0/feature_toggles")}>
//!             <GuardedSection section="direct deposit" down_when="profile_hide_direct_deposit">
//!                 <DirectDeposit />
//!             </GuardedSection>
//!             <GuardedSection
//!                 section="contact information"
//!                 down_when={toggle("hide_contact").or("hide_profile")}
//!                 fallback={html! { <TemporaryOutage><p>{ "Call us to change it." }</p></TemporaryOutage> }}
//!             >
//!                 { "The form" }
//!             </GuardedSection>
//!         </OutageGuard>
//!     }
//! }
//!
//! #[component]
//! fn DirectDeposit() -> Html {
//!     html! { <p>{ "Account ending in 1234" }</p> }
//! }
//! ```
//!
//! # The way of the data
//!
//! Bytes become a report in an *engine*, reports become a snapshot in the *store*, a *rule* makes an
//! availability of it, a *component* makes html of that. One room each:
//!
//! | room | what it holds |
//! |---|---|
//! | [`model`] | what is true: toggles, windows, rules, answers. Plain values |
//! | [`feed`] | what systems say: engines, and the one place that fetches |
//! | [`store`] | who is told: subscriptions per key, the cadence, the clock |
//! | [`text`] | what is said: sentences in each language, dates and times |
//! | [`skin`] | how it looks |
//! | [`components`] | what is seen: components and hooks |
//! | `devtools` | a panel for developers, behind the feature of that name |
//!
//! # The guide
//!
//! [`guide`] is this crate by what one wants to do, a short chapter each. [Start here](guide::start).
//!
//! # What a guard is not
//!
//! It hides a section; it does not protect what is behind it. Whatever must not be used while it is
//! out, the server has to refuse.
// docs.rs says beside an item which feature it needs; only a nightly compiler can.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod components;
#[cfg(feature = "devtools")]
pub mod devtools;
pub mod feed;
// Pages to read. In a build it would be a public module that holds nothing, and that could never go again.
#[cfg(any(doc, doctest))]
pub mod guide;
pub mod json;
pub mod model;
pub mod prelude;
pub mod skin;
pub mod store;
#[cfg(feature = "testing")]
pub mod testing;
pub mod text;

/// The README's examples compile.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
