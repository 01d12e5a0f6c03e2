//! Tests of skins: the markup that each design system needs, and what all skins have in common.
#![cfg(target_arch = "wasm32")]

mod common;

use common::{Page, SECOND, View, ViewProps, document, fixed, show, until, window};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlElement;
use yew::prelude::*;
use yew_outage::model::WHOLE_SITE;
use yew_outage::prelude::*;
use yew_outage::store::ClockHandle;

wasm_bindgen_test_configure!(run_in_browser);

/// The html of an outage in this skin, without the comments that Yew leaves between nodes.
async fn outage(skin: Skin, inside: Html) -> String {
    let page = show(html! { <OutageGuard {skin} messages={&Messages::ENGLISH}>{ inside }</OutageGuard> });
    until("the alert is drawn", || page.find("h2, h3").is_some()).await;
    let alert = page.get(".outage-place").first_element_child().unwrap();
    alert.outer_html().replace("<!---->", "")
}

#[wasm_bindgen_test]
async fn uswds_draws_its_alert() {
    let alert = html! { <TemporaryOutage section="X"><p>{ "Call us." }</p></TemporaryOutage> };
    assert_eq!(
        outage(Skin::USWDS, alert).await,
        concat!(
            r#"<div role="group" aria-label="You can’t use X right now" class="usa-alert usa-alert--warning">"#,
            r#"<div class="usa-alert__body"><h3 tabindex="-1" class="usa-alert__heading">"#,
            r#"<span><span class="usa-sr-only">Warning: </span>You can’t use X right now</span></h3>"#,
            r#"<div class="usa-alert__text usa-prose"><p>Call us.</p></div></div></div>"#,
        )
    );
}

#[wasm_bindgen_test]
async fn va_draws_its_alert() {
    let alert = html! {
        <TemporaryOutage section="X" status={AlertStatus::Error} heading_level={2}><p>{ "Call us." }</p></TemporaryOutage>
    };
    assert_eq!(
        outage(Skin::VA, alert).await,
        concat!(
            r#"<va-alert status="error" visible="true" role="group" aria-label="You can’t use X right now">"#,
            r#"<h2 slot="headline" tabindex="-1" class="vads-u-margin-top--0"><span>You can’t use X right now</span></h2><p>Call us.</p></va-alert>"#,
        )
    );
}

/// A page whose site has a maintenance window of one hour that began `minutes_ago`.
fn maintenance(skin: Skin, minutes_ago: i64, messages: &'static Messages) -> Page<View> {
    let start = ClockHandle::default().now() - chrono::TimeDelta::minutes(minutes_ago);
    let feeds = fixed([window("site", WHOLE_SITE, start, Some(60 * 60 * SECOND))]);
    show(html! { <OutageGuard {feeds} {skin} {messages}><MaintenanceBanner /></OutageGuard> })
}

#[wasm_bindgen_test]
async fn each_design_system_draws_its_maintenance_banner() {
    let english = &Messages::ENGLISH;
    let page = maintenance(Skin::USWDS, -10, english);
    until("the banner is drawn", || page.find("section.usa-site-alert--info .usa-alert__body dl").is_some())
        .await;
    assert_eq!(page.get("button").class_name(), "usa-button usa-button--outline");
    let page = maintenance(Skin::USWDS, 10, english);
    until("the banner is drawn", || page.find("section.usa-site-alert--emergency").is_some()).await;

    let page = maintenance(Skin::VA, 10, english);
    until("the banner is drawn", || page.find("va-maintenance-banner [slot=maintenance-content]").is_some())
        .await;
    let banner = page.get("va-maintenance-banner");
    assert_eq!(
        banner.get_attribute("maintenance-title").as_deref(),
        Some("We’re working on this site right now")
    );
    assert_eq!(banner.get_attribute("maintenance-title-header-level").as_deref(), Some("2"));
    let page = maintenance(Skin::VA, -10, english);
    until("the banner is drawn", || page.find("va-maintenance-banner [slot=warn-content]").is_some()).await;
    // The web component's own button dismisses the banner as the library's button does.
    page.get("va-maintenance-banner").dispatch_event(&web_sys::Event::new("closeEvent").unwrap()).unwrap();
    until("the banner is gone", || page.find("va-maintenance-banner").is_none()).await;

    // The web component speaks English only.
    let page = maintenance(Skin::VA, 10, &Messages::SPANISH);
    until("the alert is drawn", || page.find("va-alert[full-width] va-button").is_some()).await;
    web_sys::window().unwrap().session_storage().unwrap().unwrap().clear().unwrap();
}

