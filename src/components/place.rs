//! Where something of ours stands, or will.

use yew::prelude::*;

/// One element of ours, whatever it holds.
///
/// Yew 0.23 panics where it puts something before a component that drew nothing, as that one still counts on
/// the element that came after it ([yew#4092](https://github.com/yewstack/yew/issues/4092)). So each of ours
/// draws this, hidden while there is nothing in it. And what stands in it goes with it, as an element: a text
/// node may have been taken out of the page by the browser's translation.
pub(super) fn place(content: Option<Html>) -> Html {
    html! { <div class="outage-place" hidden={content.is_none()}>{ content.unwrap_or_default() }</div> }
}
