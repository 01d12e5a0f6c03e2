//! Checks the package with the lowest versions that its manifest allows, and with the oldest Rust.
//!
//! Not by cargo-minimal-versions: that rewrites the manifests of the checkout while it runs, and tries the
//! workspace rather than the package.

use super::files::unpacked;
use crate::run::{Outcome, run};
use crate::rust::{Oldest, WASM, pinned_unstable};
use crate::workspace::{Library, target_dir};

/// Runs in the folder of the unpacked package, which has a lock file of its own. The workspace's lock file would
/// not do: other members ask for higher versions.
pub(super) fn check(library: &Library) -> Outcome<Option<String>> {
    let package = unpacked(library)?;
    if !package.is_dir() {
        return Err("there is no package to check: the step `package` has to pass first".to_owned());
    }
    // Direct dependencies alone: we cannot fix the lower bounds in other crates' manifests.
    run(pinned_unstable(&["generate-lockfile", "--quiet", "-Z", "direct-minimal-versions"])
        .current_dir(&package))?;
    let oldest = Oldest::find()?;
    for target in [&["--target", WASM][..], &[]] {
        let mut check = oldest.cargo(&["check", "--lib", "--all-features", "--locked", "--quiet"]);
        // A folder of its own, so that the usual builds of the dependencies stay.
        check.arg("--target-dir").arg(target_dir()?.join("lowest-versions"));
        run(check.args(target).current_dir(&package))?;
    }
    Ok(Some(oldest.note()))
}
