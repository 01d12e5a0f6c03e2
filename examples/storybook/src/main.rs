//! The storybook of `yew-outage`: every component and state, live, with the source that runs beside it.

mod app;
mod catalog;
mod clock;
mod controls;
mod frame;
mod highlight;
mod live;
mod moment;
mod not_found;
mod overview;
mod route;
mod sidebar;
mod source;
mod stories;
mod story_page;
mod theme;
mod values;

fn main() {
    yew::Renderer::<app::App>::new().render();
}
