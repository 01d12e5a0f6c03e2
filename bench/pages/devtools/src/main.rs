//! The smallest page with one guarded section and the developers' panel, to weigh the panel.

use yew::prelude::*;
use yew_outage::devtools::OutageDevtools;
use yew_outage::prelude::*;

#[component]
fn App() -> Html {
    html! {
        <OutageGuard feeds={Feed::plain("/toggles")}>
            <GuardedSection section="direct deposit" down_when="profile_hide_direct_deposit">
                <h1>{ "Hello" }</h1>
            </GuardedSection>
            <OutageDevtools />
        </OutageGuard>
    }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
