//! Tests of server-side rendering: a guarded page as a server renders it.
#![cfg(all(feature = "ssr", not(target_arch = "wasm32")))]

use yew::prelude::*;
use yew_outage::prelude::*;

#[derive(Clone, PartialEq, Properties)]
struct Props {
    initial: Option<AttrValue>,
}

#[component]
fn Profile(props: &Props) -> Html {
    let initial = props.initial.as_ref().and_then(|text| Initial::from_json(text));
    html! {
        <OutageGuard feeds={Feed::plain("/toggles")} {initial} skin={Skin::VA}>
            <MaintenanceBanner />
            <OutageSummary />
            <GuardedSection section="direct deposit" down_when={toggle("hide").or(service("bank"))}>
                { "The form" }
            </GuardedSection>
        </OutageGuard>
    }
}

fn render(body: Option<&str>) -> String {
    let initial = body.map(|body| {
        let mut initial = Initial::at("2026-05-02T20:00:00Z".parse().unwrap());
        initial.answered(&Feed::plain("/toggles"), body.as_bytes(), None).unwrap();
        initial.to_json().into()
    });
    let page = yew::LocalServerRenderer::<Profile>::with_props(Props { initial }).hydratable(false);
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(page.render())
}

#[test]
fn known_outages_are_in_the_document() {
    let down = render(Some(r#"{"hide": {"on": true, "ends_at": "2026-05-02T23:00:00Z"}}"#));
    assert!(down.contains(r#"data-availability="down""#) && !down.contains("The form"), "{down}");
    assert!(down.contains("at 11:00 p.m. UTC"), "{down}");
    assert!(render(Some("{}")).contains("The form"));
}

#[test]
fn windows_are_evaluated_at_the_time_at_which_the_page_is_rendered() {
    let window = |from: &str, to: &str| {
        let body = format!(
            r#"{{"windows": [{{"id": "w", "services": ["bank", "global"], "starts_at": "{from}", "ends_at": "{to}"}}]}}"#
        );
        render(Some(&body))
    };
    let now = window("2026-05-02T19:00:00Z", "2026-05-02T21:00:00Z");
    assert!(now.contains(r#"data-availability="down""#), "{now}");
    // Components that format times have no clock of their own here.
    assert!(now.contains("<va-alert") && !now.contains("va-maintenance-banner"), "{now}");
    let over = window("2026-05-02T18:00:00Z", "2026-05-02T19:00:00Z");
    assert!(over.contains(r#"data-availability="available""#) && !over.contains("<va-alert"), "{over}");
}

#[test]
fn without_a_report_sections_are_pending() {
    let page = render(None);
    assert!(page.contains(r#"data-availability="unknown""#) && !page.contains("The form"), "{page}");
}

#[test]
fn nothing_is_said_about_the_rest_of_the_page_which_is_not_rendered_yet() {
    let down = render(Some(r#"{"hide": true}"#));
    assert!(
        !down.contains("the rest of this page") && down.contains("This part comes back by itself."),
        "{down}"
    );
}

#[test]
fn an_empty_banner_keeps_its_place_in_the_document() {
    let page = render(Some("{}"));
    assert!(page.contains(r#"class="outage-place""#) && !page.contains("<va-alert"), "{page}");
}
