//! The smallest Yew page: what every Yew app weighs before it does anything.

use yew::prelude::*;

#[component]
fn App() -> Html {
    html! { <h1>{ "Hello" }</h1> }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
