//! The paragraphs of an alert's body.

use yew::prelude::*;

use crate::model::is_blank;

/// Paragraphs, each an element that goes with its words and makes room for another.
///
/// No text node of an alert is ever changed: a browser that translates a page puts nodes of its own in their
/// place, and what Yew would change or remove is not on the page any more.
#[derive(Default)]
pub(super) struct Body(Vec<Html>);

impl Body {
    /// A paragraph of these words; none if they are blank. `role`: what no other paragraph of the body is.
    pub(super) fn say(&mut self, role: &str, words: &str) {
        if !is_blank(words) {
            self.add(role, words, html! { { words.to_owned() } });
        }
    }

    /// A paragraph of more than words. `words`: what it is told apart by from the one before.
    pub(super) fn add(&mut self, role: &str, words: &str, content: Html) {
        self.0.push(html! { <p key={key(role, words)}>{ content }</p> });
    }

    /// Somebody else's words, in whatever direction they run.
    pub(super) fn quote(&mut self, message: &str) {
        self.0.push(html! {
            <p key={key("message", message)} class="outage-alert__message" dir="auto">{ message.to_owned() }</p>
        });
    }

    /// A link, which keeps its element: it may have the focus.
    pub(super) fn link(&mut self, to: &str, words: Html) {
        self.0.push(html! { <p key="link"><a href={to.to_owned()}>{ words }</a></p> });
    }

    pub(super) fn html(self) -> Html {
        self.0.into_iter().collect()
    }
}

/// Two paragraphs may say the same, and keys must differ.
fn key(role: &str, words: &str) -> String {
    format!("{role} {words}")
}
