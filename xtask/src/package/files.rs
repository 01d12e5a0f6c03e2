//! Checks that `cargo package` warns of nothing and packs what a user needs, no more and no less.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{Outcome, capture, cargo, root, run_and_capture};
use crate::rust::WASM;
use crate::workspace::{Library, target_dir};

/// What a user needs besides the sources.
const OTHERS: [&str; 5] = ["Cargo.toml", "README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"];
/// What cargo adds.
const ADDED: [&str; 3] = ["Cargo.lock", "Cargo.toml.orig", ".cargo_vcs_info.json"];
/// The extensions of source files.
const SOURCES: [&str; 2] = ["rs", "css"];

/// Lets a contributor run the check before committing.
const ALLOW_DIRTY: &str = "--allow-dirty";

pub(super) fn check(library: &Library) -> Outcome<Option<String>> {
    // `minimal` must not take an older package for this one. Usually there is none.
    let _ = fs::remove_dir_all(unpacked(library)?);
    let list =
        capture(&mut cargo(&["package", "--list", ALLOW_DIRTY])).ok_or("`cargo package --list` failed")?;
    let files: Vec<&str> = list.lines().collect();
    let wrong = wrong(&files, &sources(&root().join("src"))?);
    if !wrong.is_empty() {
        return Err(format!(
            "the package does not hold what a user needs; see `include` in Cargo.toml:\n{}",
            wrong.join("\n")
        ));
    }
    let (output, ended) = run_and_capture(
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

/// The folder into which `cargo package` unpacks the package, to build it as a user would.
pub(super) fn unpacked(library: &Library) -> Outcome<PathBuf> {
    Ok(target_dir()?.join("package").join(format!("yew-outage-{}", library.version)))
}

/// What is missing, and what does not belong there.
fn wrong(files: &[&str], sources: &[String]) -> Vec<String> {
    let needed = sources.iter().map(String::as_str).chain(OTHERS);
    let missing = needed.filter(|file| !files.contains(file)).map(|file| format!("missing: {file}"));
    let is_source = |file: &str| {
        let extension = Path::new(file).extension().and_then(|extension| extension.to_str());
        // Only the guide's chapters may be Markdown.
        let is_chapter = file.starts_with("src/guide/") && file.ends_with(".md");
        is_chapter
            || file.starts_with("src/") && extension.is_some_and(|extension| SOURCES.contains(&extension))
    };
    let strange =
        files.iter().filter(|file| !OTHERS.contains(file) && !ADDED.contains(file) && !is_source(file));
    missing.chain(strange.map(|file| format!("not needed: {file}"))).collect()
}

/// All files below this folder, named as in a package.
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

/// The warnings, except that tests are left out: they need the whole repository, so that is intended.
fn warnings(output: &str) -> Vec<&str> {
    let is_test = |line: &&str| line.starts_with("warning: ignoring test `");
    output.lines().filter(|line| line.starts_with("warning")).filter(|line| !is_test(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_and_unneeded_files_are_named() {
        let sources = ["src/lib.rs", "src/skin/own.css"].map(str::to_owned);
        let whole = [&["src/lib.rs", "src/skin/own.css", "Cargo.lock"][..], &OTHERS].concat();
        assert_eq!(wrong(&whole, &sources), [""; 0]);
        let strange = [&whole[1..], &["src/guide/time.md", "src/notes.md", "tests/swap.rs"]].concat();
        assert_eq!(
            wrong(&strange, &sources),
            ["missing: src/lib.rs", "not needed: src/notes.md", "not needed: tests/swap.rs"]
        );
    }

    #[test]
    fn every_warning_counts_except_about_tests_left_out() {
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
    fn sources_are_named_as_in_a_package() {
        let sources = sources(&root().join("src")).unwrap();
        assert!(sources.iter().any(|file| file == "src/skin/own.css"), "{sources:?}");
    }
}
