//! Chooses the language of a guard's alerts.

use super::Messages;

/// The languages a guard's alerts may speak, and how one is chosen.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// let spanish = html! { <OutageGuard messages={&Messages::SPANISH}>{ "La página" }</OutageGuard> };
///
/// const GERMAN: Messages = Messages { locale: "de", check_again: "Erneut prüfen", ..Messages::ENGLISH };
/// let by_the_page = html! {
///     <OutageGuard messages={&[&Messages::ENGLISH, &GERMAN]}>{ "The page" }</OutageGuard>
/// };
/// # let _ = (spanish, by_the_page);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub enum Languages {
    /// That of the guard around. Without one, English or Spanish, chosen as from a list of these two.
    #[default]
    Inherit,
    /// This one, whatever the page and the reader say.
    One(&'static Messages),
    /// That of the page (`<html lang>`) if it is among these; else the first of the reader's languages that
    /// is; else the first of these.
    Negotiate(&'static [&'static Messages]),
}

/// Two are equal if they are the same, not if they say the same.
impl PartialEq for Languages {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Inherit, Self::Inherit) => true,
            (Self::One(a), Self::One(b)) => std::ptr::eq(*a, *b),
            (Self::Negotiate(a), Self::Negotiate(b)) => std::ptr::eq(*a, *b),
            _ => false,
        }
    }
}

/// What the library speaks where nobody chose.
const BUILT_IN: &[&Messages] = &[&Messages::ENGLISH, &Messages::SPANISH];

impl Languages {
    /// The language to speak now, given that of the guard around. A server knows neither page nor reader:
    /// there, and where all is to be as it was `is_first_paint`, it is the first of a list.
    pub(crate) fn choose(self, around: Option<&'static Messages>, is_first_paint: bool) -> &'static Messages {
        match self {
            Self::Inherit => around.unwrap_or_else(|| of_page(BUILT_IN, is_first_paint)),
            Self::One(messages) => messages,
            Self::Negotiate(all) => of_page(all, is_first_paint),
        }
    }
}

fn of_page(all: &'static [&'static Messages], is_first_paint: bool) -> &'static Messages {
    let wanted = if is_first_paint { Vec::new() } else { wanted() };
    let wanted = wanted.iter().find_map(|tag| best(all, tag));
    wanted.or_else(|| all.first().copied()).unwrap_or(&Messages::ENGLISH)
}

/// The one whose tag is this; else the first of the same language: `es-MX` is served by `es-US`.
fn best(all: &'static [&'static Messages], tag: &str) -> Option<&'static Messages> {
    let language = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    all.iter()
        .find(|messages| messages.locale.eq_ignore_ascii_case(tag))
        .or_else(|| {
            let wanted = language(tag);
            all.iter().find(|messages| language(messages.locale) == wanted)
        })
        .copied()
}

/// What the page is written in, then what its reader reads. The page comes first: an alert in another
/// language than everything around it helps nobody.
#[cfg(target_arch = "wasm32")]
fn wanted() -> Vec<String> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let page = window.document().and_then(|document| document.document_element()?.get_attribute("lang"));
    let reader = window.navigator().languages();
    page.into_iter()
        .filter(|tag| !tag.is_empty())
        .chain(reader.iter().filter_map(|tag| tag.as_string()))
        .collect()
}

#[cfg(not(target_arch = "wasm32"))]
fn wanted() -> Vec<String> {
    Vec::new()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_found_by_its_tag_or_by_the_language_alone() {
        const MEXICAN: Messages = Messages { locale: "es-MX", ..Messages::SPANISH };
        const ALL: &[&Messages] = &[&Messages::ENGLISH, &Messages::SPANISH, &MEXICAN];
        for (tag, locale) in [
            ("es-MX", Some("es-MX")),
            ("es-AR", Some("es-US")),
            ("ES", Some("es-US")),
            ("en-GB", Some("en-US")),
            ("de", None),
            ("", None),
        ] {
            assert_eq!(best(ALL, tag).map(|messages| messages.locale), locale, "{tag}");
        }
    }

    #[test]
    fn a_server_speaks_the_first_language_and_a_fixed_one_is_fixed() {
        assert_eq!(Languages::Inherit.choose(None, false).locale, "en-US");
        assert_eq!(Languages::Inherit.choose(Some(&Messages::SPANISH), false).locale, "es-US");
        assert_eq!(Languages::Negotiate(&[]).choose(None, false).locale, "en-US");
    }
}
