//! `cargo xtask size`: what a page with one guarded section weighs, beside Yew's hello world.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::run::{Outcome, cargo, root, run, step};
use crate::server::target_dir;
use crate::setup::{Item, setup};
use crate::tools::tool;

/// What today's browsers have. Not `--all-features`: it writes an encoding that they refuse.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-multivalue",
];

/// One file as it is, and as it travels.
struct Weight {
    file: &'static str,
    raw: usize,
    brotli: usize,
}

pub(crate) fn size() -> Outcome {
    step("setup", || setup(&[Item::WasmTarget, Item::WasmBindgen, Item::Node, Item::NodePackages]))?;
    step("build the pages", || {
        let arguments = ["build", "--profile", "release-web", "--target", "wasm32-unknown-unknown"];
        run(&mut cargo(&[&arguments[..], &["--package", "page-hello", "--package", "page-guarded"]].concat()))
    })?;
    let hello = step("weigh Yew's hello world", || weigh("page-hello", None))?;
    let style = root().join("src/skin/own.css");
    let guarded = step("weigh one guarded section", || weigh("page-guarded", Some(&style)))?;
    println!("\n1 KB is 1024 bytes; brotli at quality 11.\n");
    println!("| page | file | raw | brotli |\n|---|---|--:|--:|");
    let hello = table("Yew's hello world", &hello);
    let guarded = table("one guarded section", &guarded);
    println!("\nThe guarded section adds {} brotli.", kilobytes(guarded.saturating_sub(hello)));
    Ok(())
}

fn weigh(package: &str, style: Option<&Path>) -> Outcome<Vec<Weight>> {
    let target = target_dir()?;
    let out = target.join("size").join(package);
    let wasm = target.join("wasm32-unknown-unknown/release-web").join(format!("{package}.wasm"));
    run(tool("wasm-bindgen")
        .args(["--target", "web", "--no-typescript", "--out-name", "page", "--out-dir"])
        .arg(&out)
        .arg(wasm))?;
    let bound = out.join("page_bg.wasm");
    run(tool("wasm-opt").arg("-Oz").args(WASM_FEATURES).arg("-o").arg(&bound).arg(&bound))?;
    let mut weights = vec![weight("wasm", &bound)?, weight("js", &out.join("page.js"))?];
    if let Some(style) = style {
        weights.push(weight("css", style)?);
    }
    Ok(weights)
}

fn weight(file: &'static str, path: &Path) -> Outcome<Weight> {
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut brotli = Vec::new();
    brotli::CompressorWriter::new(&mut brotli, 1 << 16, 11, 22)
        .write_all(&bytes)
        .map_err(|error| format!("cannot compress: {error}"))?;
    Ok(Weight { file, raw: bytes.len(), brotli: brotli.len() })
}

/// Prints a page's rows and gives back what it weighs as it travels.
fn table(page: &str, weights: &[Weight]) -> usize {
    for Weight { file, raw, brotli } in weights {
        println!("| {page} | {file} | {} | {} |", kilobytes(*raw), kilobytes(*brotli));
    }
    let sum = |of: fn(&Weight) -> usize| weights.iter().map(of).sum();
    let total: usize = sum(|weight| weight.brotli);
    println!("| {page} | **all** | **{}** | **{}** |", kilobytes(sum(|weight| weight.raw)), kilobytes(total));
    total
}

fn kilobytes(bytes: usize) -> String {
    format!("{:.1} KB", bytes as f64 / 1024.0)
}
