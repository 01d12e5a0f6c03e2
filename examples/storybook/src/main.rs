//! The storybook of `yew-outage`: every component and state, live, with the source that runs beside it.

mod accessibility;
mod app;
mod catalog;
mod choices;
mod clock;
mod controls;
mod event_log;
mod frame;
mod highlight;
mod in_skin;
mod live;
mod moment;
mod not_found;
mod overview;
mod page_head;
mod place;
mod properties;
mod properties_table;
mod route;
mod search;
mod search_field;
mod sidebar;
mod source;
mod stories;
mod story_page;
mod theme;
mod toolbar;
mod values;

fn main() {
    yew::Renderer::<app::App>::new().render();
}
