//! `cargo xtask size`: weighs a page with one guarded section and Yew's hello world, and checks that the page holds
//! nothing that it does not use.

use std::fs;
use std::path::Path;

use crate::page::{self, Names, Weight, kilobytes, weigh};
use crate::run::{Outcome, root, step};
use crate::setup::setup;
use crate::workspace::target_dir;

/// What a page holds only if it uses it, and a text that shows whether it does.
const UNUSED: [(&str, &str); 8] = [
    ("the skin for USWDS", "usa-alert"),
    ("the skin for VA's web components", "va-alert"),
    ("the site's maintenance banner", "outage-facts"),
    ("the summary of outages", "outage-summary"),
    ("the circuit breaker", "a service is watched outside"),
    ("vets-api's statuses", "last_incident_timestamp"),
    ("the own look's style sheet", "--outage-accent"),
    DEVTOOLS,
];

/// All classes of its markup and its style sheet begin with this text.
const DEVTOOLS: (&str, &str) = ("the panel for developers", "outage-devtools");

pub(crate) fn size() -> Outcome {
    step("setup", || setup(&page::NEEDS))?;
    let modules = step("build the pages", || page::build(&["page-hello", "page-guarded"], Names::Dropped))?;
    // Built separately: together, cargo would enable its feature for the other pages as well.
    step("build the page with the panel", || page::build(&["page-devtools"], Names::Dropped))?;
    let style = root().join("src/skin/own.css");
    let hello = step("weigh Yew's hello world", || page_of(&modules, "page-hello", None))?;
    let guarded = step("weigh one guarded section", || page_of(&modules, "page-guarded", Some(&style)))?;
    let devtools = step("weigh the panel", || page_of(&modules, "page-devtools", Some(&style)))?;
    println!("\n1 KB is 1024 bytes; brotli at quality 11.\n");
    println!("| page | file | raw | brotli |\n|---|---|--:|--:|");
    let hello = table("Yew's hello world", &hello);
    let guarded = table("one guarded section", &guarded);
    let devtools = table("with the panel for developers", &devtools);
    println!("\nThe guarded section adds {} brotli.", kilobytes(guarded.saturating_sub(hello)));
    println!("The panel for developers adds {} to that.", kilobytes(devtools.saturating_sub(guarded)));
    let (what, trace) = DEVTOOLS;
    if !holds("page-devtools", trace)? {
        return Err(format!(
            "update `UNUSED` in xtask/src/size.rs: the page with {what} does not hold `{trace}`"
        ));
    }
    for (what, trace) in UNUSED {
        if holds("page-guarded", trace)? {
            return Err(format!("{what} is in a page that does not use it: the page holds `{trace}`"));
        }
        println!("Not in the page, since it is not used: {what}.");
    }
    Ok(())
}

/// Whether a page's module holds this text.
fn holds(package: &str, trace: &str) -> Outcome<bool> {
    let page = target_dir()?.join("size").join(package).join("page_bg.wasm");
    let bytes = fs::read(&page).map_err(|error| format!("{}: {error}", page.display()))?;
    Ok(bytes.windows(trace.len()).any(|window| window == trace.as_bytes()))
}

fn page_of(modules: &Path, package: &str, style: Option<&Path>) -> Outcome<Vec<Weight>> {
    let out = target_dir()?.join("size").join(package);
    page::bind(&modules.join(format!("{package}.wasm")), &out, Names::Dropped)?;
    let mut weights = vec![weigh("wasm", &out.join("page_bg.wasm"))?, weigh("js", &out.join("page.js"))?];
    if let Some(style) = style {
        weights.push(weigh("css", style)?);
    }
    Ok(weights)
}

/// Prints the rows of a page and returns its compressed weight.
fn table(page: &str, weights: &[Weight]) -> usize {
    for Weight { file, raw, brotli } in weights {
        println!("| {page} | {file} | {} | {} |", kilobytes(*raw), kilobytes(*brotli));
    }
    let sum = |of: fn(&Weight) -> usize| weights.iter().map(of).sum();
    let total: usize = sum(|weight| weight.brotli);
    println!("| {page} | **all** | **{}** | **{}** |", kilobytes(sum(|weight| weight.raw)), kilobytes(total));
    total
}
