//! Converts HTML and simple Markdown, which people write for a status page, to plain text.

/// Converts markup to text: drops tags, decodes entities, and starts a new line for each block. The result is
/// shown as text, so markup that remains does no harm.
pub(super) fn plain_text(markup: &str) -> String {
    let mut text = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some(at) = rest.find(['<', '&', '*', '`', '[']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = match rest.as_bytes()[0] {
            b'<' => tag(rest, &mut text),
            b'&' => entity(rest, &mut text),
            b'[' => link(rest, &mut text),
            _ => emphasis(rest, &mut text),
        };
    }
    text.push_str(rest);
    lines(&text)
}

/// Skips a tag and returns the rest. A block element ends the line. A `<` that starts no tag is text.
fn tag<'a>(rest: &'a str, text: &mut String) -> &'a str {
    let inside = &rest[1..];
    let name = inside.trim_start_matches('/');
    let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!');
    let Some(end) = inside.find('>').filter(|_| is_tag) else {
        text.push('<');
        return inside;
    };
    let name: String =
        name.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let after = &inside[end + 1..];
    match &*name {
        // The content of these elements is not text.
        "script" | "style" if !inside.starts_with('/') => {
            let close = after.to_ascii_lowercase().find(&format!("</{name}"));
            return close.map_or("", |at| &after[at..]);
        }
        "br" | "p" | "div" | "li" | "ul" | "ol" | "tr" | "hr" | "table" | "blockquote" | "h1" | "h2"
        | "h3" | "h4" | "h5" | "h6" => text.push('\n'),
        _ => {}
    }
    after
}

/// Decodes an entity and returns the rest. Any other ampersand is text.
fn entity<'a>(rest: &'a str, text: &mut String) -> &'a str {
    let name = rest[1..].split_once(';').map(|(name, _)| name).filter(|name| name.len() <= 8);
    let Some((name, decoded)) = name.and_then(|name| Some((name, character(name)?))) else {
        text.push('&');
        return &rest[1..];
    };
    text.push(decoded);
    &rest[name.len() + 2..]
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control() || *c == '\n');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "bull" => '•',
        "middot" => '·',
        "copy" => '©',
        _ => return None,
    })
}

/// Replaces `[text](address)` with its text and returns the rest.
fn link<'a>(rest: &'a str, text: &mut String) -> &'a str {
    let parts = rest[1..].split_once("](").and_then(|(label, rest)| {
        let (address, after) = rest.split_once(')')?;
        let is_link = !label.contains(['[', ']', '\n']) && !address.contains(char::is_whitespace);
        is_link.then_some((label, after))
    });
    match parts {
        Some((label, after)) => {
            text.push_str(label);
            after
        }
        None => {
            text.push('[');
            &rest[1..]
        }
    }
}

/// Replaces `**bold**` and `` `code` `` with their text and returns the rest. A marker without its
/// counterpart is text.
fn emphasis<'a>(rest: &'a str, text: &mut String) -> &'a str {
    let marker = if rest.starts_with("**") { "**" } else { &rest[..1] };
    let within = rest[marker.len()..].split_once(marker).map(|(within, _)| within);
    match within {
        Some(within) if marker != "*" && !within.is_empty() && !within.contains('\n') => {
            text.push_str(within);
            &rest[marker.len() * 2 + within.len()..]
        }
        _ => {
            text.push_str(marker);
            &rest[marker.len()..]
        }
    }
}

/// Drops empty lines, trims the others, and drops the `#` of headings.
fn lines(text: &str) -> String {
    let is_heading = |line: &str| line.trim_start_matches('#').starts_with(' ') && line.starts_with('#');
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines = lines.map(|line| if is_heading(line) { line.trim_start_matches(['#', ' ']) } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn markup_becomes_plain_text() {
        for (markup, text) in [
            (
                "<p>The bank is <b>down</b>.</p><p>We&#39;re on it &amp; sorry.</p>",
                "The bank is down.\nWe're on it & sorry.",
            ),
            ("One<br/>two<BR>three", "One\ntwo\nthree"),
            ("<ul><li>A</li><li>B</li></ul>", "A\nB"),
            ("a < b and b > a, 3 <4", "a < b and b > a, 3 <4"),
            ("AT&T &nope; &#x2019; &#0; &mdash;", "AT&T &nope; ’ &#0; —"),
            ("See [the page](https://a.example/x) or [this]", "See the page or [this]"),
            ("## **Resolved** `soon` * star", "Resolved soon * star"),
            ("<script>alert(1)</script>ok<style>p{}</style>", "ok"),
            ("&lt;b&gt; stays text", "<b> stays text"),
            ("<p", "<p"),
            ("&amp;lt;", "&lt;"),
            ("#1 priority", "#1 priority"),
            ("", ""),
        ] {
            assert_eq!(plain_text(markup), text, "{markup}");
        }
    }

    proptest! {
        #[test]
        fn any_markup_is_converted(markup in "([<>&;#*`\\[\\]()/ \n]|<p>|</p>|&amp;|é|[a-z]){0,40}") {
            let text = plain_text(&markup);
            prop_assert!(text.len() <= markup.len() + markup.matches('<').count());
        }

        #[test]
        fn text_without_markup_stays_as_it_is(text in "[a-zé0-9.,!?]{1,8}( [a-zé0-9.,!?]{1,8}){0,5}") {
            prop_assert_eq!(plain_text(&text), text);
        }
    }
}
