//! Parses the properties of the library's components from the library's own source.

/// The source files that declare the properties of components.
const SOURCES: [&str; 8] = [
    include_str!("../../../src/components/downtime_banner.rs"),
    include_str!("../../../src/components/downtime_warning.rs"),
    include_str!("../../../src/components/guarded_section.rs"),
    include_str!("../../../src/components/maintenance_banner.rs"),
    include_str!("../../../src/components/outage_guard.rs"),
    include_str!("../../../src/components/outage_style.rs"),
    include_str!("../../../src/components/outage_summary.rs"),
    include_str!("../../../src/components/temporary_outage.rs"),
];

/// One property, as its component declares it.
#[derive(Debug, PartialEq)]
pub(crate) struct Property {
    pub(crate) name: &'static str,
    /// Its Rust type.
    pub(crate) kind: &'static str,
    /// Its default as Rust source; `None` if it is required.
    pub(crate) default: Option<String>,
    /// The first paragraph of its documentation.
    pub(crate) words: String,
}

/// The properties of the component of this name in the order of its source. Empty if there is no such component.
pub(crate) fn of(component: &str) -> Vec<Property> {
    let head = format!("pub struct {component}Props {{\n");
    let body = SOURCES.into_iter().find_map(|source| Some(source.split_once(&head)?.1.split_once("\n}")?.0));
    body.map(read).unwrap_or_default()
}

fn read(body: &'static str) -> Vec<Property> {
    let mut properties = Vec::new();
    let mut words = Vec::new();
    let mut attribute = None;
    for line in body.lines().map(str::trim) {
        if let Some(text) = line.strip_prefix("///") {
            words.push(text.trim());
        } else if let Some(rest) = line.strip_prefix("#[prop_or") {
            attribute = rest.strip_suffix(']');
        } else if let Some((name, kind)) = field(line) {
            let default = attribute.take().map(|attribute| default(attribute, kind));
            let words = first_paragraph(&std::mem::take(&mut words));
            properties.push(Property { name, kind, default, words });
        }
    }
    properties
}

/// Parses `pub name: Kind,`, with or without a comment after it.
fn field(line: &str) -> Option<(&str, &str)> {
    let code = line.split_once(" //").map_or(line, |(code, _)| code);
    code.strip_prefix("pub ")?.strip_suffix(',')?.split_once(": ")
}

/// Parses what follows `prop_or`: `_default`, `(value)` or `_else(|| value)`.
fn default(attribute: &str, kind: &str) -> String {
    let given = attribute.strip_prefix("_else").unwrap_or(attribute);
    match given.strip_prefix('(').and_then(|given| given.strip_suffix(')')) {
        Some(value) => value.strip_prefix("|| ").unwrap_or(value).to_owned(),
        None if kind.starts_with("Option<") => "None".to_owned(),
        None => format!("{kind}::default()"),
    }
}

fn first_paragraph(lines: &[&str]) -> String {
    let paragraph: Vec<_> = lines.iter().copied().take_while(|line| !line.is_empty()).collect();
    paragraph.join(" ")
}

/// Splits documentation into pieces, each with whether it is code. Of a link only its text stays.
pub(crate) fn pieces(words: &str) -> impl Iterator<Item = (bool, &str)> {
    let pieces = words.split('`').enumerate();
    pieces
        .map(|(at, piece)| if at % 2 == 1 { (true, piece) } else { (false, outside_of_links(piece)) })
        .filter(|(_, piece)| !piece.is_empty())
}

/// Text around code without the brackets and the target of a link: `](target) and [`.
fn outside_of_links(piece: &str) -> &str {
    let piece = piece.strip_suffix('[').unwrap_or(piece);
    let Some(rest) = piece.strip_prefix(']') else { return piece };
    rest.strip_prefix('(').and_then(|target| target.split_once(')')).map_or(rest, |(_, after)| after)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every public properties struct of the library, with the number of its fields.
    fn declared() -> Vec<(String, usize)> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../src/components");
        let mut declared = Vec::new();
        for file in std::fs::read_dir(folder).expect("the library's components") {
            let source = std::fs::read_to_string(file.expect("a file").path()).expect("its text");
            let mut component = None;
            for line in source.lines() {
                if let Some((name, _)) =
                    line.strip_prefix("pub struct ").and_then(|line| line.split_once("Props {"))
                {
                    component = Some(declared.len());
                    declared.push((name.to_owned(), 0));
                } else if line == "}" {
                    component = None;
                } else if let Some(at) = component.filter(|_| line.trim_start().starts_with("pub ")) {
                    declared[at].1 += 1;
                }
            }
        }
        declared
    }

    #[test]
    fn every_property_of_every_component_is_read() {
        let declared = declared();
        assert_eq!(declared.len(), SOURCES.len(), "{declared:?}");
        for (component, fields) in declared {
            let read = of(&component);
            assert_eq!(read.len(), fields, "{component}");
            assert!(fields > 0, "{component}");
            for property in read {
                assert!(property.words.ends_with('.'), "{component}: {property:?}");
            }
        }
    }

    #[test]
    fn names_types_and_defaults_are_as_declared() {
        let read = of("GuardedSection");
        let [section, ..] = &read[..] else { panic!("{read:?}") };
        assert_eq!((section.name, section.kind, &section.default), ("section", "AttrValue", &None));
        let default = |component, name| {
            let property = of(component).into_iter().find(|property| property.name == name);
            property.and_then(|property| property.default)
        };
        assert_eq!(default("GuardedSection", "heading_level").as_deref(), Some("3"));
        assert_eq!(default("GuardedSection", "pending").as_deref(), Some("None"));
        assert_eq!(default("GuardedSection", "fallback").as_deref(), Some("Fallback::default()"));
        assert_eq!(default("MaintenanceBanner", "down_when").as_deref(), Some("service(WHOLE_SITE)"));
        let hour = "Duration::from_secs(60 * 60)";
        assert_eq!(default("OutageGuard", "warn_before").as_deref(), Some(hour));
        assert!(of("Rules").is_empty());
    }

    #[test]
    fn code_is_told_from_words_and_links_are_words() {
        let actual: Vec<_> = pieces("Ask [`refresh`](super::refresh), [`X`] or `y`. Done.").collect();
        let wanted = [
            (false, "Ask "),
            (true, "refresh"),
            (false, ", "),
            (true, "X"),
            (false, " or "),
            (true, "y"),
            (false, ". Done."),
        ];
        assert_eq!(actual, wanted);
    }
}
