//! Prints a library's public API, an item a line, as rustdoc's JSON tells it.

use std::error::Error;
use std::fmt::Write;

fn main() -> Result<(), Box<dyn Error>> {
    let json = std::env::args_os().nth(1).ok_or("which JSON of rustdoc?")?;
    // What every type has says nothing of a library.
    let api = public_api::Builder::from_rustdoc_json(json).omit_blanket_impls(true).build()?;
    let mut lines = String::new();
    for item in api.items() {
        writeln!(lines, "{item}")?;
    }
    print!("{lines}");
    Ok(())
}
