//! The panel for developers, beside real sections and a real endpoint.
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

fn kept() -> Option<String> {
    session().get_item(OVERRIDES).unwrap()
}

fn forget() {
    session().clear().unwrap();
}

/// Counts how often it is rendered.
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

/// Mounts the app and opens its panel.
async fn opened(props: Props) -> Page<App> {
    let page = mount::<App>(props);
    open(&page).await;
    page
}

async fn open<C: BaseComponent>(page: &Page<C>) {
    until("the button is there", || page.find(OPEN).is_some()).await;
    page.click(OPEN);
    until("the panel is open", || page.find(PANEL).is_some()).await;
}

fn label<C: BaseComponent>(page: &Page<C>) -> String {
    page.get(OPEN).text_content().unwrap()
}

fn select<C: BaseComponent>(page: &Page<C>, key: &str) -> HtmlSelectElement {
    page.get(&format!("select[aria-label='Override of {key}']")).unchecked_into()
}

/// Chooses as a reader does.
fn choose<C: BaseComponent>(page: &Page<C>, key: &str, choice: i32) {
    let select = select(page, key);
    select.set_selected_index(choice);
    let bubbles = EventInit::new();
    bubbles.set_bubbles(true);
    select.dispatch_event(&Event::new_with_event_init_dict("change", &bubbles).unwrap()).unwrap();
}

const AS_IS: i32 = 0;
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