#[wasm_bindgen_test]
async fn buttons_work_in_every_skin_and_show_when_they_are_busy() {
    for (skin, button) in
        [(Skin::OWN, ".outage-action"), (Skin::USWDS, ".usa-button"), (Skin::VA, "va-button")]
    {
        let page = show(html! {
            <OutageGuard feeds={Feed::plain("/nowhere.json")} cache={Cache::None} {skin} messages={&Messages::ENGLISH}>
                <TemporaryOutage section="X" />
            </OutageGuard>
        });
        until("the button is drawn", || page.find(button).is_some()).await;
        let is_busy = |page: &Page<View>| {
            let button = page.get(button);
            button.has_attribute("disabled")
                || button.get_attribute("aria-disabled").as_deref() == Some("true")
        };
        assert!(!is_busy(&page));
        page.click(button);
        until("it is busy", || is_busy(&page)).await;
    }
}

#[wasm_bindgen_test]
async fn the_heading_gets_the_focus_in_every_skin() {
    fn card(alert: Alert) -> Html {
        html! {
            <div class="card">
                { alert.heading("card__title", html! { <>{ alert.status_in_words() }{ " " }{ &alert.headline }</> }) }
                { alert.body }
            </div>
        }
    }
    for skin in [Skin::new(card), Skin::USWDS, Skin::VA] {
        let view = |down: bool| ViewProps {
            view: html! {
                <OutageGuard feeds={Feed::fixed([("hide", down)])} skin={skin.clone()} messages={&Messages::ENGLISH}>
                    <GuardedSection section="X" down_when="hide"><input id="field" /></GuardedSection>
                </OutageGuard>
            },
        };
        let mut page = show(view(false).view);
        page.until_availability("X", "available").await;
        page.get("#field").unchecked_into::<HtmlElement>().focus().unwrap();
        page.update(view(true));
        page.until_availability("X", "down").await;
        until("the heading has the focus", || document().active_element().unwrap().tag_name() == "H3").await;
        assert!(
            document()
                .active_element()
                .unwrap()
                .text_content()
                .unwrap()
                .contains("You can’t use X right now")
        );
    }
}

#[wasm_bindgen_test]
async fn a_skin_may_capture_state() {
    let themed = |theme: &'static str| {
        Skin::from_fn(move |alert: Alert| {
            html! { <div class={classes!("card", theme)}>{ alert.heading("title", html! { &alert.headline }) }</div> }
        })
    };
    let view = |skin: &Skin| ViewProps {
        view: html! {
            <OutageGuard skin={skin.clone()} messages={&Messages::ENGLISH}><TemporaryOutage section="X" /></OutageGuard>
        },
    };
    let mut page = show(view(&themed("light")).view);
    until("the light card is drawn", || page.find(".card.light h3").is_some()).await;
    page.update(view(&themed("dark")));
    until("the dark card is drawn", || page.find(".card.dark h3").is_some()).await;
}

#[wasm_bindgen_test]
async fn an_inner_guard_inherits_a_skin_that_captures_state() {
    let theme = String::from("dark");
    let skin = Skin::from_fn(move |alert: Alert| {
        html! { <div class={classes!("card", theme.clone())}>{ alert.headline }</div> }
    });
    let page = show(html! {
        <OutageGuard {skin}><OutageGuard><TemporaryOutage section="X" /></OutageGuard></OutageGuard>
    });
    until("the card is drawn", || page.find(".card.dark").is_some()).await;
}
