//! The smallest page with one guarded section, to weigh what this library adds to a Yew app.

use yew::prelude::*;
use yew_outage::prelude::*;

#[component]
fn App() -> Html {
    html! {
        <OutageGuard feeds={Feed::plain("/toggles")}>
            <GuardedSection section="direct deposit" down_when="profile_hide_direct_deposit">
                <h1>{ "Hello" }</h1>
            </GuardedSection>
        </OutageGuard>
    }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
