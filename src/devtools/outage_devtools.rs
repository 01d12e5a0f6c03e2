use yew::prelude::*;

use super::shell::Shell;

/// Properties of [`OutageDevtools`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct OutageDevtoolsProps {
    /// The nonce of the page's `Content-Security-Policy`, for the panel's style sheet. Default: none.
    #[prop_or_default]
    pub nonce: Option<AttrValue>,
}

/// The panel for developers: a button in a corner of the window that opens what the guard around it knows.
///
/// Use it once a guard, anywhere inside; only in builds for developers. The [room's page](crate::devtools)
/// says what one does with it.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::devtools::OutageDevtools;
/// use yew_outage::prelude::*;
///
/// let page = html! {
///     <OutageGuard feeds={Feed::plain("/toggles")}>
///         <GuardedSection section="direct deposit" down_when="hide_direct_deposit">{ "The form" }</GuardedSection>
///         <OutageDevtools nonce="r4nd0m" />
///     </OutageGuard>
/// };
/// # let _ = page;
/// ```
///
/// It renders no section again, and itself only when something that it shows changes. Escape closes it. Where it
/// would cover what has the focus on the page, it goes to the other end of the window.
///
/// # On bad input
///
/// Outside of any [`OutageGuard`](crate::components::OutageGuard) there is nothing to see, and the console is told.
/// Overrides that the tab has kept and nobody can read are none.
///
/// # On a server
///
/// An empty hidden element is rendered. The panel appears in it once the page runs in a browser.
#[component]
pub fn OutageDevtools(props: &OutageDevtoolsProps) -> Html {
    html! { <Shell nonce={props.nonce.clone()} /> }
}
