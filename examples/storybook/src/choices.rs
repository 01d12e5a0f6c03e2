//! How the reader wants to see the stories. Kept for as long as the tab is open; what the address says
//! wins: `#/guarded-section/down?theme=dark&lang=es`.

use web_sys::Storage;
use yew_outage::prelude::{Messages, Skin};

/// One thing to choose, and what there is to choose from. The first is the default.
pub(crate) trait Choice: Copy + PartialEq + 'static {
    /// What it is called in the address, and what it is kept under.
    const NAME: &'static str;
    const LABEL: &'static str;
    /// Each with its name in the address, and in words.
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
    /// What the reader's system has.
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

    /// The one of these that is in this language.
    pub(crate) fn say(self, english: &'static str, spanish: &'static str) -> &'static str {
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

/// All that is chosen.
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

    /// What was chosen in this tab before.
    pub(crate) fn kept() -> Self {
        let kept = session_storage();
        Self::DEFAULT.replaced(|name| kept.as_ref()?.get_item(name).ok().flatten())
    }

    pub(crate) fn keep(self) {
        let Some(kept) = session_storage() else { return };
        for (name, chosen) in self.named() {
            // Storage may be full or forbidden; the choices then last until the page is left.
            let _ = kept.set_item(name, chosen);
        }
    }

    /// The same with what the query of an address asks for instead.
    pub(crate) fn asked(self, query: &str) -> Self {
        self.replaced(|wanted| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|(name, _)| *name == wanted).map(|(_, asked)| asked.to_owned())
        })
    }

    /// The query of an address that leads to this: whatever is not the default.
    pub(crate) fn query(self) -> String {
        let default = Self::DEFAULT.named();
        let said = self.named().into_iter().filter(|pair| !default.contains(pair));
        said.map(|(name, chosen)| format!("{name}={chosen}")).collect::<Vec<_>>().join("&")
    }

    /// What is found by its name takes the place of what is chosen, if it can be chosen at all.
    fn replaced(self, find: impl Fn(&str) -> Option<String>) -> Self {
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
        let asked = spanish.asked("theme=dark&width=320&skin=gold&dir");
        assert_eq!(asked, Choices { theme: Theme::Dark, width: Width::Phone, ..spanish });
        assert_eq!(asked.query(), "theme=dark&lang=es&width=320");
        assert_eq!(Choices::DEFAULT.asked(&asked.query()), asked);
        assert_eq!(Choices::DEFAULT.query(), "");
    }
}
