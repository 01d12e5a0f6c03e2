//! Whether `cargo package` is clean, and what is in the package.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{Outcome, ask, cargo, root, run_and_read};
use crate::rust::WASM;
use crate::workspace::{Library, target_dir};

/// What a user needs beside the sources.
const BESIDE: [&str; 5] = ["Cargo.toml", "README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"];
/// What cargo adds by itself.
const ADDED: [&str; 3] = ["Cargo.lock", "Cargo.toml.orig", ".cargo_vcs_info.json"];
/// What sources are made of.
const SOURCES: [&str; 2] = ["rs", "css"];

/// A contributor may not have committed yet; CI always has.
const ALLOW_DIRTY: &str = "--allow-dirty";

pub(super) fn check(library: &Library) -> Outcome<Option<String>> {
    // An earlier one must not be taken for it by a later check. Mostly there is none.
    let _ = fs::remove_dir_all(unpacked(library)?);
    let list = ask(&mut cargo(&["package", "--list", ALLOW_DIRTY])).ok_or("cargo package --list failed")?;
    let files: Vec<&str> = list.lines().collect();
    let wrong = wrong(&files, &sources(&root().join("src"))?);
    if !wrong.is_empty() {
        return Err(format!("the package is not what a user needs:\n{}", wrong.join("\n")));
    }
    let (output, ended) = run_and_read(
        cargo(&["package", ALLOW_DIRTY, "--all-features", "--target", WASM]).env("CARGO_TERM_COLOR", "never"),
    )?;
    ended?;
    let warnings = warnings(&output);
    if !warnings.is_empty() {
        return Err(format!("cargo package warns:\n{}", warnings.join("\n")));
    }
    let package = target_dir()?.join("package").join(format!("yew-outage-{}.crate", library.version));
    let size = fs::metadata(&package).map_err(|error| format!("{}: {error}", package.display()))?.len();
    Ok(Some(format!("package: {} files, {} KB", files.len(), size.div_ceil(1024))))
}

/// The folder that `cargo package` leaves its package in, as a user would find it.
pub(super) fn unpacked(library: &Library) -> Outcome<PathBuf> {
    Ok(target_dir()?.join("package").join(format!("yew-outage-{}", library.version)))
}

/// What is missing, and what has no business there.
fn wrong(files: &[&str], sources: &[String]) -> Vec<String> {
    let needed = sources.iter().map(String::as_str).chain(BESIDE);
    let missing = needed.filter(|file| !files.contains(file)).map(|file| format!("missing: {file}"));
    let is_source = |file: &str| {
        let extension = Path::new(file).extension().and_then(|extension| extension.to_str());
        // The guide's chapters are Markdown, and nothing else is.
        let is_chapter = file.starts_with("src/guide/") && file.ends_with(".md");
        is_chapter
            || file.starts_with("src/") && extension.is_some_and(|extension| SOURCES.contains(&extension))
    };
    let strange =
        files.iter().filter(|file| !BESIDE.contains(file) && !ADDED.contains(file) && !is_source(file));
    missing.chain(strange.map(|file| format!("not needed: {file}"))).collect()
}

/// All files below this folder, as a package names them.
fn sources(folder: &Path) -> Outcome<Vec<String>> {
    let wrong = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(wrong)? {
        let path = entry.map_err(wrong)?.path();
        if path.is_dir() {
            files.extend(sources(&path)?);
        } else {
            let name = path.strip_prefix(root()).unwrap_or(&path).to_string_lossy();
            files.push(name.replace('\\', "/"));
        }
    }
    Ok(files)
}

/// The lines that warn. That tests stay at home is meant: they need the whole repository.
fn warnings(output: &str) -> Vec<&str> {
    let is_test = |line: &&str| line.starts_with("warning: ignoring test `");
    output.lines().filter(|line| line.starts_with("warning")).filter(|line| !is_test(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_and_what_is_too_much_is_named() {
        let sources = ["src/lib.rs", "src/skin/own.css"].map(str::to_owned);
        let whole = [&["src/lib.rs", "src/skin/own.css", "Cargo.lock"][..], &BESIDE].concat();
        assert_eq!(wrong(&whole, &sources), [""; 0]);
        let strange = [&whole[1..], &["src/guide/time.md", "src/notes.md", "tests/swap.rs"]].concat();
        assert_eq!(
            wrong(&strange, &sources),
            ["missing: src/lib.rs", "not needed: src/notes.md", "not needed: tests/swap.rs"]
        );
    }

    #[test]
    fn every_warning_counts_but_that_tests_stay_at_home() {
        let output = "   Packaging yew-outage v0.1.0\n\
            warning: ignoring test `swap` as `tests/swap.rs` is not included in the published package\n\
            warning: manifest has no documentation, homepage or repository\n    Packaged 90 files\n\
            warning: unused variable: `a`\n";
        assert_eq!(
            warnings(output),
            [
                "warning: manifest has no documentation, homepage or repository",
                "warning: unused variable: `a`"
            ]
        );
    }

    #[test]
    fn sources_are_named_as_a_package_names_them() {
        let sources = sources(&root().join("src")).unwrap();
        assert!(sources.iter().any(|file| file == "src/skin/own.css"), "{sources:?}");
    }
}
