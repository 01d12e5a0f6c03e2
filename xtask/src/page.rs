//! Builds WebAssembly pages as they are shipped, with the profile `release-web`, wasm-bindgen and wasm-opt, and
//! weighs them.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::run::{Outcome, cargo, run};
use crate::setup::Item;
use crate::tools::tool;
use crate::workspace::target_dir;

/// The tools for building pages.
pub(crate) const NEEDS: [Item; 4] = [Item::WasmTarget, Item::WasmBindgen, Item::Node, Item::NodePackages];

/// The features that today's browsers have. `--all-features` would produce an encoding that they refuse.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-multivalue",
];

/// Whether functions keep their names. Shipped pages drop them.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Names {
    Dropped,
    /// With their type parameters. The code is the same.
    Kept,
}

/// Builds these packages and returns the folder of their modules.
pub(crate) fn build(packages: &[&str], names: Names) -> Outcome<PathBuf> {
    let mut cargo = cargo(&["build", "--profile", "release-web", "--target", "wasm32-unknown-unknown"]);
    packages.iter().for_each(|package| {
        cargo.args(["--package", package]);
    });
    let mut target = target_dir()?;
    if names == Names::Kept {
        // A folder of its own: in a shared one, each change of flags would rebuild everything.
        target.push("named");
        cargo.arg("--target-dir").arg(&target);
        cargo
            .args(["--config", "target.wasm32-unknown-unknown.rustflags=[\"-Csymbol-mangling-version=v0\"]"]);
    }
    run(&mut cargo)?;
    Ok(target.join("wasm32-unknown-unknown/release-web"))
}

/// Makes `page.js` and `page_bg.wasm` from a page's module.
pub(crate) fn bind(module: &Path, out: &Path, names: Names) -> Outcome {
    let (mut bindgen, mut optimise) = (tool("wasm-bindgen"), tool("wasm-opt"));
    if names == Names::Kept {
        bindgen.arg("--no-demangle");
        optimise.arg("-g");
    }
    run(bindgen
        .args(["--target", "web", "--no-typescript", "--out-name", "page", "--out-dir"])
        .arg(out)
        .arg(module))?;
    let bound = out.join("page_bg.wasm");
    run(optimise.arg("-Oz").args(WASM_FEATURES).arg("-o").arg(&bound).arg(&bound))
}

/// The size of a file, raw and compressed.
#[derive(Clone, Copy)]
pub(crate) struct Weight {
    pub(crate) file: &'static str,
    pub(crate) raw: usize,
    pub(crate) brotli: usize,
}

pub(crate) fn weigh(file: &'static str, path: &Path) -> Outcome<Weight> {
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut brotli = Vec::new();
    brotli::CompressorWriter::new(&mut brotli, 1 << 16, 11, 22)
        .write_all(&bytes)
        .map_err(|error| format!("cannot compress: {error}"))?;
    Ok(Weight { file, raw: bytes.len(), brotli: brotli.len() })
}

pub(crate) fn kilobytes(bytes: usize) -> String {
    format!("{:.1} KB", bytes as f64 / 1024.0)
}
