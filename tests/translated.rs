//! Tests of pages that a browser translates. The translation replaces every text node with elements of its own, and
//! sections and alerts have to change as on any other page.
#![cfg(target_arch = "wasm32")]

mod common;

use std::time::Duration;

use common::{Page, SECOND, View, ViewProps, document, fixed, show, until, window};
use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlElement;
use yew::prelude::*;
use yew_outage::feed::Feeds;
use yew_outage::model::{Timestamp, WHOLE_SITE};
use yew_outage::prelude::*;
use yew_outage::testing::{ClockHandle, ManualClock, ScriptedFeed};

wasm_bindgen_test_configure!(run_in_browser);

/// What a translation does with the text node that it replaces.
#[derive(Clone, Copy, Debug)]
enum Original {
    /// The text node is removed from the page.
    Detached,
    /// The text node is moved into the element that replaces it.
    Moved,
}

/// Translates the page into the same words, so that its text can be compared with that of an untranslated page.
fn translate(page: &Page<View>, original: Original) {
    let translate = Function::new_with_args(
        "root, moved",
        "const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
         const texts = [];
         while (walker.nextNode()) {
             const text = walker.currentNode;
             if (text.data.trim() !== '' && !text.parentNode.closest('font, style, script')) texts.push(text);
         }
         for (const text of texts) {
             const outer = document.createElement('font');
             const inner = outer.appendChild(document.createElement('font'));
             text.replaceWith(outer);
             inner.append(moved ? text : text.data);
         }",
    );
    let moved = matches!(original, Original::Moved).into();
    translate.call2(&JsValue::NULL, &page.root, &moved).unwrap();
}

/// Renders these states one after another on two pages, and translates one of the pages after every step. Both pages
/// must have the same text after every step.
async fn translated_page_equals_plain_page(what: &str, steps: &[&dyn Fn() -> Html]) {
    for original in [Original::Detached, Original::Moved] {
        // Contains the number of the step, so the test can see that the step is rendered.
        let view = |number: usize| html! { <><b key={number}>{ number }</b>{ steps[number]() }</> };
        let mut pages = [show(view(0)), show(view(0))];
        for number in 0..steps.len() {
            clear_dismissals();
            for page in &mut pages {
                page.update(ViewProps { view: view(number) });
            }
            let [translated, plain] = &pages;
            let drawn = |page: &Page<View>| {
                page.find("b").is_some_and(|b| b.text_content() == Some(number.to_string()))
            };
            let what = format!("{what}, {original:?}, step {number}");
            until(&format!("{what} is drawn"), || drawn(plain) && drawn(translated)).await;
            // Announcements follow the render.
            until_text_is_stable(plain).await;
            until(&format!("{what}: both pages have the same text"), || translated.text() == plain.text())
                .await;
            translate(translated, original);
        }
    }
}

/// Waits until the page's text is the same in three checks in a row.
async fn until_text_is_stable(page: &Page<View>) {
    let mut texts = Vec::new();
    until("the text is stable", || {
        texts.push(page.text());
        texts.len() > 2 && texts[texts.len() - 3..].iter().all(|text| *text == page.text())
    })
    .await;
}

/// Clears what earlier steps have dismissed.
fn clear_dismissals() {
    web_sys::window().unwrap().session_storage().unwrap().unwrap().clear().unwrap();
}

fn noon() -> Timestamp {
    "2026-05-02T16:00:00Z".parse().unwrap()
}

fn hour(hours: u64) -> Duration {
    Duration::from_secs(hours * 3_600)
}

fn card(alert: Alert) -> Html {
    html! {
        <div class="card">
            { alert.heading("card__title", html! { <>{ alert.status_in_words() }{ " " }{ &alert.headline }</> }) }
            { alert.body }
            { alert.facts }
            if let Some(action) = alert.action {
                <button type="button" class="card__action" onclick={&action.onclick}>{ action.words() }</button>
            }
        </div>
    }
}

