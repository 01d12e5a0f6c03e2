//! Reads what cargo knows about this workspace: `cargo metadata`.

use std::path::PathBuf;

use serde_json::Value;

use crate::run::{Outcome, capture, cargo};

const LIBRARY: &str = "yew-outage";

fn metadata() -> Outcome<Value> {
    let metadata = capture(&mut cargo(&["metadata", "--no-deps", "--format-version", "1"]))
        .ok_or("cargo cannot read this workspace; run `cargo metadata` to see why")?;
    serde_json::from_str(&metadata).map_err(|error| format!("cargo metadata: {error}"))
}

/// The folder that cargo builds into.
pub(crate) fn target_dir() -> Outcome<PathBuf> {
    let metadata = metadata()?;
    let path = metadata["target_directory"].as_str().ok_or("`cargo metadata` names no target directory")?;
    Ok(path.into())
}

/// What the library's manifest says.
#[derive(Debug, PartialEq)]
pub(crate) struct Library {
    pub(crate) version: String,
    /// The oldest supported Rust, as the manifest spells it.
    pub(crate) rust: String,
    pub(crate) docs: Docs,
}

/// How docs.rs builds its documentation.
#[derive(Debug, PartialEq)]
pub(crate) struct Docs {
    pub(crate) targets: Vec<String>,
    pub(crate) all_features: bool,
}

pub(crate) fn library() -> Outcome<Library> {
    read(&metadata()?)
        .ok_or_else(|| format!("Cargo.toml of {LIBRARY} lacks `rust-version` or `package.metadata.docs.rs`"))
}

fn read(metadata: &Value) -> Option<Library> {
    let package = metadata["packages"].as_array()?.iter().find(|package| package["name"] == LIBRARY)?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let docs = &package["metadata"]["docs"]["rs"];
    Some(Library {
        version: text(&package["version"])?,
        rust: text(&package["rust_version"])?,
        docs: Docs {
            targets: docs["targets"].as_array()?.iter().filter_map(text).collect(),
            all_features: docs["all-features"] == true,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_library_is_found_among_other_packages() {
        let metadata = serde_json::json!({"packages": [
            {"name": "storybook", "version": "9.0.0", "rust_version": null, "metadata": null},
            {
                "name": LIBRARY, "version": "0.3.1", "rust_version": "1.95",
                "metadata": {"docs": {"rs": {"all-features": true, "targets": ["wasm32-unknown-unknown"]}}},
            },
        ]});
        let docs = Docs { targets: vec!["wasm32-unknown-unknown".to_owned()], all_features: true };
        let library = Library { version: "0.3.1".to_owned(), rust: "1.95".to_owned(), docs };
        assert_eq!(read(&metadata), Some(library));
    }

    #[test]
    fn a_manifest_without_a_target_for_docs_rs_is_refused() {
        let metadata = serde_json::json!({"packages": [
            {"name": LIBRARY, "version": "0.3.1", "rust_version": "1.95", "metadata": null},
        ]});
        assert_eq!(read(&metadata), None);
    }
}
