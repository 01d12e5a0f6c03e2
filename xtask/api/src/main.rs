//! Prints a library's public API, one item per line, from rustdoc's JSON.

use std::collections::HashSet;
use std::error::Error;
use std::fmt::Write;

/// Auto traits that are left out, since no user names them. `Send` and `Sync` are listed: servers rely on them.
const OMITTED: [&str; 6] = [
    "marker::Freeze",
    "marker::StructuralPartialEq",
    "marker::Unpin",
    "marker::UnsafeUnpin",
    "unwind_safe::RefUnwindSafe",
    "unwind_safe::UnwindSafe",
];

fn main() -> Result<(), Box<dyn Error>> {
    let json = std::env::args_os().nth(1).ok_or("usage: xtask-api FILE, where FILE is rustdoc's JSON")?;
    // Every type has the blanket implementations, so they say nothing.
    let api = public_api::Builder::from_rustdoc_json(json).omit_blanket_impls(true).build()?;
    let (mut lines, mut seen) = (String::new(), HashSet::new());
    for item in api.items().map(ToString::to_string).filter(|item| is_listed(item)) {
        // An item is listed once for each path that its type is exported by.
        if seen.insert(item.clone()) {
            writeln!(lines, "{item}")?;
        }
    }
    print!("{lines}");
    Ok(())
}

fn is_listed(item: &str) -> bool {
    !item.starts_with("impl") || !OMITTED.iter().any(|name| item.contains(&format!("{name} for ")))
}

#[cfg(test)]
mod tests {
    use super::is_listed;

    #[test]
    fn only_implementations_of_omitted_auto_traits_are_left_out() {
        assert!(!is_listed("impl !core::marker::Unpin for yew_outage::A"));
        assert!(!is_listed(
            "impl<T> core::marker::Freeze for yew_outage::A<T> where T: core::marker::Freeze"
        ));
        assert!(is_listed("impl core::marker::Send for yew_outage::A"));
        assert!(is_listed("impl core::clone::Clone for yew_outage::A"));
        assert!(is_listed("pub fn yew_outage::a<T: core::marker::Unpin>(T)"));
    }
}