fn skins() -> [(&'static str, Skin); 4] {
    [("own", Skin::OWN), ("USWDS", Skin::USWDS), ("VA", Skin::VA), ("card", Skin::new(card))]
}

#[derive(Clone)]
struct Guarded {
    feeds: Feeds,
    skin: Skin,
    messages: &'static Messages,
}

impl Guarded {
    fn new(feeds: impl Into<Feeds>, skin: Skin) -> Self {
        Self { feeds: feeds.into(), skin, messages: &Messages::ENGLISH }
    }

    fn wrap(self, inside: Html) -> Html {
        let Self { feeds, skin, messages } = self;
        thread_local!(static CLOCK: ClockHandle = ManualClock::at(noon()).into());
        html! {
            <OutageGuard {feeds} {skin} {messages} clock={CLOCK.with(Clone::clone)} time_zone="America/New_York">
                { inside }
            </OutageGuard>
        }
    }
}

fn notice(message: Option<&str>, ends_at: Option<Timestamp>) -> Feed {
    let mut notice = Notice::default().with_ends_at(ends_at);
    notice.message = message.map(Into::into);
    Feed::fixed([("hide", Toggle::on().with_notice(notice))])
}

/// A section whose only content is a text node.
fn text_section(while_down: WhileDown, fallback: Fallback) -> Html {
    html! {
        <GuardedSection section="the form" down_when={toggle("hide").or(service("bank"))} {while_down} {fallback}>
            { "The form" }
        </GuardedSection>
    }
}

#[wasm_bindgen_test]
async fn a_section_of_text_goes_down_and_comes_back() {
    for while_down in [WhileDown::Unmount, WhileDown::Keep] {
        for (name, skin) in skins() {
            let page = |down: bool| {
                let guard = Guarded::new(Feed::fixed([("hide", down)]), skin.clone());
                guard.wrap(text_section(while_down, Fallback::default()))
            };
            let (up, down) = (|| page(false), || page(true));
            translated_page_equals_plain_page(
                &format!("{name}, {while_down:?}"),
                &[&up, &down, &up, &down, &up],
            )
            .await;
        }
    }
}

#[wasm_bindgen_test]
async fn a_kept_section_of_text_is_hidden() {
    let page = |down: bool| {
        let guard = Guarded::new(Feed::fixed([("hide", down)]), Skin::OWN);
        guard.wrap(text_section(WhileDown::Keep, Fallback::default()))
    };
    for original in [Original::Detached, Original::Moved] {
        let mut shown = show(page(false));
        shown.until_availability("the form", "available").await;
        translate(&shown, original);
        shown.update(ViewProps { view: page(true) });
        shown.until_availability("the form", "down").await;
        let text = shown.get(".outage-section").unchecked_into::<HtmlElement>().inner_text();
        assert!(!text.contains("The form") && text.contains("You can’t use the form right now"), "{text}");
    }
}

#[wasm_bindgen_test]
async fn the_text_of_an_outage_changes() {
    for (name, skin) in skins() {
        let page = |feed: Feed| {
            Guarded::new(feed, skin.clone()).wrap(text_section(WhileDown::Keep, Fallback::default()))
        };
        let later = Some(noon() + hour(2));
        let steps: [&dyn Fn() -> Html; 8] = [
            &|| page(notice(None, None)),
            &|| page(notice(Some("A new bank."), None)),
            &|| page(notice(Some("An old bank."), later)),
            &|| page(notice(Some("An old bank."), Some(noon() + hour(26)))),
            // A message may equal one of the library's own sentences.
            &|| page(notice(Some(Messages::ENGLISH.downtime), later)),
            &|| page(notice(None, later)),
            &|| page(notice(None, None)),
            &|| page(Feed::fixed([("hide", false)])),
        ];
        translated_page_equals_plain_page(name, &steps).await;
    }
}

#[wasm_bindgen_test]
async fn a_warning_appears_changes_and_becomes_an_outage() {
    for (name, skin) in skins() {
        let page = |message: Option<&str>, start: Timestamp, end: Option<Duration>| {
            let mut window = window("w", "bank", start, end);
            window.message = message.map(Into::into);
            Guarded::new(fixed([window]), skin.clone())
                .wrap(text_section(WhileDown::Unmount, Fallback::default()))
        };
        let minute = 60 * SECOND;
        let steps: [&dyn Fn() -> Html; 6] = [
            &|| page(None, noon() + hour(5), None),
            &|| page(None, noon() + 30 * minute, None),
            &|| page(Some("A new bank."), noon() + 20 * minute, Some(hour(2))),
            &|| page(Some("An old bank."), noon() + 10 * minute, Some(hour(20))),
            &|| page(Some("An old bank."), noon() - minute, Some(hour(2))),
            &|| page(None, noon() - hour(5), Some(hour(2))),
        ];
        translated_page_equals_plain_page(name, &steps).await;
    }
}

#[wasm_bindgen_test]
async fn the_banner_appears_changes_and_disappears() {
    for (name, skin) in skins() {
        let page = |message: Option<&str>, start: Timestamp, end: Option<Duration>| {
            let mut window = window("w", WHOLE_SITE, start, end);
            window.message = message.map(Into::into);
            Guarded::new(fixed([window]), skin.clone())
                .wrap(html! { <><MaintenanceBanner />{ "The page" }</> })
        };
        let steps: [&dyn Fn() -> Html; 6] = [
            &|| page(None, noon() + hour(50), None),
            &|| page(None, noon() + hour(2), None),
            &|| page(Some("A new server."), noon() + hour(3), Some(hour(2))),
            &|| page(Some("An old server."), noon() - hour(1), Some(hour(3))),
            &|| page(Some("An old server."), noon() - hour(1), None),
            &|| page(None, noon() - hour(5), Some(hour(2))),
        ];
        translated_page_equals_plain_page(name, &steps).await;
    }
}

#[wasm_bindgen_test]
async fn an_alert_changes_its_language() {
    for (name, skin) in skins() {
        let page = |messages: &'static Messages, feeds: Feeds| {
            let alert = html! {
                <><MaintenanceBanner /><OutageSummary />{ text_section(WhileDown::Keep, Fallback::default()) }</>
            };
            Guarded { feeds, skin: skin.clone(), messages }.wrap(alert)
        };
        let site = || fixed([window("w", WHOLE_SITE, noon() - hour(1), Some(hour(3)))]);
        let steps: [&dyn Fn() -> Html; 3] =
            [&|| page(&Messages::ENGLISH, site()), &|| page(&Messages::SPANISH, site()), &|| {
                page(&Messages::ENGLISH, site())
            }];
        translated_page_equals_plain_page(name, &steps).await;
    }
}

