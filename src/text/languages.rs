//! Chooses the language of a guard's alerts.

use std::fmt;
use std::rc::Rc;

use super::Messages;

/// The languages of a guard's alerts, and how one of them is chosen.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// let spanish = html! { <OutageGuard messages={&Messages::SPANISH}>{ "La página" }</OutageGuard> };
///
/// const GERMAN: Messages = Messages { locale: "de", check_again: "Erneut prüfen", ..Messages::ENGLISH };
/// let negotiated = html! {
///     <OutageGuard messages={&[&Messages::ENGLISH, &GERMAN]}>{ "The page" }</OutageGuard>
/// };
/// # let _ = (spanish, negotiated);
/// ```
///
/// See [`Translation`] for a language that is loaded at run time.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum Languages {
    /// The language of the outer guard. Without an outer guard, negotiate between English and Spanish.
    #[default]
    Inherit,
    /// This language, whatever the page and the reader prefer.
    One(&'static Messages),
    /// This language, which the app has loaded at run time.
    Loaded(Rc<dyn Translation>),
    /// Language negotiation by BCP 47 tags: the language of the page (`<html lang>`), else the first of the
    /// reader's languages (`navigator.languages`) that is in this list, else the first of this list. A tag also
    /// matches another tag of the same language: `es-MX` matches `es-US`.
    Negotiate(&'static [&'static Messages]),
}

/// Compares by address: two values are equal if they are the same languages, not if their sentences are equal.
impl PartialEq for Languages {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Inherit, Self::Inherit) => true,
            (Self::One(a), Self::One(b)) => std::ptr::eq(*a, *b),
            (Self::Loaded(a), Self::Loaded(b)) => Rc::ptr_eq(a, b),
            (Self::Negotiate(a), Self::Negotiate(b)) => std::ptr::eq(*a, *b),
            _ => false,
        }
    }
}

/// A language whose sentences are loaded at run time, from a file of the app.
///
/// Parse the file into a type of your own, and borrow the sentences from it. Sentences that the file lacks can come
/// from a built-in language. The [guide](crate::guide::languages#translations-loaded-at-run-time) does this for a JSON
/// file.
///
/// ```
/// use std::rc::Rc;
///
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
/// use yew_outage::text::Translation;
///
/// struct German {
///     headline: String,
///     check_again: String,
/// }
///
/// impl Translation for German {
///     fn messages(&self) -> Messages<&str> {
///         Messages {
///             locale: "de",
///             headline: &self.headline,
///             check_again: &self.check_again,
///             ..Messages::ENGLISH
///         }
///     }
/// }
///
/// let german = Rc::new(German {
///     headline: "Gerade nicht verfügbar: {section}".into(),
///     check_again: "Erneut prüfen".into(),
/// });
/// let page = html! { <OutageGuard messages={german}>{ "Die Seite" }</OutageGuard> };
/// # let _ = page;
/// ```
///
/// Keep the `Rc` and hand out clones: two `Rc`s are two languages, and a guard renders its alerts again when its
/// language changes. Dropping the last clone frees the sentences.
pub trait Translation {
    /// Borrows the sentences. It is called whenever an alert is rendered, so it should neither parse nor allocate.
    fn messages(&self) -> Messages<&str>;
}

impl fmt::Debug for dyn Translation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Translation").field(&self.messages().locale).finish()
    }
}

impl<T: Translation + 'static> From<Rc<T>> for Languages {
    fn from(translation: Rc<T>) -> Self {
        Self::Loaded(translation)
    }
}

/// The language that was chosen.
#[derive(Clone, Debug)]
pub(crate) enum Language {
    Constant(&'static Messages),
    Loaded(Rc<dyn Translation>),
}

impl Language {
    pub(crate) fn messages(&self) -> Messages<&str> {
        match self {
            Self::Constant(messages) => **messages,
            Self::Loaded(translation) => translation.messages(),
        }
    }
}

/// Compares by address. Comparing forty sentences whenever a guard is rendered would find no more.
impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Constant(a), Self::Constant(b)) => std::ptr::eq(*a, *b),
            (Self::Loaded(a), Self::Loaded(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }
}

/// The languages to negotiate between if the app names none.
const BUILT_IN: &[&Messages] = &[&Messages::ENGLISH, &Messages::SPANISH];

