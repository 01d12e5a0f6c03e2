//! Prints a library's public API, an item a line, as rustdoc's JSON tells it.

use std::collections::HashSet;
use std::error::Error;
use std::fmt::Write;

/// Traits that the compiler gives to a type without being asked, and that no user of one names. `Send` and `Sync`
/// are told: a server counts on them.
const UNTOLD: [&str; 6] = [
    "marker::Freeze",
    "marker::StructuralPartialEq",
    "marker::Unpin",
    "marker::UnsafeUnpin",
    "unwind_safe::RefUnwindSafe",
    "unwind_safe::UnwindSafe",
];

fn main() -> Result<(), Box<dyn Error>> {
    let json = std::env::args_os().nth(1).ok_or("which JSON of rustdoc?")?;
    // What every type has says nothing of a library.
    let api = public_api::Builder::from_rustdoc_json(json).omit_blanket_impls(true).build()?;
    let (mut lines, mut told) = (String::new(), HashSet::new());
    for item in api.items().map(ToString::to_string).filter(|item| is_told(item)) {
        // What belongs to a type is listed wherever the type is exported.
        if told.insert(item.clone()) {
            writeln!(lines, "{item}")?;
        }
    }
    print!("{lines}");
    Ok(())
}

fn is_told(item: &str) -> bool {
    !item.starts_with("impl") || !UNTOLD.iter().any(|name| item.contains(&format!("{name} for ")))
}

#[cfg(test)]
mod tests {
    use super::is_told;

    #[test]
    fn only_what_the_compiler_gives_unasked_is_left_out() {
        assert!(!is_told("impl !core::marker::Unpin for yew_outage::A"));
        assert!(!is_told("impl<T> core::marker::Freeze for yew_outage::A<T> where T: core::marker::Freeze"));
        assert!(is_told("impl core::marker::Send for yew_outage::A"));
        assert!(is_told("impl core::clone::Clone for yew_outage::A"));
        assert!(is_told("pub fn yew_outage::a<T: core::marker::Unpin>(T)"));
    }
}
