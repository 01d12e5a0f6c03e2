//! Highlights comments, strings and keywords of Rust source. It is no parser: that is enough to read by.

use std::iter::from_fn;

/// The kind of a piece of source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    Plain,
    Comment,
    Text,
    Word,
}

const WORDS: [&str; 18] = [
    "const", "crate", "else", "enum", "fn", "for", "if", "impl", "in", "let", "match", "move", "pub",
    "return", "self", "struct", "super", "use",
];

/// Splits the source into pieces. Joined, they are the source again, byte for byte.
pub(crate) fn pieces(source: &str) -> impl Iterator<Item = (Ink, &str)> {
    let mut rest = source;
    from_fn(move || {
        let (ink, length) = next(rest)?;
        let (piece, after) = rest.split_at(length);
        rest = after;
        Some((ink, piece))
    })
}

fn next(rest: &str) -> Option<(Ink, usize)> {
    let first = rest.chars().next()?;
    let until = |end: fn(char) -> bool| rest.find(end).unwrap_or(rest.len());
    Some(if rest.starts_with("//") {
        (Ink::Comment, until(|c| c == '\n'))
    } else if first == '"' {
        (Ink::Text, text(rest))
    } else if first.is_alphabetic() || first == '_' {
        let length = until(|c| !(c.is_alphanumeric() || c == '_'));
        (if WORDS.contains(&&rest[..length]) { Ink::Word } else { Ink::Plain }, length)
    } else if let Some(at) = rest.find(|c: char| c.is_alphabetic() || c == '_' || c == '"' || c == '/') {
        // A single slash is no comment; step over it.
        (Ink::Plain, at.max(first.len_utf8()))
    } else {
        (Ink::Plain, rest.len())
    })
}

/// The length of a string literal with both quotes.
fn text(rest: &str) -> usize {
    // Treat the opening quote as escaped, so that it does not close the literal.
    let mut escaped = true;
    for (at, character) in rest.char_indices() {
        match character {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost() {
        for story in crate::catalog::all() {
            let together: String = pieces(story.source).map(|(_, piece)| piece).collect();
            assert_eq!(together, story.source, "{}", story.id);
        }
    }

    #[test]
    fn pieces_are_told_apart() {
        let found: Vec<_> =
            pieces("use a; // \"x\"\n\"let \\\" it\" / fn").filter(|(ink, _)| *ink != Ink::Plain).collect();
        assert_eq!(
            found,
            [
                (Ink::Word, "use"),
                (Ink::Comment, "// \"x\""),
                (Ink::Text, "\"let \\\" it\""),
                (Ink::Word, "fn"),
            ]
        );
    }
}