impl Languages {
    /// Chooses the language, given that of the outer guard. A server knows neither page nor reader. There, and at
    /// first paint, which has to match the server's html, negotiation takes the first language of the list.
    pub(crate) fn choose(&self, inherited: Option<&Language>, is_first_paint: bool) -> Language {
        let messages = match (self, inherited) {
            (Self::Inherit, Some(language)) => return language.clone(),
            (Self::Loaded(translation), _) => return Language::Loaded(translation.clone()),
            (Self::Inherit, None) => negotiate(BUILT_IN, is_first_paint),
            (Self::One(messages), _) => messages,
            (Self::Negotiate(available), _) => negotiate(available, is_first_paint),
        };
        Language::Constant(messages)
    }
}

fn negotiate(available: &[&'static Messages], is_first_paint: bool) -> &'static Messages {
    let preferred = if is_first_paint { Vec::new() } else { preferred_tags() };
    let best = preferred.iter().find_map(|tag| best_match(available, tag));
    best.or_else(|| available.first().copied()).unwrap_or(&Messages::ENGLISH)
}

/// The language with this tag, else the first with the same primary language: `es-US` for `es-MX`.
fn best_match(available: &[&'static Messages], tag: &str) -> Option<&'static Messages> {
    let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    available
        .iter()
        .find(|messages| messages.locale.eq_ignore_ascii_case(tag))
        .or_else(|| {
            let wanted = primary(tag);
            available.iter().find(|messages| primary(messages.locale) == wanted)
        })
        .copied()
}

/// The language of the page, then those of the reader. The page comes first: an alert in another language than
/// the text around it helps nobody.
#[cfg(target_arch = "wasm32")]
fn preferred_tags() -> Vec<String> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let page = window.document().and_then(|document| document.document_element()?.get_attribute("lang"));
    let reader = window.navigator().languages();
    page.into_iter()
        .filter(|tag| !tag.is_empty())
        .chain(reader.iter().filter_map(|tag| tag.as_string()))
        .collect()
}

#[cfg(not(target_arch = "wasm32"))]
fn preferred_tags() -> Vec<String> {
    Vec::new()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_tag_matches_itself_or_else_its_primary_language() {
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
            assert_eq!(best_match(ALL, tag).map(|messages| messages.locale), locale, "{tag}");
        }
    }

    #[test]
    fn without_preferences_the_inherited_or_the_first_language_is_chosen() {
        let spanish = Language::Constant(&Messages::SPANISH);
        let locale = |languages: Languages, inherited: Option<&Language>| {
            languages.choose(inherited, false).messages().locale.to_owned()
        };
        assert_eq!(locale(Languages::Inherit, None), "en-US");
        assert_eq!(locale(Languages::Inherit, Some(&spanish)), "es-US");
        assert_eq!(locale(Languages::One(&Messages::ENGLISH), Some(&spanish)), "en-US");
        assert_eq!(locale(Languages::Negotiate(&[]), None), "en-US");
    }

    struct Loaded {
        check_again: String,
    }

    impl Translation for Loaded {
        fn messages(&self) -> Messages<&str> {
            Messages { locale: "de", check_again: &self.check_again, ..Messages::ENGLISH }
        }
    }

    #[test]
    fn a_loaded_language_is_inherited_and_freed() {
        let german = Rc::new(Loaded { check_again: "Erneut prüfen".to_owned() });
        let freed = Rc::downgrade(&german);
        let languages = Languages::from(german);
        let outer = languages.choose(None, true);
        let inner = Languages::Inherit.choose(Some(&outer), true);
        assert_eq!(inner, outer);
        assert_eq!(inner.messages().check_again, "Erneut prüfen");
        assert_eq!(inner.messages().dismiss, Messages::ENGLISH.dismiss, "sentences that were not loaded");
        assert_eq!(format!("{languages:?}"), r#"Loaded(Translation("de"))"#);
        drop((languages, outer, inner));
        assert!(freed.upgrade().is_none());
    }

    #[test]
    fn languages_are_compared_by_address() {
        let load = || Languages::from(Rc::new(Loaded { check_again: "Erneut prüfen".to_owned() }));
        let german = load();
        assert_eq!(german, german.clone());
        assert_ne!(german, load());
        assert_ne!(german, Languages::Inherit);
        assert_eq!(Languages::One(&Messages::ENGLISH), Languages::One(&Messages::ENGLISH));
        assert_ne!(Languages::One(&Messages::ENGLISH), Languages::One(&Messages::SPANISH));
    }
}
