//! The documentation as docs.rs builds it.

use crate::run::{Outcome, run};
use crate::rust::oldest_unstable;
use crate::workspace::{Docs, target_dir};

pub(super) fn check(docs: &Docs, target: &str) -> Outcome<Option<String>> {
    let mut doc = oldest_unstable(&["doc", "--lib", "--no-deps", "--quiet", "--target", target])?;
    if docs.all_features {
        doc.arg("--all-features");
    }
    // Apart: what is unstable has some dependencies built otherwise.
    doc.arg("--target-dir").arg(target_dir()?.join("unstable"));
    // docs.rs sets the cfg itself.
    run(doc.env("RUSTDOCFLAGS", "--cfg docsrs -D warnings")).map(|()| None)
}
