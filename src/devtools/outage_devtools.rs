//! The public component of this module.

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
/// Use it once per guard, anywhere inside, and only in builds for developers. The
/// [module's page](crate::devtools) says what it can do.
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
/// It never renders a section again, and it renders itself only when something that it shows changes. Escape
/// closes it. If it covers the focused element of the page, it moves to the other end of the window.
///
/// # On bad input
///
/// Outside of any [`OutageGuard`](crate::components::OutageGuard) it shows nothing and writes a warning to the
/// console. Overrides in the tab's storage that cannot be parsed are ignored.
///
/// # On a server
///
/// It renders an empty hidden element. The panel appears in that element once the page runs in a browser.
#[component]
pub fn OutageDevtools(props: &OutageDevtoolsProps) -> Html {
    html! { <Shell nonce={props.nonce.clone()} /> }
}
