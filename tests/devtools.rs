//! The panel for developers, with real sections and a real endpoint.
#![cfg(all(target_arch = "wasm32", feature = "devtools"))]

mod common;

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use common::{
    GiveOut, Out, Page, SECOND, Space, View, ViewProps, Witness, document, drawn, fixed, mount, show, until,
    window,
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Event, EventInit, HtmlElement, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;
use yew_outage::devtools::OutageDevtools;
use yew_outage::feed::Feeds;
use yew_outage::prelude::*;
use yew_outage::store::{ClockHandle, ManualClock};

wasm_bindgen_test_configure!(run_in_browser);

const OVERRIDES: &str = "yew-outage:overrides";
const OPEN: &str = ".outage-devtools > button";
const PANEL: &str = ".outage-devtools > section";
const MINUTE: Duration = Duration::from_secs(60);

fn session() -> web_sys::Storage {
    web_sys::window().unwrap().session_storage().unwrap().unwrap()
}

fn stored_overrides() -> Option<String> {
    session().get_item(OVERRIDES).unwrap()
}

fn clear_storage() {
    session().clear().unwrap();
}

/// Renders an availability and counts its renderings.
#[derive(Clone, PartialEq, Properties)]
struct CountedProps {
    renders: Count,
}

#[derive(Clone, Default)]
struct Count(Rc<Cell<u32>>);

impl PartialEq for Count {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[component]
fn Counted(props: &CountedProps) -> Html {
    let answer = use_availability("hide_bank");
    props.renders.0.set(props.renders.0.get() + 1);
    html! { <p class="counted">{ answer.name() }</p> }
}

#[derive(Clone, PartialEq, Properties)]
struct Props {
    feeds: Feeds,
    #[prop_or_default]
    clock: ClockHandle,
    #[prop_or_default]
    renders: Count,
    #[prop_or_default]
    on_event: Option<Callback<OutageEvent>>,
    #[prop_or(true)]
    with_panel: bool,
}

#[component]
fn App(props: &Props) -> Html {
    html! {
        <OutageGuard
            feeds={props.feeds.clone()}
            cache={Cache::None}
            clock={props.clock.clone()}
            on_event={props.on_event.clone()}
        >
            <GuardedSection section="bank" down_when={toggle("hide_bank").or(service("bank"))}>
                { "1234" }
            </GuardedSection>
            <GuardedSection section="mail" down_when="hide_mail">{ "Mail" }</GuardedSection>
            <Counted renders={props.renders.clone()} />
            if props.with_panel {
                <OutageDevtools />
            }
        </OutageGuard>
    }
}

fn props(feeds: impl Into<Feeds>) -> Props {
    Props {
        feeds: feeds.into(),
        clock: ClockHandle::default(),
        renders: Count::default(),
        on_event: None,
        with_panel: true,
    }
}

/// Mounts the app and opens the panel.
async fn mount_and_open(props: Props) -> Page<App> {
    let page = mount::<App>(props);
    open(&page).await;
    page
}

async fn open<C: BaseComponent>(page: &Page<C>) {
    until("the button is there", || page.find(OPEN).is_some()).await;
    page.click(OPEN);
    until("the panel is open", || page.find(PANEL).is_some()).await;
}

fn button_text<C: BaseComponent>(page: &Page<C>) -> String {
    page.get(OPEN).text_content().unwrap()
}

fn select<C: BaseComponent>(page: &Page<C>, key: &str) -> HtmlSelectElement {
    page.get(&format!("select[aria-label='Override of {key}']")).unchecked_into()
}

/// Selects an option as a user does.
fn choose<C: BaseComponent>(page: &Page<C>, key: &str, choice: i32) {
    let select = select(page, key);
    select.set_selected_index(choice);
    let bubbles = EventInit::new();
    bubbles.set_bubbles(true);
    select.dispatch_event(&Event::new_with_event_init_dict("change", &bubbles).unwrap()).unwrap();
}

const NOT_OVERRIDDEN: i32 = 0;
const ON: i32 = 1;
const OFF: i32 = 2;

fn press<C: BaseComponent>(page: &Page<C>, words: &str) {
    button(page, words).unwrap_or_else(|| panic!("no button {words}")).click();
}

fn button<C: BaseComponent>(page: &Page<C>, words: &str) -> Option<HtmlElement> {
    let buttons = page.root.query_selector_all("button").unwrap();
    (0..buttons.length())
        .filter_map(|at| buttons.item(at)?.dyn_into::<HtmlElement>().ok())
        .find(|button| button.text_content().is_some_and(|text| text.trim() == words))
}

fn listed_sections<C: BaseComponent>(page: &Page<C>) -> Vec<String> {
    let names = page.root.query_selector_all(".outage-devtools strong").unwrap();
    (0..names.length())
        .filter_map(|at| names.item(at)?.text_content())
        .filter(|name| name != "plain")
        .collect()
}

fn noon() -> Timestamp {
    "2026-05-02T12:00:00Z".parse().unwrap()
}

#[wasm_bindgen_test]
async fn an_override_changes_a_section_without_a_request() {
    clear_storage();
    let space = Space::new();
    space.flip("hide_bank", false).await;
    let page = mount_and_open(props(Feed::plain(space.url("/toggles")).every(MINUTE))).await;
    page.until_availability("bank", "available").await;
    let requests = space.requests().await.len();

    choose(&page, "hide_bank", ON);
    page.until_availability("bank", "down").await;
    until("the button shows it", || button_text(&page).contains("1 override")).await;
    assert!(page.text().contains("overridden"));
    choose(&page, "hide_bank", OFF);
    page.until_availability("bank", "available").await;
    choose(&page, "hide_bank", NOT_OVERRIDDEN);
    until("the button shows nothing", || button_text(&page) == "Outage devtools").await;
    assert_eq!(stored_overrides(), None);
    Witness::new().await.asks(|| {}).await;
    assert_eq!(space.requests().await.len(), requests);
}

#[wasm_bindgen_test]
async fn an_override_wins_over_what_a_feed_says_later() {
    clear_storage();
    let space = Space::new();
    space.flip("hide_bank", true).await;
    let page = mount_and_open(props(Feed::plain(space.url("/toggles")).every(SECOND))).await;
    page.until_availability("bank", "down").await;
    choose(&page, "hide_bank", OFF);
    page.until_availability("bank", "available").await;
    space.flip("hide_bank", false).await;
    until("the feed says off", || page.text().contains("feeds say off")).await;
    space.flip("hide_bank", true).await;
    until("the feed says on", || page.text().contains("feeds say on")).await;
    assert_eq!(page.availability("bank"), "available");
    choose(&page, "hide_bank", NOT_OVERRIDDEN);
    page.until_availability("bank", "down").await;
}

#[wasm_bindgen_test]
async fn overrides_survive_a_reload_and_are_in_force_only_while_a_panel_is_mounted() {
    clear_storage();
    let feed = Feed::fixed([("hide_bank", false), ("hide_mail", false)]);
    let page = mount_and_open(props(feed.clone())).await;
    choose(&page, "hide_bank", ON);
    choose(&page, "hide_mail", ON);
    page.until_availability("mail", "down").await;
    drop(page);

    let mut page = mount::<App>(props(feed.clone()));
    page.until_availability("bank", "down").await;
    until("the button shows it", || button_text(&page).contains("2 overrides")).await;
    page.update(Props { with_panel: false, ..props(feed.clone()) });
    page.until_availability("bank", "available").await;
    page.until_availability("mail", "available").await;
    page.update(props(feed));
    page.until_availability("bank", "down").await;

    open(&page).await;
    press(&page, "Clear all overrides");
    page.until_availability("bank", "available").await;
    page.until_availability("mail", "available").await;
    assert_eq!(stored_overrides(), None);
    until("no toggle is overridden", || select(&page, "hide_bank").selected_index() == NOT_OVERRIDDEN).await;
}

#[wasm_bindgen_test]
async fn stored_overrides_that_cannot_be_parsed_are_ignored() {
    for entry in ["", "null", "{", r#"{"version":"2","overrides":[{"key":"hide_bank","on":true}]}"#, "7"] {
        clear_storage();
        session().set_item(OVERRIDES, entry).unwrap();
        let page = mount_and_open(props(Feed::fixed([("hide_bank", false)]))).await;
        assert_eq!(button_text(&page), "Outage devtools", "{entry}");
        assert_eq!(page.availability("bank"), "available");
        choose(&page, "hide_bank", ON);
        page.until_availability("bank", "down").await;
        assert!(stored_overrides().unwrap().contains("hide_bank"));
    }
}

#[wasm_bindgen_test]
async fn an_override_does_not_reach_the_cache() {
    clear_storage();
    let local = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    local.clear().unwrap();
    let space = Space::new();
    space.flip("hide_bank", false).await;
    let feed = Feed::plain(space.url("/toggles"));
    let out = Out::default();
    let confirmed_at = || out.borrow().as_ref()?.health()[0].confirmed_at;
    let page = show(html! {
        <OutageGuard feeds={feed.clone()}>
            <GiveOut out={out.clone()} />
            <GuardedSection section="bank" down_when="hide_bank">{ "1234" }</GuardedSection>
            <OutageDevtools />
        </OutageGuard>
    });
    page.until_availability("bank", "available").await;
    open(&page).await;
    choose(&page, "hide_bank", ON);
    page.until_availability("bank", "down").await;
    press(&page, "+1 hour");
    let before = confirmed_at();
    press(&page, "Ask now");
    until("the feed has responded", || confirmed_at() != before).await;
    drop(page);
    let page = show(html! {
        <OutageGuard feeds={feed}>
            <GuardedSection section="bank" down_when="hide_bank">{ "1234" }</GuardedSection>
        </OutageGuard>
    });
    assert_eq!(local.length().unwrap(), 1, "only the feed's report is cached");
    let name = local.key(0).unwrap().unwrap();
    let report = local.get_item(&name).unwrap().unwrap();
    assert!(report.contains(r#"{"key":"hide_bank","on":false}"#), "{report}");
    let at: Timestamp = report.split('"').nth(7).unwrap().parse().unwrap();
    assert!((at.timestamp_millis() as f64 - js_sys::Date::now()).abs() < 60_000.0, "by the real time: {at}");
    page.until_availability("bank", "available").await;
}

#[wasm_bindgen_test]
async fn the_guards_time_moves_into_a_window_and_out_of_it_and_back_to_now() {
    clear_storage();
    let clock = ManualClock::at(noon());
    let start = noon() + Duration::from_secs(2 * 3_600);
    let feeds = fixed([window("w", "bank", start, Some(Duration::from_secs(2 * 3_600)))]);
    let page = mount_and_open(Props { clock: clock.clone().into(), ..props(feeds) }).await;
    assert_eq!(page.availability("bank"), "available");
    press(&page, "+1 hour");
    page.until_availability("bank", "approaching").await;
    until("the button shows it", || button_text(&page).contains("time +1 h")).await;
    // The store's timer goes by the guard's time, so the window begins by itself an hour later.
    clock.advance(Duration::from_secs(3_599));
    drawn().await;
    assert_eq!(page.availability("bank"), "approaching");
    clock.advance(SECOND);
    page.until_availability("bank", "down").await;
    press(&page, "+1 day");
    page.until_availability("bank", "available").await;
    press(&page, "−1 day");
    page.until_availability("bank", "down").await;
    press(&page, "Back to now");
    page.until_availability("bank", "approaching").await;
    until("the button shows nothing", || button_text(&page) == "Outage devtools").await;
}

#[wasm_bindgen_test]
async fn a_reload_resets_the_guards_time_and_the_servers_clock_does_not() {
    clear_storage();
    let space = Space::new();
    space.flip("hide_bank", false).await;
    let now = Timestamp::from_timestamp_millis(js_sys::Date::now() as i64).unwrap();
    let start = now + Duration::from_secs(23 * 3_600);
    let fixed = fixed([window("w", "bank", start, Some(Duration::from_secs(2 * 3_600)))]);
    let feeds: Feeds = vec![Feed::plain(space.url("/toggles")).every(SECOND), fixed[0].clone()].into();
    let page = mount_and_open(props(feeds.clone())).await;
    page.until_availability("bank", "available").await;
    press(&page, "+1 day");
    page.until_availability("bank", "down").await;
    // A request follows only after the response before it was applied.
    let requests = space.requests().await.len();
    space.until_asked(requests + 3).await;
    assert_eq!(page.availability("bank"), "down", "after two more responses with a `Date` header");
    drop(page);
    let page = mount::<App>(props(feeds));
    page.until_availability("bank", "available").await;
}

#[wasm_bindgen_test]
async fn the_guards_time_can_be_set_to_a_date_and_time() {
    clear_storage();
    let clock = ManualClock::at(noon());
    let start = noon() + Duration::from_secs(30 * 24 * 3_600);
    let feeds = fixed([window("w", "bank", start, Some(Duration::from_secs(2 * 3_600)))]);
    let page = mount_and_open(Props { clock: clock.into(), ..props(feeds) }).await;
    let field: HtmlInputElement = page.get("input[type='datetime-local']").unchecked_into();
    let local = js_sys::Date::new(&((start.timestamp_millis() + 60_000) as f64).into());
    let two = |number: u32| format!("{number:02}");
    field.set_value(&format!(
        "{}-{}-{}T{}:{}",
        local.get_full_year(),
        two(local.get_month() + 1),
        two(local.get_date()),
        two(local.get_hours()),
        two(local.get_minutes())
    ));
    press(&page, "Go");
    page.until_availability("bank", "down").await;
}

#[component]
fn Sections(props: &ViewProps) -> Html {
    html! {
        <OutageGuard feeds={Feed::fixed([("a", true)])}>
            { props.view.clone() }
            <OutageDevtools />
        </OutageGuard>
    }
}

#[wasm_bindgen_test]
async fn the_list_of_sections_follows_the_page() {
    clear_storage();
    let section =
        |name: &'static str, rule: Rule| html! { <GuardedSection section={name} down_when={rule} /> };
    let one = section("one", toggle("a"));
    let mut page =
        mount::<Sections>(ViewProps { view: html! { <>{ one.clone() }{ section("two", !toggle("a")) }</> } });
    open(&page).await;
    assert_eq!(listed_sections(&page), ["one", "two"]);
    assert!(page.text().contains("down when not a"));
    let third = section("third", toggle("a").and(service("s")));
    page.update(ViewProps { view: html! { <>{ one.clone() }{ third }</> } });
    until("the new name is listed", || listed_sections(&page) == ["one", "third"]).await;
    until("the new rule is listed", || page.text().contains("down when a and service s")).await;
    page.update(ViewProps { view: html! { <>{ one }</> } });
    until("the removed section is not listed", || listed_sections(&page) == ["one"]).await;
    page.update(ViewProps { view: Html::default() });
    until("no section is listed", || page.text().contains("There is no guarded section")).await;
}

#[wasm_bindgen_test]
async fn a_section_that_is_shown_is_outlined_for_a_while() {
    clear_storage();
    let clock = ManualClock::at(noon());
    let feed = Feed::fixed([("hide_bank", false)]);
    let page = mount_and_open(Props { clock: clock.clone().into(), ..props(feed) }).await;
    page.click("button[aria-label='Show bank']");
    let outlined = ".outage-section.outage-devtools-outlined";
    until("the section is outlined", || page.find(outlined).is_some()).await;
    assert_eq!(page.get(outlined).get_attribute("data-section").as_deref(), Some("bank"));
    until("the status line says so", || page.text().contains("Scrolled to bank.")).await;
    page.click("button[aria-label='Show mail']");
    until("the other section is outlined", || {
        page.get(outlined).get_attribute("data-section").as_deref() == Some("mail")
    })
    .await;
    assert_eq!(page.count(outlined), 1);
    clock.advance(3 * SECOND);
    until("the outline is gone", || page.find(outlined).is_none()).await;
}

#[wasm_bindgen_test]
async fn the_panel_repeats_no_event_and_renders_no_component_again() {
    clear_storage();
    let renders = Count::default();
    let events = Count::default();
    let on_event = Callback::from({
        let events = events.clone();
        move |_| events.0.set(events.0.get() + 1)
    });
    let feed = Feed::fixed([("hide_bank", false), ("hide_mail", false)]);
    let props = Props { renders: renders.clone(), on_event: Some(on_event), ..props(feed) };
    let page = mount_and_open(props).await;
    drawn().await;
    assert_eq!((renders.0.get(), events.0.get()), (1, 0));
    choose(&page, "hide_mail", ON);
    page.until_availability("mail", "down").await;
    press(&page, "+10 minutes");
    press(&page, "Ask now");
    page.click("button[aria-label='Show mail']");
    drawn().await;
    assert_eq!(
        (renders.0.get(), events.0.get()),
        (1, 1),
        "a component whose availability did not change is not rendered again"
    );
    choose(&page, "hide_bank", ON);
    page.until_availability("bank", "down").await;
    drawn().await;
    assert_eq!((renders.0.get(), events.0.get()), (2, 2));
}

#[wasm_bindgen_test]
async fn escape_closes_the_panel_and_returns_the_focus_to_the_button() {
    clear_storage();
    let page = mount_and_open(props(Feed::fixed([("hide_bank", false)]))).await;
    let field: HtmlElement = page.get(".outage-devtools input[type='text']").unchecked_into();
    field.focus().unwrap();
    let escape = js_sys::Function::new_no_args(
        "return new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })",
    );
    let escape: Event = escape.call0(&document()).unwrap().unchecked_into();
    field.dispatch_event(&escape).unwrap();
    until("the panel is closed", || page.find(PANEL).is_none()).await;
    until("the button has the focus", || document().active_element() == Some(page.get(OPEN))).await;
    assert_eq!(page.get(OPEN).get_attribute("aria-expanded").as_deref(), Some("false"));
}

#[wasm_bindgen_test]
async fn a_search_finds_toggles_without_regard_to_spelling() {
    clear_storage();
    let many = (0..200).map(|n| (format!("toggle_number_{n}"), false));
    let page = mount_and_open(props(Feed::fixed(many))).await;
    assert!(page.count(".outage-devtools select") < 60);
    assert!(page.text().contains("more. Search to find them."));
    let field: HtmlInputElement = page.get(".outage-devtools input[type='text']").unchecked_into();
    field.set_value("toggleNumber17");
    let bubbles = EventInit::new();
    bubbles.set_bubbles(true);
    field.dispatch_event(&Event::new_with_event_init_dict("input", &bubbles).unwrap()).unwrap();
    // 17 and 170 to 179.
    until("eleven toggles are listed", || page.count(".outage-devtools select") == 11).await;
}

#[wasm_bindgen_test]
async fn a_failure_is_described_without_secrets() {
    clear_storage();
    let space = Space::new();
    space.fault(serde_json::json!({ "status": 403 })).await;
    let feed = Feed::plain(space.url("/toggles?token=secret")).header("Authorization", "secret");
    let page = mount_and_open(props(feed)).await;
    until("the failure is described", || page.text().contains("the server answered with status 403")).await;
    until("the feed is shown as stopped", || page.text().contains("stopped: the server refuses")).await;
    assert!(page.text().contains(&space.url("/toggles")));
    assert!(!page.root.inner_html().contains("secret"));
    space.heal().await;
    press(&page, "Ask now");
    page.until_availability("bank", "available").await;
    until("the feed has recovered", || page.text().contains("last confirmed")).await;
}

#[wasm_bindgen_test]
async fn a_bug_report_that_cannot_be_copied_is_shown() {
    clear_storage();
    let navigator = web_sys::window().unwrap().navigator();
    let none = js_sys::Object::new();
    js_sys::Reflect::set(&none, &"value".into(), &wasm_bindgen::JsValue::UNDEFINED).unwrap();
    js_sys::Reflect::set(&none, &"configurable".into(), &true.into()).unwrap();
    js_sys::Object::define_property(&navigator, &"clipboard".into(), &none);
    let page: Page<View> = show(html! {
        <OutageGuard feeds={Feed::fixed([("hide_bank", true)])}>
            <GuardedSection section="bank" down_when="hide_bank" />
            <OutageDevtools />
        </OutageGuard>
    });
    open(&page).await;
    press(&page, "Copy a bug report");
    until("the report is shown", || page.find("textarea").is_some()).await;
    js_sys::Reflect::delete_property(&navigator, &"clipboard".into()).unwrap();
    let field: web_sys::HtmlTextAreaElement = page.get("textarea").unchecked_into();
    assert!(field.read_only());
    assert!(field.value().contains("- bank: down, no end known; rule: hide_bank"), "{}", field.value());
    until("the report has the focus", || document().active_element() == Some(page.get("textarea"))).await;
}

#[wasm_bindgen_test]
async fn outside_of_a_guard_nothing_is_shown() {
    let page = show(html! { <><OutageDevtools /><p>{ "The page" }</p></> });
    until("the page is there", || page.text().contains("The page")).await;
    drawn().await;
    assert_eq!(page.find(".outage-devtools"), None);
}
