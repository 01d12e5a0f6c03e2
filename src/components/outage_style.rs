//! Mounts the library's style sheet.

use yew::prelude::*;

use crate::skin::STYLESHEET;

/// Properties of [`OutageStyle`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct OutageStyleProps {
    /// The nonce of the page's `Content-Security-Policy`. Default: none.
    #[prop_or_default]
    pub nonce: Option<AttrValue>,
}

/// Mounts the style sheet of the library's own look.
///
/// Use it once on a page, anywhere. Or write [`STYLESHEET`] to a file and link that file.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// let page = html! {
///     <>
///         <OutageStyle nonce="r4nd0m" />
///         <OutageGuard feeds={Feed::plain("/toggles")}>{ "The page" }</OutageGuard>
///     </>
/// };
/// # let _ = page;
/// ```
#[component]
pub fn OutageStyle(props: &OutageStyleProps) -> Html {
    html! { <style nonce={props.nonce.clone()}>{ STYLESHEET }</style> }
}
