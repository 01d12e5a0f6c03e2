//! Attributes the bytes of a WebAssembly module to crates, by the names of its functions.
//!
//! Not by twiggy: it lists functions, and grouping them by crate is most of the work.

use std::collections::BTreeMap;

use rustc_demangle::demangle;
use wasmparser::{KnownCustom, Name, Parser, Payload, Result, TypeRef};

/// Crates whose code belongs to whoever uses it.
const STANDARD: [&str; 6] = ["core", "alloc", "std", "compiler_builtins", "hashbrown", "__rustc"];
const OURS: &str = "yew_outage";

/// The bytes of a module, by owner. The name section does not count: no shipped page has one.
pub(crate) fn by_owner(module: &[u8]) -> Result<BTreeMap<String, usize>> {
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    let (mut imported, mut bodies, mut names) = (0, Vec::new(), BTreeMap::new());
    // Each section and function owns the bytes from the end of the one before it, and so its own header. The header
    // of the module, 8 bytes, counts for nobody.
    let mut end = 8;
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        let range = match &payload {
            Payload::CodeSectionEntry(body) => body.range(),
            // The header of the code section counts for the first function.
            Payload::CodeSectionStart { .. } => continue,
            _ => match payload.as_section() {
                Some((_, range)) => range,
                None => continue,
            },
        };
        let bytes = (range.end - end) as usize;
        end = range.end;
        let owner = match payload {
            Payload::CodeSectionEntry(_) => {
                bodies.push(bytes);
                continue;
            }
            Payload::CustomSection(section) if section.name() == "name" => {
                names = function_names(section.as_known())?;
                continue;
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
                "tables of the module"
            }
            Payload::DataSection(_) => "data: words, tables, messages",
            _ => "tables of the module",
        };
        *owners.entry(owner.to_owned()).or_default() += bytes;
    }
    for (index, bytes) in (imported..).zip(bodies) {
        let name = names.get(&index).copied().unwrap_or_default();
        *owners.entry(owner(&format!("{:#}", demangle(name)))).or_default() += bytes;
    }
    Ok(owners)
}

/// The functions' names, by index.
fn function_names(section: KnownCustom<'_>) -> Result<BTreeMap<u32, &str>> {
    let mut names = BTreeMap::new();
    let KnownCustom::Name(subsections) = section else { return Ok(names) };
    for subsection in subsections {
        if let Name::Function(functions) = subsection? {
            for function in functions {
                let function = function?;
                names.insert(function.index, function.name);
            }
        }
    }
    Ok(names)
}

/// Who owns a function. A function belongs to its crate. Generic code of the standard library belongs to the crate
/// that it was instantiated for. Generic code of another crate, instantiated for this one, is named by both.
fn owner(symbol: &str) -> String {
    let mentioned: Vec<&str> = crates(symbol).filter(|name| !STANDARD.contains(name)).collect();
    match mentioned.first() {
        None => "Rust's standard library".to_owned(),
        Some(first) if first.starts_with("page_") => "the page itself".to_owned(),
        Some(&OURS) => format!("{OURS}, {}", module(symbol).unwrap_or("the rest")),
        Some(first) if mentioned.contains(&OURS) => format!("{first}, made for {OURS}"),
        Some(first) if mentioned.iter().any(|name| name.starts_with("page_")) => {
            format!("{first}, made for the page")
        }
        Some(first) => (*first).to_owned(),
    }
}

/// The first top-level module of this crate that a symbol names.
fn module(symbol: &str) -> Option<&str> {
    let (_, path) = symbol.split_once("yew_outage::")?;
    path.split_once("::").map(|(module, _)| module).filter(|module| module.chars().all(char::is_lowercase))
}

/// The crates that the paths in a symbol begin with.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_its_crate_or_to_the_one_it_was_instantiated_for() {
        for (symbol, whose) in [
            ("yew_outage::store::Store::apply", "yew_outage, store"),
            ("<yew_outage::store::Store>::apply", "yew_outage, store"),
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

    /// Some bytes after their length, which fits into one byte.
    fn sized(parts: &[&[u8]]) -> Vec<u8> {
        let bytes = parts.concat();
        [&[bytes.len() as u8][..], &bytes].concat()
    }

    #[test]
    fn every_byte_but_the_names_is_counted_once() {
        // An import `a.b` of type 0, a function of four bytes, three bytes of data, and the names of both functions.
        let imports = sized(&[&[1], &sized(&[b"a"]), &sized(&[b"b"]), &[0, 0]]);
        let types = sized(&[&[1, 0]]);
        let code = sized(&[&[1], &sized(&[&[0, 0x41, 0x00, 0x0b]])]);
        let data = sized(&[&[1, 2, 3]]);
        let functions = sized(&[&[2, 0], &sized(&[b"x::y"]), &[1], &sized(&[b"serde_json::de::parse"])]);
        let names = sized(&[&sized(&[b"name"]), &[1], &functions]);
        let header = b"\0asm\x01\0\0\0";
        let sections = [(2, &imports), (3, &types), (10, &code), (11, &data), (0, &names)]
            .map(|(id, section)| [&[id][..], section].concat());
        let module = [&header[..], &sections.concat()].concat();
        let owners = by_owner(&module).unwrap();
        assert_eq!(owners["serde_json"], 1 + code.len());
        assert_eq!(owners["data: words, tables, messages"], 5);
        assert_eq!(owners["tables of the module"], 1 + imports.len() + 1 + types.len());
        assert_eq!(owners.len(), 3);
        assert_eq!(owners.values().sum::<usize>(), module.len() - header.len() - (1 + names.len()));
    }

    #[test]
    fn a_module_that_ends_too_early_is_an_error_and_an_empty_one_is_not() {
        assert!(by_owner(b"\0asm\x01\0\0\0").unwrap().is_empty());
        for module in [&b"\0asm"[..], b"\0asm\x01\0\0\0\x0a", b"\0asm\x01\0\0\0\x0a\x05\x01"] {
            assert!(by_owner(module).is_err(), "{module:?}");
        }
    }
}