fn listed<C: BaseComponent>(page: &Page<C>) -> Vec<String> {
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
async fn an_override_takes_a_section_down_and_back_without_a_request() {
    forget();
    let space = Space::new();
    space.flip("hide_bank", false).await;
    let page = opened(props(Feed::plain(space.url("/toggles")).every(MINUTE))).await;
    page.until_availability("bank", "available").await;
    let asked = space.requests().await.len();

    choose(&page, "hide_bank", ON);
    page.until_availability("bank", "down").await;
    until("the button says so", || label(&page).contains("1 override")).await;
    assert!(page.text().contains("overridden"));
    choose(&page, "hide_bank", OFF);
    page.until_availability("bank", "available").await;
    choose(&page, "hide_bank", AS_IS);
    until("the button says nothing", || label(&page) == "Outage devtools").await;
    assert_eq!(kept(), None);
    Witness::new().await.asks(|| {}).await;
    assert_eq!(space.requests().await.len(), asked);
}

#[wasm_bindgen_test]
async fn an_override_wins_over_what_a_feed_says_later() {
    forget();
    let space = Space::new();
    space.flip("hide_bank", true).await;
    let page = opened(props(Feed::plain(space.url("/toggles")).every(SECOND))).await;
    page.until_availability("bank", "down").await;
    choose(&page, "hide_bank", OFF);
    page.until_availability("bank", "available").await;
    space.flip("hide_bank", false).await;
    until("the feed says off", || page.text().contains("feeds say off")).await;
    space.flip("hide_bank", true).await;
    until("the feed says on", || page.text().contains("feeds say on")).await;
    assert_eq!(page.availability("bank"), "available");
    choose(&page, "hide_bank", AS_IS);
    page.until_availability("bank", "down").await;
}

#[wasm_bindgen_test]
async fn overrides_outlive_the_page_and_are_in_force_only_with_a_panel_that_says_so() {
    forget();
    let feed = Feed::fixed([("hide_bank", false), ("hide_mail", false)]);
    let page = opened(props(feed.clone())).await;
    choose(&page, "hide_bank", ON);
    choose(&page, "hide_mail", ON);
    page.until_availability("mail", "down").await;
    drop(page);

    let mut page = mount::<App>(props(feed.clone()));
    page.until_availability("bank", "down").await;
    until("the button says so", || label(&page).contains("2 overrides")).await;
    page.update(Props { with_panel: false, ..props(feed.clone()) });
    page.until_availability("bank", "available").await;
    page.until_availability("mail", "available").await;
    page.update(props(feed));
    page.until_availability("bank", "down").await;

    open(&page).await;
    press(&page, "Clear all overrides");
    page.until_availability("bank", "available").await;
    page.until_availability("mail", "available").await;
    assert_eq!(kept(), None);
    until("each is as it was", || select(&page, "hide_bank").selected_index() == AS_IS).await;
}

#[wasm_bindgen_test]
async fn entries_that_nobody_can_read_are_none() {
    for entry in ["", "null", "{", r#"{"version":"2","overrides":[{"key":"hide_bank","on":true}]}"#, "7"] {
        forget();
        session().set_item(OVERRIDES, entry).unwrap();
        let page = opened(props(Feed::fixed([("hide_bank", false)]))).await;
        assert_eq!(label(&page), "Outage devtools", "{entry}");
        assert_eq!(page.availability("bank"), "available");
        choose(&page, "hide_bank", ON);
        page.until_availability("bank", "down").await;
        assert!(kept().unwrap().contains("hide_bank"));
    }
}

#[wasm_bindgen_test]
async fn an_override_reaches_no_other_storage() {
    forget();
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
    until("it is answered", || confirmed_at() != before).await;
    drop(page);
    let page = show(html! {
        <OutageGuard feeds={feed}>
            <GuardedSection section="bank" down_when="hide_bank">{ "1234" }</GuardedSection>
        </OutageGuard>
    });
    assert_eq!(local.length().unwrap(), 1, "the feed's report");
    let name = local.key(0).unwrap().unwrap();
    let report = local.get_item(&name).unwrap().unwrap();
    assert!(report.contains(r#"{"key":"hide_bank","on":false}"#), "{report}");
    let at: Timestamp = report.split('"').nth(7).unwrap().parse().unwrap();
    assert!((at.timestamp_millis() as f64 - js_sys::Date::now()).abs() < 60_000.0, "by the real time: {at}");
    page.until_availability("bank", "available").await;
}

#[wasm_bindgen_test]
async fn one_travels_into_a_window_and_out_of_it_and_back_to_now() {
    forget();
    let clock = ManualClock::at(noon());
    let start = noon() + Duration::from_secs(2 * 3_600);
    let feeds = fixed([window("w", "bank", start, Some(Duration::from_secs(2 * 3_600)))]);
    let page = opened(Props { clock: clock.clone().into(), ..props(feeds) }).await;
    assert_eq!(page.availability("bank"), "available");
    press(&page, "+1 hour");
    page.until_availability("bank", "approaching").await;
    until("the button says so", || label(&page).contains("time +1 h")).await;
    // The boundary's timer goes by the travelled time: the window begins by itself, an hour on.
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
    until("the button says nothing", || label(&page) == "Outage devtools").await;
}

#[wasm_bindgen_test]
async fn the_servers_clock_does_not_undo_it_and_a_reload_does() {
    forget();
    let space = Space::new();
    space.flip("hide_bank", false).await;
    let now = Timestamp::from_timestamp_millis(js_sys::Date::now() as i64).unwrap();
    let start = now + Duration::from_secs(23 * 3_600);
    let fixed = fixed([window("w", "bank", start, Some(Duration::from_secs(2 * 3_600)))]);
    let feeds: Feeds = vec![Feed::plain(space.url("/toggles")).every(SECOND), fixed[0].clone()].into();
    let page = opened(props(feeds.clone())).await;
    page.until_availability("bank", "available").await;
    press(&page, "+1 day");
    page.until_availability("bank", "down").await;
    // It is asked once it has taken the answer before.
    let asked = space.requests().await.len();
    space.until_asked(asked + 3).await;
    assert_eq!(page.availability("bank"), "down", "two answers with a `Date` later");
    drop(page);
    let page = mount::<App>(props(feeds));
    page.until_availability("bank", "available").await;
}

#[wasm_bindgen_test]
async fn a_moment_can_be_named() {
    forget();
    let clock = ManualClock::at(noon());
    let start = noon() + Duration::from_secs(30 * 24 * 3_600);
    let feeds = fixed([window("w", "bank", start, Some(Duration::from_secs(2 * 3_600)))]);
    let page = opened(Props { clock: clock.into(), ..props(feeds) }).await;
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
    forget();
    let section =
        |name: &'static str, rule: Rule| html! { <GuardedSection section={name} down_when={rule} /> };
    let one = section("one", toggle("a"));
    let mut page =
        mount::<Sections>(ViewProps { view: html! { <>{ one.clone() }{ section("two", !toggle("a")) }</> } });
    open(&page).await;
    assert_eq!(listed(&page), ["one", "two"]);
    assert!(page.text().contains("down when not a"));
    let third = section("third", toggle("a").and(service("s")));
    page.update(ViewProps { view: html! { <>{ one.clone() }{ third }</> } });
    until("the name is followed", || listed(&page) == ["one", "third"]).await;
    until("the rule is, too", || page.text().contains("down when a and service s")).await;
    page.update(ViewProps { view: html! { <>{ one }</> } });
    until("what is gone is gone", || listed(&page) == ["one"]).await;
    page.update(ViewProps { view: Html::default() });
    until("nothing is left", || page.text().contains("There is no guarded section")).await;
}

#[wasm_bindgen_test]
async fn a_section_that_is_shown_is_outlined_for_a_while() {
    forget();
    let clock = ManualClock::at(noon());
    let feed = Feed::fixed([("hide_bank", false)]);
    let page = opened(Props { clock: clock.clone().into(), ..props(feed) }).await;
    page.click("button[aria-label='Show bank']");
    let outlined = ".outage-section.outage-devtools-outlined";
    until("it is outlined", || page.find(outlined).is_some()).await;
    assert_eq!(page.get(outlined).get_attribute("data-section").as_deref(), Some("bank"));
    until("it is said", || page.text().contains("Scrolled to bank.")).await;
    page.click("button[aria-label='Show mail']");
    until("the next one is", || page.get(outlined).get_attribute("data-section").as_deref() == Some("mail"))
        .await;
    assert_eq!(page.count(outlined), 1);
    clock.advance(3 * SECOND);
    until("no longer", || page.find(outlined).is_none()).await;
}

#[wasm_bindgen_test]
async fn nothing_is_told_twice_and_no_section_is_rendered_for_the_panel() {
    forget();
    let renders = Count::default();
    let told = Count::default();
    let on_event = Callback::from({
        let told = told.clone();
        move |_| told.0.set(told.0.get() + 1)
    });
    let feed = Feed::fixed([("hide_bank", false), ("hide_mail", false)]);
    let props = Props { renders: renders.clone(), on_event: Some(on_event), ..props(feed) };
    let page = opened(props).await;
    drawn().await;
    assert_eq!((renders.0.get(), told.0.get()), (1, 0));
    choose(&page, "hide_mail", ON);
    page.until_availability("mail", "down").await;
    press(&page, "+10 minutes");
    press(&page, "Ask now");
    page.click("button[aria-label='Show mail']");
    drawn().await;
    assert_eq!((renders.0.get(), told.0.get()), (1, 1), "whose answer did not change is left alone");
    choose(&page, "hide_bank", ON);
    page.until_availability("bank", "down").await;
    drawn().await;
    assert_eq!((renders.0.get(), told.0.get()), (2, 2));
}

#[wasm_bindgen_test]
async fn escape_closes_it_and_gives_the_focus_back() {
    forget();
    let page = opened(props(Feed::fixed([("hide_bank", false)]))).await;
    let field: HtmlElement = page.get(".outage-devtools input[type='text']").unchecked_into();
    field.focus().unwrap();
    let escape = js_sys::Function::new_no_args(
        "return new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })",
    );
    let escape: Event = escape.call0(&document()).unwrap().unchecked_into();
    field.dispatch_event(&escape).unwrap();
    until("it is closed", || page.find(PANEL).is_none()).await;
    until("the button has the focus", || document().active_element() == Some(page.get(OPEN))).await;
    assert_eq!(page.get(OPEN).get_attribute("aria-expanded").as_deref(), Some("false"));
}

#[wasm_bindgen_test]
async fn a_search_finds_a_toggle_among_many_whatever_its_spelling() {
    forget();
    let many = (0..200).map(|n| (format!("toggle_number_{n}"), false));
    let page = opened(props(Feed::fixed(many))).await;
    assert!(page.count(".outage-devtools select") < 60);
    assert!(page.text().contains("more. Search to find them."));
    let field: HtmlInputElement = page.get(".outage-devtools input[type='text']").unchecked_into();
    field.set_value("toggleNumber17");
    let bubbles = EventInit::new();
    bubbles.set_bubbles(true);
    field.dispatch_event(&Event::new_with_event_init_dict("input", &bubbles).unwrap()).unwrap();
    // 17 and 170 to 179.
    until("eleven are left", || page.count(".outage-devtools select") == 11).await;
}

#[wasm_bindgen_test]
async fn no_secret_is_shown_and_a_failure_is_told_in_words() {
    forget();
    let space = Space::new();
    space.fault(serde_json::json!({ "status": 403 })).await;
    let feed = Feed::plain(space.url("/toggles?token=secret")).header("Authorization", "secret");
    let page = opened(props(feed)).await;
    until("the failure is told", || page.text().contains("the server answered with status 403")).await;
    until("and that it stopped", || page.text().contains("stopped: the server refuses")).await;
    assert!(page.text().contains(&space.url("/toggles")));
    assert!(!page.root.inner_html().contains("secret"));
    space.heal().await;
    press(&page, "Ask now");
    page.until_availability("bank", "available").await;
    until("it is well again", || page.text().contains("last confirmed")).await;
}

#[wasm_bindgen_test]
async fn a_report_is_shown_where_it_cannot_be_copied() {
    forget();
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
    until("it is shown", || page.find("textarea").is_some()).await;
    js_sys::Reflect::delete_property(&navigator, &"clipboard".into()).unwrap();
    let field: web_sys::HtmlTextAreaElement = page.get("textarea").unchecked_into();
    assert!(field.read_only());
    assert!(field.value().contains("- bank: down, no end known; rule: hide_bank"), "{}", field.value());
    until("it has the focus", || document().active_element() == Some(page.get("textarea"))).await;
}

#[wasm_bindgen_test]
async fn outside_of_a_guard_there_is_nothing() {
    let page = show(html! { <><OutageDevtools /><p>{ "The page" }</p></> });
    until("the page is there", || page.text().contains("The page")).await;
    drawn().await;
    assert_eq!(page.find(".outage-devtools"), None);
}
