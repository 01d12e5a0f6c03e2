//! The page, the same for the server and for the browser.

use yew::prelude::*;
use yew_outage::feed::Feeds;
use yew_outage::prelude::*;

/// The elements in which the browser finds the page, and what the server knew when it made it.
pub(crate) const PAGE: &str = "page";
pub(crate) const INITIAL: &str = "outages";
/// The attribute of the page's element that says where the feeds are.
pub(crate) const ENDPOINT: &str = "data-endpoint";

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct AppProps {
    pub(crate) endpoint: AttrValue,
    pub(crate) initial: Option<Initial>,
}

/// The same on both sides, in the same order: what came with the page is told apart by that.
pub(crate) fn feeds(endpoint: &str) -> Feeds {
    let toggles = Feed::vets_api(format!("{endpoint}/v0/feature_toggles"));
    let windows = Feed::vets_api_windows(format!("{endpoint}/v0/maintenance_windows"));
    [toggles, windows].into()
}

#[component]
pub(crate) fn App(props: &AppProps) -> Html {
    let feeds = use_memo(props.endpoint.clone(), |endpoint| feeds(endpoint));
    html! {
        <>
            <OutageStyle />
            <main>
                <h1>{ "Your profile" }</h1>
                <OutageGuard feeds={(*feeds).clone()} initial={props.initial.clone()} cache={Cache::None}>
                    <MaintenanceBanner />
                    <h2>{ "Direct deposit" }</h2>
                    <GuardedSection
                        section="direct deposit"
                        down_when={toggle("profile_hide_direct_deposit").or(service("direct_deposit"))}
                        fallback={html! { <DowntimeBanner /> }}
                    >
                        <p>{ "Account ending in 1234" }</p>
                    </GuardedSection>
                    <h2>{ "Contact information" }</h2>
                    <GuardedSection
                        section="contact information"
                        down_when={toggle("profile_hide_contact_information").or(service("contact_information"))}
                    >
                        <p>{ "12 Elm Street" }</p>
                    </GuardedSection>
                </OutageGuard>
            </main>
        </>
    }
}
