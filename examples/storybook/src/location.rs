//! The storybook's location: which story the URL names, and the choices of how stories are shown. Choices that the
//! URL leaves out stay as they were.

use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use crate::choices::Choices;
use crate::route::Route;

#[derive(Clone, PartialEq)]
pub(crate) struct Location {
    pub(crate) route: Route,
    pub(crate) choices: Choices,
}

pub(crate) enum LocationAction {
    /// The URL's hash changed: by a link, the back button or by hand.
    HashChanged(String),
    Choose(Choices),
}

impl Reducible for Location {
    type Action = LocationAction;

    fn reduce(self: Rc<Self>, action: LocationAction) -> Rc<Self> {
        Rc::new(match action {
            LocationAction::HashChanged(hash) => Self::from_hash(&hash, self.choices),
            LocationAction::Choose(choices) => Self { choices, ..(*self).clone() },
        })
    }
}

impl Location {
    fn from_hash(hash: &str, before: Choices) -> Self {
        let (path, query) = split(hash);
        Self { route: Route::parse(path), choices: before.with_query(query) }
    }

    /// Writes the choices into the URL, so that it can be shared.
    fn write_to_url(&self) {
        let query = self.choices.query();
        if split(&hash()).1 == query {
            return;
        }
        let route = self.route.hash();
        let hash = if query.is_empty() { route } else { format!("{route}?{query}") };
        if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
            // Browsers refuse this after a hundred calls a minute. The URL is out of date until the next change.
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&hash));
        }
    }
}

#[hook]
pub(crate) fn use_location() -> UseReducerHandle<Location> {
    let location = use_reducer_eq(|| Location::from_hash(&hash(), Choices::load()));
    use_effect_with((), {
        let location = location.dispatcher();
        move |()| {
            let listener = web_sys::window().map(|window| {
                EventListener::new(&window, "hashchange", move |_| {
                    location.dispatch(LocationAction::HashChanged(hash()))
                })
            });
            move || drop(listener)
        }
    });
    use_effect_with((*location).clone(), |location| {
        location.choices.save();
        location.write_to_url();
    });
    location
}

fn hash() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// The part of the hash that names the story, and its query.
fn split(hash: &str) -> (&str, &str) {
    hash.split_once('?').unwrap_or((hash, ""))
}
