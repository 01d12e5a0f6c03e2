//! The element that every component of the library draws around its content.

use yew::prelude::*;

/// Wraps `content` in one element, which is `hidden` while there is no content.
///
/// Yew 0.23 panics if it inserts something before a component that drew nothing, because it still relies on the
/// element that followed ([yew#4092](https://github.com/yewstack/yew/issues/4092)). So each component draws this
/// element even while it has nothing to show. The wrapper also gives content an element to be removed with: a
/// browser that translates the page may have replaced a bare text node.
pub(super) fn wrapper(class: Option<AttrValue>, id: Option<AttrValue>, content: Option<Html>) -> Html {
    html! {
        <div class={merged_class("outage-place", class)} {id} hidden={content.is_none()}>
            { content.unwrap_or_default() }
        </div>
    }
}

/// The library's own class, followed by those of the author. Joins strings, because pushing to `Classes` would add
/// 2 KB to every page.
pub(super) fn merged_class(own: &'static str, authors: Option<AttrValue>) -> AttrValue {
    match authors {
        Some(authors) => [own, &*authors].join(" ").into(),
        None => AttrValue::Static(own),
    }
}
