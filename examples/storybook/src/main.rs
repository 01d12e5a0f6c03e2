//! The storybook of `yew-outage`: shows every component in every state, each beside the source that it runs.

mod accessibility;
mod app;
mod catalog;
mod choices;
mod clock;
mod controls;
mod datetime;
mod event_log;
mod frame;
mod highlight;
mod live;
mod location;
mod not_found;
mod overview;
mod page_head;
mod properties;
mod properties_table;
mod route;
mod search;
mod search_field;
mod sidebar;
mod skin_files;
mod source;
mod stories;
mod story_page;
mod theme;
mod toolbar;
mod values;

fn main() {
    yew::Renderer::<app::App>::new().render();
}
