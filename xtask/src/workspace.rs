//! What cargo knows of this workspace.

use std::path::PathBuf;

use serde_json::Value;

use crate::run::{Outcome, ask, cargo};

const LIBRARY: &str = "yew-outage";

fn metadata() -> Outcome<Value> {
    let metadata = ask(&mut cargo(&["metadata", "--no-deps", "--format-version", "1"]))
        .ok_or("cargo does not tell what this workspace is; `cargo metadata` says why")?;
    serde_json::from_str(&metadata).map_err(|error| format!("cargo metadata: {error}"))
}

/// Where cargo puts what it builds.
pub(crate) fn target_dir() -> Outcome<PathBuf> {
    let metadata = metadata()?;
    let path = metadata["target_directory"].as_str().ok_or("cargo names no target directory")?;
    Ok(path.into())
}

/// What the library's manifest says.
#[derive(Debug, PartialEq)]
pub(crate) struct Library {
    pub(crate) version: String,
    /// The oldest Rust it is for, as the manifest spells it.
    pub(crate) rust: String,
    /// All but `default`, by name.
    pub(crate) features: Vec<String>,
    pub(crate) docs: Docs,
}

/// How docs.rs is to build its documentation.
#[derive(Debug, PartialEq)]
pub(crate) struct Docs {
    pub(crate) targets: Vec<String>,
    pub(crate) all_features: bool,
}

pub(crate) fn library() -> Outcome<Library> {
    read(&metadata()?).ok_or_else(|| format!("cargo tells too little of {LIBRARY}"))
}

fn read(metadata: &Value) -> Option<Library> {
    let package = metadata["packages"].as_array()?.iter().find(|package| package["name"] == LIBRARY)?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let docs = &package["metadata"]["docs"]["rs"];
    Some(Library {
        version: text(&package["version"])?,
        rust: text(&package["rust_version"])?,
        features: package["features"]
            .as_object()?
            .keys()
            .filter(|name| *name != "default")
            .cloned()
            .collect(),
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
    fn the_library_is_read_among_others() {
        let metadata = serde_json::json!({"packages": [
            {"name": "storybook", "version": "9.0.0", "rust_version": null, "features": {}, "metadata": null},
            {
                "name": LIBRARY, "version": "0.3.1", "rust_version": "1.95",
                "features": {"default": ["b"], "a": ["dep:c"], "b": []},
                "metadata": {"docs": {"rs": {"all-features": true, "targets": ["wasm32-unknown-unknown"]}}},
            },
        ]});
        let docs = Docs { targets: vec!["wasm32-unknown-unknown".to_owned()], all_features: true };
        let features = ["a", "b"].map(str::to_owned).to_vec();
        let library = Library { version: "0.3.1".to_owned(), rust: "1.95".to_owned(), features, docs };
        assert_eq!(read(&metadata), Some(library));
    }

    #[test]
    fn a_manifest_that_names_no_target_for_docs_rs_is_refused() {
        let metadata = serde_json::json!({"packages": [
            {"name": LIBRARY, "version": "0.3.1", "rust_version": "1.95", "features": {}, "metadata": null},
        ]});
        assert_eq!(read(&metadata), None);
    }
}
