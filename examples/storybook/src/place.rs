//! Where the reader is and how stories are shown there: both are in the address, and what of it the address
//! leaves out is as it was.

use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use crate::choices::Choices;
use crate::route::Route;

#[derive(Clone, PartialEq)]
pub(crate) struct Place {
    pub(crate) route: Route,
    pub(crate) choices: Choices,
}

pub(crate) enum Step {
    /// To an address, by a link, the back button or by hand.
    To(String),
    Choose(Choices),
}

impl Reducible for Place {
    type Action = Step;

    fn reduce(self: Rc<Self>, step: Step) -> Rc<Self> {
        Rc::new(match step {
            Step::To(hash) => Self::at(&hash, self.choices),
            Step::Choose(choices) => Self { choices, ..(*self).clone() },
        })
    }
}

impl Place {
    fn at(hash: &str, before: Choices) -> Self {
        let (path, query) = parts(hash);
        Self { route: Route::parse(path), choices: before.asked(query) }
    }

    /// Has the address say what is chosen, so that it can be handed on.
    fn tell(&self) {
        let query = self.choices.query();
        if parts(&hash()).1 == query {
            return;
        }
        let route = self.route.hash();
        let hash = if query.is_empty() { route } else { format!("{route}?{query}") };
        if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
            // Refused to a page that does so a hundred times a minute; the address is then a little behind.
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&hash));
        }
    }
}

#[hook]
pub(crate) fn use_place() -> UseReducerHandle<Place> {
    let place = use_reducer_eq(|| Place::at(&hash(), Choices::kept()));
    use_effect_with((), {
        let place = place.dispatcher();
        move |()| {
            let listener = web_sys::window().map(|window| {
                EventListener::new(&window, "hashchange", move |_| place.dispatch(Step::To(hash())))
            });
            move || drop(listener)
        }
    });
    use_effect_with((*place).clone(), |place| {
        place.choices.keep();
        place.tell();
    });
    place
}

fn hash() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// What names the story, and what names the choices.
fn parts(hash: &str) -> (&str, &str) {
    hash.split_once('?').unwrap_or((hash, ""))
}
