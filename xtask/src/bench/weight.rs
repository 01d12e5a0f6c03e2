//! Weighs pages with one guarded section, and breaks ours down by crate.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::crates::by_owner;
use super::measured::Series;
use super::targets::ONE_SECTION;
use crate::page::{self, Names, Weight, weigh};
use crate::run::{Outcome, root, step};

/// Each page's name in the tables, its folder in the site, and whether it needs the alert's style sheet.
const PAGES: [(&str, &str, bool); 7] = [
    ("Yew's hello world", "page-hello", false),
    ("yew-outage", "page-guarded", true),
    ("Unleash", "one/unleash", true),
    ("OpenFeature", "one/openfeature", true),
    ("LaunchDarkly", "one/launchdarkly", true),
    ("Flagsmith", "one/flagsmith", true),
    ("GrowthBook", "one/growthbook", true),
];

/// The weights of all pages of a site.
pub(crate) fn series(site: &Path) -> Outcome<Vec<Series>> {
    let mut series = Vec::new();
    for (page, folder, style) in PAGES {
        let files = files(site, folder, style)?;
        let sum = |of: fn(&Weight) -> usize| files.iter().map(of).sum::<usize>() as f64;
        for (measure, bytes) in [("brotli", sum(|weight| weight.brotli)), ("raw", sum(|weight| weight.raw))] {
            series.extend(Series::new(["weight", ONE_SECTION, page, measure], "bytes", vec![bytes]));
        }
    }
    Ok(series)
}

fn files(site: &Path, folder: &str, style: bool) -> Outcome<Vec<Weight>> {
    let mut files = vec![weigh("js", &site.join(folder).join("page.js"))?];
    let wasm = site.join(folder).join("page_bg.wasm");
    if wasm.exists() {
        files.push(weigh("wasm", &wasm)?);
    }
    if style {
        files.push(weigh("css", &site.join("own.css"))?);
    }
    Ok(files)
}

/// A table of the bytes that a guarded page adds to Yew's hello world, by crate.
pub(crate) fn breakdown(site: &Path) -> Outcome<String> {
    let pages = ["page-hello", "page-guarded"];
    let modules = step("build both pages with names", || page::build(&pages, Names::Kept))?;
    let mut owners: [BTreeMap<String, usize>; 2] = Default::default();
    for (owners, package) in owners.iter_mut().zip(pages) {
        let out = site.join("named").join(package);
        page::bind(&modules.join(format!("{package}.wasm")), &out, Names::Kept)?;
        let module = fs::read(out.join("page_bg.wasm")).map_err(|error| error.to_string())?;
        *owners = by_owner(&module).map_err(|error| format!("{package}: {error}"))?;
    }
    let mut rows: Vec<(String, usize, usize)> = Vec::new();
    let [hello, guarded] = &owners;
    let names: std::collections::BTreeSet<_> = hello.keys().chain(guarded.keys()).collect();
    for name in names {
        let of = |owners: &BTreeMap<String, usize>| owners.get(name).copied().unwrap_or_default();
        rows.push((name.replace('_', "-"), of(hello), of(guarded)));
    }
    let [hello, guarded] = [(0, false), (1, true)].map(|(at, style)| files(site, pages[at], style));
    let (hello, guarded) = (hello?, guarded?);
    let raw = |files: &[Weight], file: &str| {
        files.iter().find(|weight| weight.file == file).map_or(0, |weight| weight.raw)
    };
    rows.push(("JavaScript that binds it".to_owned(), raw(&hello, "js"), raw(&guarded, "js")));
    rows.push(("the style sheet".to_owned(), raw(&hello, "css"), raw(&guarded, "css")));
    Ok(table(rows, &[hello, guarded]))
}

/// The largest difference first. Compressed bytes cannot be attributed, so each row gets a share by its size.
fn table(mut rows: Vec<(String, usize, usize)>, files: &[Vec<Weight>; 2]) -> String {
    let added = |row: &(String, usize, usize)| row.2 as f64 - row.1 as f64;
    rows.sort_by(|a, b| added(b).total_cmp(&added(a)));
    let sum = |files: &[Weight]| files.iter().map(|weight| weight.brotli).sum::<usize>() as f64;
    let (raw, brotli) = (rows.iter().map(added).sum::<f64>(), sum(&files[1]) - sum(&files[0]));
    let kilobytes = |bytes: f64| format!("{:.1}", bytes / 1024.0);
    let mut table = String::from(
        "| whose | hello, KB | guarded, KB | more, KB | as brotli, about, KB |\n|---|--:|--:|--:|--:|\n",
    );
    for row in &rows {
        let added = added(row);
        table += &format!(
            "| {} | {} | {} | {} | {} |\n",
            row.0,
            kilobytes(row.1 as f64),
            kilobytes(row.2 as f64),
            kilobytes(added),
            kilobytes(added / raw * brotli),
        );
    }
    let all = |of: fn(&(String, usize, usize)) -> usize| rows.iter().map(of).sum::<usize>() as f64;
    table
        + &format!(
            "| **all** | {} | {} | {} | {} |\n",
            kilobytes(all(|row| row.1)),
            kilobytes(all(|row| row.2)),
            kilobytes(raw),
            kilobytes(brotli),
        )
}

/// Copies the style sheet to where the benchmark's server looks for it.
pub(crate) fn copy_style(site: &Path) -> Outcome {
    fs::copy(root().join("src/skin/own.css"), site.join("own.css"))
        .map(drop)
        .map_err(|error| format!("the style sheet: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sorted_by_what_they_add_and_share_the_brotli_bytes_by_size() {
        let file = |raw, brotli| vec![Weight { file: "wasm", raw, brotli }];
        let rows = vec![
            ("same".to_owned(), 1024, 1024),
            ("less".to_owned(), 2048, 1024),
            ("more".to_owned(), 0, 5120),
        ];
        let table = table(rows, &[file(3072, 1024), file(7168, 3072)]);
        let lines: Vec<_> = table.lines().skip(2).collect();
        assert_eq!(
            lines,
            [
                "| more | 0.0 | 5.0 | 5.0 | 2.5 |",
                "| same | 1.0 | 1.0 | 0.0 | 0.0 |",
                "| less | 2.0 | 1.0 | -1.0 | -0.5 |",
                "| **all** | 3.0 | 7.0 | 4.0 | 2.0 |",
            ]
        );
    }
}
