//! The guide: the crate by what you want to do, one chapter per task. Every example compiles.
//!
//! | chapter | what you can do after it |
//! |---|---|
//! | [`start`] | take a section down on a page of yours |
//! | [`engines`] | connect the flag system or status page that you run |
//! | [`rules`] | say when a section is down |
//! | [`time`] | plan maintenance, warn before it, end it on time |
//! | [`failure`] | know what happens when something goes wrong |
//! | [`accessibility`] | know what the crate does for all readers, and what was not tested |
//! | [`languages`] | use another language, or other words |
//! | [`skins`] | fit alerts to your design system |
//! | [`ssr`] | render the right thing before any script has run |
//! | [`from_vets_website`] | move a page from vets-website's React code |
#![cfg_attr(feature = "testing", doc = "| [`testing`](crate::testing) | test a guarded page |")]
#![cfg_attr(not(feature = "testing"), doc = "| `testing`, a feature | test a guarded page |")]
#![cfg_attr(feature = "devtools", doc = "| [`devtools`](crate::devtools) | see why a section is down |")]
#![cfg_attr(not(feature = "devtools"), doc = "| `devtools`, a feature | see why a section is down |")]
//!
//! The chapters are documentation only. Code cannot use this module.

// The chapters' links are resolved in this module's scope.
use crate::feed::*;
use crate::model::*;
use crate::prelude::*;
use crate::skin::*;
use crate::store::*;
use crate::text::*;

#[doc = include_str!("start.md")]
pub mod start {}

#[doc = include_str!("engines.md")]
pub mod engines {}

#[doc = include_str!("rules.md")]
pub mod rules {}

#[doc = include_str!("time.md")]
pub mod time {}

#[doc = include_str!("failure.md")]
pub mod failure {}

#[doc = include_str!("accessibility.md")]
pub mod accessibility {}

#[doc = include_str!("languages.md")]
pub mod languages {}

#[doc = include_str!("skins.md")]
pub mod skins {}

#[doc = include_str!("ssr.md")]
pub mod ssr {}

#[doc = include_str!("from_vets_website.md")]
pub mod from_vets_website {}
