//! The smallest Yew page, to weigh what every Yew app has in common.

use yew::prelude::*;

#[component]
fn App() -> Html {
    html! { <h1>{ "Hello" }</h1> }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
