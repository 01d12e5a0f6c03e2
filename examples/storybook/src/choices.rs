//! The reader's choices of how stories are shown. Saved for as long as the tab is open; the URL's query overrides
//! them: `#/guarded-section/down?theme=dark&lang=es`.

use web_sys::Storage;
use yew_outage::prelude::{Messages, Skin};

/// A choice and its options. The first option is the default.
pub(crate) trait Choice: Copy + PartialEq + 'static {
    /// Its name in the URL, and its key in the storage.
    const NAME: &'static str;
    const LABEL: &'static str;
    /// Each option, its name in the URL, and its label.
    const OPTIONS: &'static [(Self, &'static str, &'static str)];

    fn name(self) -> &'static str {
        Self::OPTIONS.iter().find(|(option, ..)| *option == self).map_or("", |(_, name, _)| name)
    }

    fn named(name: &str) -> Option<Self> {
        Self::OPTIONS.iter().find(|(_, known, _)| *known == name).map(|(option, ..)| *option)
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Theme {
    /// As the reader's system is set.
    System,
    Light,
    Dark,
}

impl Choice for Theme {
    const NAME: &'static str = "theme";
    const LABEL: &'static str = "Theme";
    const OPTIONS: &'static [(Self, &'static str, &'static str)] =
        &[(Self::System, "system", "System"), (Self::Light, "light", "Light"), (Self::Dark, "dark", "Dark")];
}

/// The language of the stories. The storybook around them speaks English.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Language {
    English,
    Spanish,
}

impl Choice for Language {
    const NAME: &'static str = "lang";
    const LABEL: &'static str = "Language";
    const OPTIONS: &'static [(Self, &'static str, &'static str)] =
        &[(Self::English, "en", "English"), (Self::Spanish, "es", "Spanish")];
}

impl Language {
    pub(crate) fn messages(self) -> &'static Messages {
        match self {
            Self::English => &Messages::ENGLISH,
            Self::Spanish => &Messages::SPANISH,
        }
    }

    /// The text in this language.
    pub(crate) fn pick(self, english: &'static str, spanish: &'static str) -> &'static str {
        match self {
            Self::English => english,
            Self::Spanish => spanish,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Direction {
    LeftToRight,
    RightToLeft,
}

impl Choice for Direction {
    const NAME: &'static str = "dir";
    const LABEL: &'static str = "Direction";
    const OPTIONS: &'static [(Self, &'static str, &'static str)] =
        &[(Self::LeftToRight, "ltr", "Left to right"), (Self::RightToLeft, "rtl", "Right to left")];
}

/// The look of the alerts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum SkinChoice {
    Own,
    Uswds,
    Va,
}

impl Choice for SkinChoice {
    const NAME: &'static str = "skin";
    const LABEL: &'static str = "Skin";
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Own, "own", "Own look"),
        (Self::Uswds, "uswds", "USWDS 3"),
        (Self::Va, "va", "VA web components"),
    ];
}

impl SkinChoice {
    pub(crate) fn skin(self) -> Skin {
        match self {
            Self::Own => Skin::OWN,
            Self::Uswds => Skin::USWDS,
            Self::Va => Skin::VA,
        }
    }
}

/// How wide the preview is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Width {
    Full,
    Tablet,
    Phone,
}

impl Choice for Width {
    const NAME: &'static str = "width";
    const LABEL: &'static str = "Width";
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Full, "full", "Full"),
        (Self::Tablet, "768", "768 pixels"),
        (Self::Phone, "320", "320 pixels"),
    ];
}

/// All choices.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Choices {
    pub(crate) theme: Theme,
    pub(crate) language: Language,
    pub(crate) direction: Direction,
    pub(crate) skin: SkinChoice,
    pub(crate) width: Width,
}

impl Choices {
    const DEFAULT: Self = Self {
        theme: Theme::System,
        language: Language::English,
        direction: Direction::LeftToRight,
        skin: SkinChoice::Own,
        width: Width::Full,
    };

    /// The choices made in this tab before.
    pub(crate) fn load() -> Self {
        let storage = session_storage();
        Self::DEFAULT.replace(|name| storage.as_ref()?.get_item(name).ok().flatten())
    }

    pub(crate) fn save(self) {
        let Some(storage) = session_storage() else { return };
        for (name, chosen) in self.named() {
            // Storage may be full or forbidden. Then the choices last until the page is left.
            let _ = storage.set_item(name, chosen);
        }
    }

    /// These choices, overridden by those in a URL's query.
    pub(crate) fn with_query(self, query: &str) -> Self {
        self.replace(|wanted| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|(name, _)| *name == wanted).map(|(_, value)| value.to_owned())
        })
    }

    /// The query that leads to these choices. Defaults are left out.
    pub(crate) fn query(self) -> String {
        let default = Self::DEFAULT.named();
        let changed = self.named().into_iter().filter(|pair| !default.contains(pair));
        changed.map(|(name, chosen)| format!("{name}={chosen}")).collect::<Vec<_>>().join("&")
    }

    /// Replaces each choice for which `find` gives the name of an option.
    fn replace(self, find: impl Fn(&str) -> Option<String>) -> Self {
        fn one<T: Choice>(chosen: T, find: &impl Fn(&str) -> Option<String>) -> T {
            find(T::NAME).and_then(|name| T::named(&name)).unwrap_or(chosen)
        }
        Self {
            theme: one(self.theme, &find),
            language: one(self.language, &find),
            direction: one(self.direction, &find),
            skin: one(self.skin, &find),
            width: one(self.width, &find),
        }
    }

    fn named(self) -> [(&'static str, &'static str); 5] {
        fn one<T: Choice>(chosen: T) -> (&'static str, &'static str) {
            (T::NAME, chosen.name())
        }
        [one(self.theme), one(self.language), one(self.direction), one(self.skin), one(self.width)]
    }
}

pub(crate) fn session_storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_asks_for_what_it_names_and_leaves_the_rest() {
        let spanish = Choices { language: Language::Spanish, ..Choices::DEFAULT };
        let chosen = spanish.with_query("theme=dark&width=320&skin=gold&dir");
        assert_eq!(chosen, Choices { theme: Theme::Dark, width: Width::Phone, ..spanish });
        assert_eq!(chosen.query(), "theme=dark&lang=es&width=320");
        assert_eq!(Choices::DEFAULT.with_query(&chosen.query()), chosen);
        assert_eq!(Choices::DEFAULT.query(), "");
    }
}