#[wasm_bindgen_test]
async fn an_authors_text_disappears_with_the_outage() {
    let fallback = || Fallback::Html(html! { { "Not now." } });
    let from_downtime = || {
        Fallback::from_text(|downtime| downtime.message.as_deref().unwrap_or("Nobody knows why.").to_owned())
    };
    let body = || Fallback::Html(html! { <TemporaryOutage>{ "Call us." }</TemporaryOutage> });
    let makers: [(&str, &dyn Fn() -> Fallback); 3] =
        [("html", &fallback), ("from a downtime", &from_downtime), ("a body", &body)];
    for (name, make) in makers {
        for while_down in [WhileDown::Unmount, WhileDown::Keep] {
            let page = |down: bool| {
                Guarded::new(Feed::fixed([("hide", down)]), Skin::OWN).wrap(text_section(while_down, make()))
            };
            let (up, down) = (|| page(false), || page(true));
            translated_page_equals_plain_page(name, &[&down, &up, &down, &up]).await;
        }
    }
}

/// Makes a fallback that is one text node.
trait FromText {
    fn from_text(words: fn(&Downtime) -> String) -> Self;
}

impl FromText for Fallback {
    fn from_text(words: fn(&Downtime) -> String) -> Self {
        Self::FromDowntime(Callback::from(move |downtime: Downtime| html! { { words(&downtime) } }))
    }
}

#[wasm_bindgen_test]
async fn the_pending_line_disappears() {
    for pending in [None, Some(html! { { "A moment." } })] {
        for original in [Original::Detached, Original::Moved] {
            let script = ScriptedFeed::unresponsive();
            let clock = ManualClock::at(noon());
            let page = show(html! {
                <OutageGuard feeds={script.feed()} cache={Cache::None} clock={ClockHandle::from(clock.clone())}>
                    <GuardedSection section="the form" down_when="hide" pending={pending.clone()}>{ "The form" }</GuardedSection>
                </OutageGuard>
            });
            until("the feed is polled", || script.request_count() == 1).await;
            clock.advance(SECOND);
            until("the line is shown", || !page.text().is_empty()).await;
            translate(&page, original);
            script.respond([("hide", false)]);
            page.until_availability("the form", "available").await;
            assert_eq!(page.text(), "The form");
        }
    }
}

#[wasm_bindgen_test]
async fn the_button_changes_its_label_and_keeps_the_focus() {
    for (name, skin) in skins().into_iter().filter(|(name, _)| *name != "VA") {
        for original in [Original::Detached, Original::Moved] {
            let script = ScriptedFeed::new();
            script.respond([("hide", true)]);
            let clock = ManualClock::at(noon());
            let page = show(html! {
                <OutageGuard
                    feeds={script.feed()}
                    cache={Cache::None}
                    clock={ClockHandle::from(clock.clone())}
                    skin={skin.clone()}
                    messages={&Messages::ENGLISH}
                >
                    { text_section(WhileDown::Unmount, Fallback::default()) }
                </OutageGuard>
            });
            page.until_availability("the form", "down").await;
            let button: HtmlElement = page.get("button").unchecked_into();
            button.focus().unwrap();
            let has_label = |words: &str| button.text_content().as_deref() == Some(words);
            assert!(has_label("Check again"));
            translate(&page, original);
            button.click();
            until(&format!("{name}: the check is over"), || has_label("Checked just now")).await;
            translate(&page, original);
            clock.advance(5 * SECOND);
            until(&format!("{name}: the button is ready again"), || has_label("Check again")).await;
            assert_eq!(document().active_element().as_ref(), Some(button.as_ref()));
        }
    }
}

#[wasm_bindgen_test]
async fn announcements_replace_one_another_and_are_cleared() {
    for original in [Original::Detached, Original::Moved] {
        let clock = ManualClock::at(noon());
        let page = |down: bool| ViewProps {
            view: html! {
                <OutageGuard
                    feeds={Feed::fixed([("hide", down)])}
                    clock={ClockHandle::from(clock.clone())}
                    messages={&Messages::ENGLISH}
                >
                    { text_section(WhileDown::Unmount, Fallback::default()) }
                </OutageGuard>
            },
        };
        let mut shown = show(page(false).view);
        shown.until_availability("the form", "available").await;
        let announcement = |shown: &Page<View>| shown.get(".outage-live").text_content().unwrap();
        shown.update(page(true));
        until("the change is announced", || announcement(&shown) == "You can’t use the form right now").await;
        translate(&shown, original);
        shown.update(page(false));
        until("the change is announced", || announcement(&shown) == "Available again: the form").await;
        translate(&shown, original);
        clock.advance(10 * SECOND);
        until("the live region is empty", || announcement(&shown).is_empty()).await;
    }
}
