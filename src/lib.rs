//! Takes one *section* of a page down while something behind it is out, shows an honest, accessible alert in
//! its place, and brings the section back by itself. For [Yew](https://yew.rs).
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
//! A *feed* fetches a document. Its *engine* decodes the document to a *report*. The *store* merges the
//! reports of all feeds to a *snapshot*, and evaluates every section's *rule* on it, which gives an
//! *availability*. A *component* renders that. One module each:
//!
//! | module | what it contains |
//! |---|---|
//! | [`model`] | plain values: toggles, windows, reports, rules, availability |
//! | [`json`] | a JSON reader whose errors name the place, for engines |
//! | [`feed`] | feeds and engines, and the code that fetches |
//! | [`store`] | polling, caching, subscriptions per key, the clock |
//! | [`breaker`] | a circuit breaker for a page's own requests |
//! | [`text`] | sentences in each language, dates and times |
//! | [`skin`] | the look of alerts, for one design system each |
//! | [`components`] | components and hooks |
//! | `devtools` | a panel for developers, behind the feature of that name |
//! | `testing` | a scripted feed and a page for tests, behind the feature of that name |
//!
//! # The guide
//!
//! [`guide`] has a short chapter for each task. [Start here](guide::start).
//!
//! # A guard hides, it does not protect
//!
//! A guard hides a section; it does not protect what is behind it. The server must refuse what must not be
//! used while it is out.
// On docs.rs every item shows the feature that it needs. Only a nightly compiler can do that.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod breaker;
pub mod components;
#[cfg(feature = "devtools")]
pub mod devtools;
pub mod feed;
// Documentation only. In a build it would be an empty public module, which could never be removed again.
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
