//! Whose code a WebAssembly module is made of, by the names of its functions.

use std::collections::BTreeMap;

use rustc_demangle::demangle;

/// Crates whose code is there for whoever uses it.
const STANDARD: [&str; 6] = ["core", "alloc", "std", "compiler_builtins", "hashbrown", "__rustc"];
const OURS: &str = "yew_outage";

/// The bytes of a module, by owner. Names themselves do not count: no page ships them.
pub(crate) fn by_owner(module: &[u8]) -> Option<BTreeMap<String, usize>> {
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    let mut count = |owner: String, bytes: usize| *owners.entry(owner).or_default() += bytes;
    let mut imported = 0;
    let (mut bodies, mut names) = (Vec::new(), BTreeMap::new());
    let mut rest = Reader(module.strip_prefix(b"\0asm\x01\0\0\0")?);
    while !rest.0.is_empty() {
        let before = rest.0.len();
        let id = rest.byte()?;
        let mut section = rest.sized()?;
        let whole = before - rest.0.len();
        match id {
            0 => match section.text()? {
                "name" => names = function_names(section)?,
                _ => count("tables of the module".to_owned(), whole),
            },
            2 => {
                imported = imported_functions(section)?;
                count("tables of the module".to_owned(), whole);
            }
            10 => {
                for _ in 0..section.number()? {
                    let before = section.0.len();
                    section.sized()?;
                    bodies.push(before - section.0.len());
                }
            }
            11 => count("data: words, tables, messages".to_owned(), whole),
            _ => count("tables of the module".to_owned(), whole),
        }
    }
    for (number, bytes) in bodies.into_iter().enumerate() {
        let name = names.get(&(imported + number)).copied().unwrap_or_default();
        count(owner(&format!("{:#}", demangle(name))), bytes);
    }
    Some(owners)
}

/// Whose a function is: its own crate's; of generic code of the standard library, that of the crate it was made
/// for; and of another crate's generic code that was made for this crate, both.
fn owner(symbol: &str) -> String {
    let mentioned: Vec<&str> = crates(symbol).filter(|name| !STANDARD.contains(name)).collect();
    match mentioned.first() {
        None => "Rust's standard library".to_owned(),
        Some(first) if first.starts_with("page_") => "the page itself".to_owned(),
        Some(&OURS) => format!("{OURS}, {}", room(symbol).unwrap_or("the rest")),
        Some(first) if mentioned.contains(&OURS) => format!("{first}, made for {OURS}"),
        Some(first) if mentioned.iter().any(|name| name.starts_with("page_")) => {
            format!("{first}, made for the page")
        }
        Some(first) => (*first).to_owned(),
    }
}

/// The first room of this crate that a symbol names.
fn room(symbol: &str) -> Option<&str> {
    let (_, path) = symbol.split_once("yew_outage::")?;
    path.split_once("::").map(|(room, _)| room).filter(|room| room.chars().all(char::is_lowercase))
}

/// The crates that a symbol's paths begin with.
fn crates(symbol: &str) -> impl Iterator<Item = &str> {
    let in_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let from = at + symbol[at..].find(in_name)?;
            let to = symbol[from..].find(|c| !in_name(c)).map_or(symbol.len(), |length| from + length);
            at = to;
            let begins = !symbol[..from].ends_with("::");
            if begins && symbol[to..].starts_with("::") && !symbol[to..].starts_with("::<") {
                return Some(&symbol[from..to]);
            }
        }
    })
}

/// Function by function, from the name section.
fn function_names(mut section: Reader<'_>) -> Option<BTreeMap<usize, &str>> {
    let mut names = BTreeMap::new();
    while !section.0.is_empty() {
        let kind = section.byte()?;
        let mut part = section.sized()?;
        if kind == 1 {
            for _ in 0..part.number()? {
                names.insert(part.number()?, part.text()?);
            }
        }
    }
    Some(names)
}

