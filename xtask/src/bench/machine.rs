//! Describes the machine and the tools of a run: without them its numbers mean nothing.

use std::fs;
use std::thread::available_parallelism;

use crate::run::{capture, program, root};
use crate::tools::{locked, version, version_of};

/// Names and values. `bench/run.mjs` adds the versions of Chromium and Node.
pub(crate) fn circumstances() -> Vec<(String, String)> {
    let named = |name: &str, value: Option<String>| Some((name.to_owned(), value?));
    let mut circumstances: Vec<_> = [
        named("date", capture(program("date").args(["-u", "+%Y-%m-%d"]))),
        named("commit", commit()),
        named("processor", line_of("/proc/cpuinfo", "model name", ':')),
        named("cores", available_parallelism().ok().map(|cores| cores.to_string())),
        named(
            "memory",
            line_of("/proc/meminfo", "MemTotal", ':').and_then(|kilobytes| gigabytes(&kilobytes)),
        ),
        named("system", line_of("/etc/os-release", "PRETTY_NAME", '=').map(|name| name.replace('"', ""))),
        named("rustc", version_of(program("rustc").arg("--version"))),
        named("yew", locked("yew")),
        named("wasm-bindgen", locked("wasm-bindgen")),
        named("wasm-opt", version("wasm-opt", "--version")),
    ]
    .into_iter()
    .flatten()
    .collect();
    circumstances.extend(packages());
    circumstances
}

fn commit() -> Option<String> {
    let commit = capture(program("git").args(["rev-parse", "--short", "HEAD"]))?;
    let clean = capture(program("git").args(["status", "--porcelain"]))?.is_empty();
    Some(if clean { commit } else { format!("{commit}, with changes") })
}

/// The value in the first line that starts with this name.
fn line_of(path: &str, name: &str, separator: char) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(separator)?.1.trim().to_owned())
}

fn gigabytes(kilobytes: &str) -> Option<String> {
    let kilobytes: f64 = kilobytes.split_whitespace().next()?.parse().ok()?;
    Some(format!("{:.0} GB", kilobytes / 1024.0 / 1024.0))
}

/// The versions of the peers and of their build tools, pinned in `bench/package.json`.
fn packages() -> Vec<(String, String)> {
    let package = fs::read_to_string(root().join("bench/package.json")).unwrap_or_default();
    let package: serde_json::Value = serde_json::from_str(&package).unwrap_or_default();
    let pinned = package.get("devDependencies").and_then(serde_json::Value::as_object);
    let version =
        |(name, version): (&String, &serde_json::Value)| Some((name.clone(), version.as_str()?.to_owned()));
    pinned.into_iter().flatten().filter_map(version).collect()
}
