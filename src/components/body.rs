//! Builds the paragraphs of an alert's body.

use yew::prelude::*;

use crate::model::is_blank;

/// Paragraphs that are replaced, not changed, when their words change.
///
/// A browser that translates the page replaces text nodes with its own. Yew must not change or remove a text
/// node that is no longer on the page, so each paragraph is an element whose key contains its words.
#[derive(Default)]
pub(super) struct Body(Vec<Html>);

impl Body {
    /// Adds a paragraph of plain words, unless they are blank. `role` must be unique within the body.
    pub(super) fn text(&mut self, role: &str, words: &str) {
        if !is_blank(words) {
            self.paragraph(role, words, html! { { words.to_owned() } });
        }
    }

    /// Adds a paragraph of html. `words` must differ whenever the html differs.
    pub(super) fn paragraph(&mut self, role: &str, words: &str, content: Html) {
        self.0.push(html! { <p key={key(role, words)}>{ content }</p> });
    }

    /// Adds the message of a feed, which may run in another direction than the page.
    pub(super) fn message(&mut self, message: &str) {
        self.0.push(html! {
            <p key={key("message", message)} class="outage-alert__message" dir="auto">{ message.to_owned() }</p>
        });
    }

    /// Adds a link. It keeps its element when its words change, because it may have the focus.
    pub(super) fn link(&mut self, to: &str, words: Html) {
        self.0.push(html! { <p key="link"><a href={to.to_owned()}>{ words }</a></p> });
    }

    /// Adds the author's own body, in the place of the library's words.
    pub(super) fn children(&mut self, children: &Html) {
        self.0.push(children.clone());
    }

    /// Adds the author's own html, which keeps its element.
    pub(super) fn help(&mut self, help: &Html) {
        if *help != Html::default() {
            self.0.push(html! { <div key="help" class="outage-alert__help">{ help.clone() }</div> });
        }
    }

    pub(super) fn html(self) -> Html {
        self.0.into_iter().collect()
    }
}

/// Contains the role because two paragraphs may have the same words, and keys must be unique.
fn key(role: &str, words: &str) -> String {
    format!("{role} {words}")
}
