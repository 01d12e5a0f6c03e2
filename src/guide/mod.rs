//! The crate by what one wants to do, a chapter each. Every example compiles.
//!
//! | chapter | what you can do after it |
//! |---|---|
//! | [`start`] | take a section down on a page of yours |
//! | [`engines`] | wire it to the flag system or status page that you run |
//! | [`rules`] | say when a section is down |
//! | [`time`] | plan work, warn before it, end it on time |
//! | [`failure`] | tell what happens when something goes wrong |
//! | [`accessibility`] | know what the crate does for everybody who reads, and what was not tested |
//! | [`languages`] | speak another language, or in other words |
//! | [`skins`] | fit alerts to your design system |
//! | [`ssr`] | have the right thing in the document before any script has run |
//! | [`testing`](crate::testing) | test a page that is guarded |
//! | [`devtools`](crate::devtools) | see why a section is down, and what if it were otherwise |
//! | [`from_vets_website`] | move a page from vets-website's React code |
//!
//! The chapters are documentation and nothing else: code cannot name this module.

// For the chapters' links, which are looked up from here.
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
