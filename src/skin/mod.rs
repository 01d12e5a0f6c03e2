//! How alerts look: the library's own look, and skins for design systems.
//!
//! A skin is one function from an [`Alert`] to html. It decides on markup and classes. Words, times, focus and
//! the effect of a press come from the library.

mod alert;
mod icon;
mod own;
mod uswds;
mod va;

use std::fmt;
use std::rc::Rc;

use yew::prelude::*;

pub use alert::{Action, Alert, AlertStatus, Placement};
pub use own::STYLESHEET;

pub(crate) use alert::keyed_text;

/// How alerts are drawn.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// fn card(alert: Alert) -> Html {
///     html! {
///         <div class="card" role="group" aria-label={alert.headline.clone()}>
///             { alert.heading("card__title", html! { &alert.headline }) }
///             { alert.body }
///             { alert.facts }
///             if let Some(action) = alert.action {
///                 <button type="button" onclick={&action.onclick} aria-disabled={action.busy.then_some("true")}>
///                     { action.words() }
///                 </button>
///             }
///         </div>
///     }
/// }
///
/// let page = html! {
///     <OutageGuard feeds={Feed::plain("/toggles")} skin={Skin::new(card)}>{ "The page" }</OutageGuard>
/// };
/// # let _ = page;
/// ```
///
/// A skin that needs state, such as an app's theme, is a closure: [`Skin::from_fn`].
#[derive(Clone)]
pub struct Skin(Draw);

#[derive(Clone)]
enum Draw {
    Function(fn(Alert) -> Html),
    Shared(Rc<dyn Fn(Alert) -> Html>),
}

impl Skin {
    /// The library's own look. [`OutageStyle`](crate::components::OutageStyle) mounts its style sheet.
    pub const OWN: Self = Self::new(own::alert);

    /// The [U.S. Web Design System](https://designsystem.digital.gov/components/alert/), version 3: the
    /// markup of its alert, site alert and button. The page has to load the style sheet (npm `@uswds/uswds`).
    pub const USWDS: Self = Self::new(uswds::alert);

    /// The web components of [VA's design system](https://design.va.gov/components/alert/): `va-alert`,
    /// `va-maintenance-banner` and `va-button`. The page has to load them (npm
    /// `@department-of-veterans-affairs/web-components`), and the design system's style sheet.
    ///
    /// `va-maintenance-banner` writes its times itself, in English and by the reader's clock. This skin draws a
    /// `va-alert` instead in other languages, while the end of a maintenance is not known, and where the
    /// reader's clock is wrong.
    pub const VA: Self = Self::new(va::alert);

    /// A skin from a function. It is const, so a skin can be a `const` of the app.
    pub const fn new(draw: fn(Alert) -> Html) -> Self {
        Self(Draw::Function(draw))
    }

    /// A skin from a closure, which may capture state. An `Rc<dyn Fn(Alert) -> Html>` converts with `Skin::from`.
    ///
    /// Every call makes a skin that equals no other but its clones, and every alert of a guard renders again when
    /// the guard gets another skin. So keep the skin while its state stays the same:
    ///
    /// ```
    /// use yew::prelude::*;
    /// use yew_outage::prelude::*;
    ///
    /// #[derive(PartialEq, Properties)]
    /// struct PageProps {
    ///     theme: AttrValue,
    /// }
    ///
    /// #[component]
    /// fn Page(props: &PageProps) -> Html {
    ///     let skin = use_memo(props.theme.clone(), |theme| {
    ///         let theme = theme.clone();
    ///         Skin::from_fn(move |alert: Alert| {
    ///             html! {
    ///                 <div class={classes!("card", &theme)} role="group" aria-label={alert.headline.clone()}>
    ///                     { alert.heading("card__title", html! { &alert.headline }) }
    ///                     { alert.body }
    ///                 </div>
    ///             }
    ///         })
    ///     });
    ///     html! { <OutageGuard skin={(*skin).clone()}>{ "The page" }</OutageGuard> }
    /// }
    /// ```
    pub fn from_fn(draw: impl Fn(Alert) -> Html + 'static) -> Self {
        Self(Draw::Shared(Rc::new(draw)))
    }

    pub(crate) fn draw(&self, alert: Alert) -> Html {
        match &self.0 {
            Draw::Function(draw) => draw(alert),
            Draw::Shared(draw) => draw(alert),
        }
    }
}

impl From<Rc<dyn Fn(Alert) -> Html>> for Skin {
    fn from(draw: Rc<dyn Fn(Alert) -> Html>) -> Self {
        Self(Draw::Shared(draw))
    }
}

/// [`Skin::OWN`].
impl Default for Skin {
    fn default() -> Self {
        Self::OWN
    }
}

/// Two skins are equal if they are the same function, or clones of the same closure.
impl PartialEq for Skin {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Draw::Function(a), Draw::Function(b)) => std::ptr::fn_addr_eq(*a, *b),
            (Draw::Shared(a), Draw::Shared(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }
}

impl fmt::Debug for Skin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address = match &self.0 {
            Draw::Function(draw) => *draw as *const (),
            Draw::Shared(draw) => Rc::as_ptr(draw).cast(),
        };
        f.debug_tuple("Skin").field(&address).finish()
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn card(_: Alert) -> Html {
        Html::default()
    }

    #[test]
    fn the_same_function_is_the_same_skin() {
        assert_eq!(Skin::new(card), Skin::new(card));
        assert_eq!(Skin::default(), Skin::OWN);
        assert_ne!(Skin::OWN, Skin::USWDS);
    }

    #[test]
    fn a_closure_equals_its_clones_only() {
        let skin = Skin::from_fn(card);
        assert_eq!(skin, skin.clone());
        assert_ne!(skin, Skin::from_fn(card));
        assert_ne!(skin, Skin::new(card));
        let shared: Rc<dyn Fn(Alert) -> Html> = Rc::new(card);
        assert_eq!(Skin::from(shared.clone()), Skin::from(shared));
    }
}
