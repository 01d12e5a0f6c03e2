//! The package with the lowest versions that its manifest allows, and the oldest Rust.

use super::files::unpacked;
use crate::run::{Outcome, run};
use crate::rust::{WASM, oldest, oldest_unstable};
use crate::workspace::{Library, target_dir};

/// Done in the folder of the package: it is no part of the workspace, whose members ask for higher versions, and
/// has a lock file of its own.
pub(super) fn check(library: &Library) -> Outcome<Option<String>> {
    let package = unpacked(library)?;
    if !package.is_dir() {
        return Err("there is no package to try them with".to_owned());
    }
    // Only of what the manifest itself names: which bounds others give to theirs is not ours to mend.
    run(oldest_unstable(&["generate-lockfile", "--quiet", "-Z", "direct-minimal-versions"])?
        .current_dir(&package))?;
    for target in [&["--target", WASM][..], &[]] {
        let mut check = oldest(&["check", "--lib", "--all-features", "--locked", "--quiet"])?;
        // Apart: these versions would push the usual ones out.
        check.arg("--target-dir").arg(target_dir()?.join("lowest-versions"));
        run(check.args(target).current_dir(&package))?;
    }
    Ok(Some(format!("oldest Rust that is supported: {}", library.rust)))
}
