//! Parses which story the URL's hash names: `#/guarded-section/down`.

use yew::AttrValue;

use crate::catalog::{self, Story};

/// A page of the storybook.
#[derive(Clone, PartialEq)]
pub(crate) enum Route {
    Overview,
    Story(&'static Story),
    /// A hash that names no story, as it is in the URL.
    Unknown(AttrValue),
}

impl Route {
    pub(crate) fn parse(hash: &str) -> Self {
        match hash.trim_start_matches('#').trim_start_matches('/') {
            "" => Self::Overview,
            id => match catalog::find(id) {
                Some(story) => Self::Story(story),
                None => Self::Unknown(id.to_owned().into()),
            },
        }
    }

    pub(crate) fn hash(&self) -> String {
        match self {
            Self::Overview => "#/".to_owned(),
            Self::Story(story) => story.hash(),
            Self::Unknown(path) => format!("#/{path}"),
        }
    }

    pub(crate) fn title(&self) -> String {
        match self {
            Self::Overview => "Stories – yew-outage".to_owned(),
            Self::Story(story) => format!("{} – {} – yew-outage", story.title, story.group),
            Self::Unknown(_) => "No such story – yew-outage".to_owned(),
        }
    }

    pub(crate) fn is(&self, story: &Story) -> bool {
        matches!(self, Self::Story(current) if *current == story)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_story_is_found_by_its_own_hash() {
        for story in catalog::all() {
            assert!(Route::parse(&story.hash()).is(story), "{}", story.id);
        }
    }

    #[test]
    fn a_hash_that_names_no_story_is_unknown() {
        assert!(Route::parse("") == Route::Overview);
        assert!(Route::parse("#/") == Route::Overview);
        assert!(
            Route::parse("#/guarded-section/sideways") == Route::Unknown("guarded-section/sideways".into())
        );
    }
}
