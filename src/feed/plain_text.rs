//! Markup that somebody wrote for a page of their own, as text to read.

/// What a text of HTML or simple Markdown says: without its tags, its entities as the characters that they
/// stand for, a line for a block. It is shown as text, so whatever is left of markup does no harm.
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

/// Past a tag; a block ends its line. What only looks like one is text.
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
        // What stands in these is not meant to be read.
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

/// Past an entity and into what it stands for; any other ampersand is itself.
fn entity<'a>(rest: &'a str, text: &mut String) -> &'a str {
    let name = rest[1..].split_once(';').map(|(name, _)| name).filter(|name| name.len() <= 8);
    let Some((name, meant)) = name.and_then(|name| Some((name, character(name)?))) else {
        text.push('&');
        return &rest[1..];
    };
    text.push(meant);
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

/// `[words](address)` is its words.
fn link<'a>(rest: &'a str, text: &mut String) -> &'a str {
    let parts = rest[1..].split_once("](").and_then(|(words, rest)| {
        let (address, after) = rest.split_once(')')?;
        let is_link = !words.contains(['[', ']', '\n']) && !address.contains(char::is_whitespace);
        is_link.then_some((words, after))
    });
    match parts {
        Some((words, after)) => {
            text.push_str(words);
            after
        }
        None => {
            text.push('[');
            &rest[1..]
        }
    }
}

/// `**bold**` and `` `code` `` are their words; a lone sign is itself.
fn emphasis<'a>(rest: &'a str, text: &mut String) -> &'a str {
    let sign = if rest.starts_with("**") { "**" } else { &rest[..1] };
    let within = rest[sign.len()..].split_once(sign).map(|(within, _)| within);
    match within {
        Some(within) if sign != "*" && !within.is_empty() && !within.contains('\n') => {
            text.push_str(within);
            &rest[sign.len() * 2 + within.len()..]
        }
        _ => {
            text.push_str(sign);
            &rest[sign.len()..]
        }
    }
}

/// Without empty lines, without spaces at the ends of lines, and without the signs of headings.
fn lines(text: &str) -> String {
    let heading = |line: &str| line.trim_start_matches('#').starts_with(' ') && line.starts_with('#');
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines = lines.map(|line| if heading(line) { line.trim_start_matches(['#', ' ']) } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn markup_becomes_text_to_read() {
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
        fn no_text_is_too_odd(markup in "([<>&;#*`\\[\\]()/ \n]|<p>|</p>|&amp;|é|[a-z]){0,40}") {
            let text = plain_text(&markup);
            prop_assert!(text.len() <= markup.len() + markup.matches('<').count());
        }

        #[test]
        fn words_without_signs_of_markup_stay(words in "[a-zé0-9.,!?]{1,8}( [a-zé0-9.,!?]{1,8}){0,5}") {
            prop_assert_eq!(plain_text(&words), words);
        }
    }
}