fn imported_functions(mut section: Reader<'_>) -> Option<usize> {
    let mut functions = 0;
    for _ in 0..section.number()? {
        section.text()?;
        section.text()?;
        match section.byte()? {
            0 => {
                section.number()?;
                functions += 1;
            }
            1 => {
                section.byte()?;
                section.limits()?;
            }
            2 => section.limits()?,
            3 => {
                section.byte()?;
                section.byte()?;
            }
            4 => {
                section.byte()?;
                section.number()?;
            }
            _ => return None,
        }
    }
    Some(functions)
}

/// Reads the [binary format](https://webassembly.github.io/spec/core/binary/); `None` where it ends too early.
#[derive(Clone, Copy)]
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// An unsigned LEB128.
    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// What a length and as many bytes hold.
    fn sized(&mut self) -> Option<Self> {
        let length = self.number()?;
        let (part, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(Self(part))
    }

    fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.sized()?.0).ok()
    }

    fn limits(&mut self) -> Option<()> {
        let most = self.byte()? & 1 == 1;
        self.number()?;
        if most {
            self.number()?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_its_crate_or_to_whom_it_was_made_for() {
        for (symbol, whose) in [
            ("yew_outage::store::Store::hear", "yew_outage, store"),
            ("<yew_outage::store::Store>::hear", "yew_outage, store"),
            ("<yew::html::Scope<yew_outage::Guard>>::render", "yew, made for yew_outage"),
            ("core::ptr::drop_in_place::<yew_outage::model::Report>", "yew_outage, model"),
            ("<alloc::vec::Vec<yew::Html> as core::clone::Clone>::clone", "yew"),
            ("<yew::Scope<page_guarded::App>>::new", "yew, made for the page"),
            ("page_guarded::main", "the page itself"),
            ("core::fmt::Formatter::pad", "Rust's standard library"),
            ("memcpy", "Rust's standard library"),
            ("", "Rust's standard library"),
        ] {
            assert_eq!(owner(symbol), whose, "{symbol}");
        }
    }

    /// A length in one byte, and what is that long.
    fn sized(parts: &[&[u8]]) -> Vec<u8> {
        let bytes = parts.concat();
        [&[bytes.len() as u8][..], &bytes].concat()
    }

    #[test]
    fn every_byte_but_the_names_is_counted_once() {
        // An import `a.b` of type 0, a function of four bytes, three bytes of data, and names for both functions.
        let imports = sized(&[&[1], &sized(&[b"a"]), &sized(&[b"b"]), &[0, 0]]);
        let code = sized(&[&[1], &sized(&[&[0, 0x41, 0x00, 0x0b]])]);
        let data = sized(&[&[1, 2, 3]]);
        let functions = sized(&[&[2, 0], &sized(&[b"x::y"]), &[1], &sized(&[b"serde_json::de::parse"])]);
        let names = sized(&[&sized(&[b"name"]), &[1], &functions]);
        let module =
            [b"\0asm\x01\0\0\0", &[2][..], &imports, &[10], &code, &[11], &data, &[0], &names].concat();
        let owners = by_owner(&module).unwrap();
        assert_eq!(owners["serde_json"], 5);
        assert_eq!(owners["data: words, tables, messages"], 5);
        assert_eq!(owners["tables of the module"], 1 + imports.len());
        assert_eq!(owners.len(), 3);
    }

    #[test]
    fn a_module_that_ends_too_early_is_told_from_one_that_holds_nothing() {
        assert!(by_owner(b"\0asm\x01\0\0\0").unwrap().is_empty());
        for module in [&b"\0asm"[..], b"\0asm\x01\0\0\0\x0a", b"\0asm\x01\0\0\0\x0a\x05\x01"] {
            assert_eq!(by_owner(module), None, "{module:?}");
        }
    }

    #[test]
    fn long_numbers_take_more_than_one_byte() {
        assert_eq!(Reader(&[0xe5, 0x8e, 0x26]).number(), Some(624_485));
        assert_eq!(Reader(&[0x80]).number(), None);
        assert_eq!(Reader(&[0x80; 9]).number(), None);
    }
}
