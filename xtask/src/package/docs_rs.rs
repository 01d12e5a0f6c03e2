//! Builds the documentation as docs.rs does, and lets no warning pass.

use crate::run::{Outcome, run};
use crate::rust::pinned_unstable;
use crate::workspace::{Docs, target_dir};

pub(super) fn check(docs: &Docs, target: &str) -> Outcome<Option<String>> {
    let mut doc = pinned_unstable(&["doc", "--lib", "--no-deps", "--quiet", "--target", target]);
    if docs.all_features {
        doc.arg("--all-features");
    }
    // A folder of its own: some dependencies are built differently once unstable features are allowed.
    doc.arg("--target-dir").arg(target_dir()?.join("unstable"));
    // docs.rs sets this cfg.
    run(doc.env("RUSTDOCFLAGS", "--cfg docsrs -D warnings")).map(|()| None)
}
