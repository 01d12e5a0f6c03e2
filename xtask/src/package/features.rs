//! The library with none of its features, with each alone, and with all of them.

use crate::run::{Outcome, cargo, run};

/// What to build. A feature that is added is in it by itself.
pub(super) fn sets(features: &[String]) -> Vec<Vec<&str>> {
    let all: Vec<&str> = features.iter().map(String::as_str).collect();
    let mut sets = vec![Vec::new()];
    sets.extend(all.iter().map(|feature| vec![*feature]));
    if all.len() > 1 {
        sets.push(all);
    }
    sets
}

pub(super) fn name(set: &[&str], target: Option<&str>) -> String {
    let features =
        if set.is_empty() { "no feature".to_owned() } else { format!("features {}", set.join(", ")) };
    format!("{features}, {}", target.unwrap_or("native"))
}

/// Clippy is a `cargo check` that can deny warnings without having all dependencies built anew.
pub(super) fn check(set: &[&str], target: Option<&str>) -> Outcome<Option<String>> {
    let mut clippy = cargo(&["clippy", "--lib", "--quiet", "--no-default-features", "--features"]);
    clippy.arg(set.join(","));
    if let Some(target) = target {
        clippy.args(["--target", target]);
    }
    run(clippy.args(["--", "-D", "warnings"])).map(|()| None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(names: &[&str]) -> Vec<String> {
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn each_feature_stands_alone_once_and_with_all_others_once() {
        assert_eq!(sets(&features(&["a", "b"])), [&[][..], &["a"], &["b"], &["a", "b"]]);
        assert_eq!(sets(&features(&["a"])), [&[][..], &["a"]]);
        assert_eq!(sets(&[]), [&[""; 0]]);
    }

    #[test]
    fn a_check_is_named_by_what_it_builds() {
        assert_eq!(name(&[], None), "no feature, native");
        assert_eq!(name(&["a", "b"], Some("wasm32")), "features a, b, wasm32");
    }
}
