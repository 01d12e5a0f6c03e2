//! A profile page whose sections are guarded, as a user of `yew-outage` would write it.

mod app;
mod feeds;
mod field;
mod form;
mod navigation;
mod sections;

fn main() {
    yew::Renderer::<app::App>::new().render();
}
