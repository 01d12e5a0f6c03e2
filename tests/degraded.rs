//! Tests of sections that work badly, of what alerts say about time, and of policies of one section.
#![cfg(target_arch = "wasm32")]

mod common;

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use common::{Page, SECOND, drawn, mount, until};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use yew::prelude::*;
use yew_outage::feed::Feeds;
use yew_outage::model::{Impact, Report};
use yew_outage::prelude::*;
use yew_outage::store::{ClockHandle, ManualClock};
use yew_outage::testing::ScriptedFeed;

wasm_bindgen_test_configure!(run_in_browser);

const MINUTE: Duration = Duration::from_secs(60);

type Events = Rc<RefCell<Vec<OutageEvent>>>;

#[derive(Clone, PartialEq, Properties)]
struct Props {
    feeds: Feeds,
    clock: ClockHandle,
    messages: Languages,
    on_event: Option<Callback<OutageEvent>>,
    children: Html,
}

#[component]
fn App(props: &Props) -> Html {
    html! {
        <OutageGuard
            feeds={props.feeds.clone()}
            clock={props.clock.clone()}
            cache={Cache::None}
            messages={props.messages.clone()}
            on_event={props.on_event.clone()}
            time_zone="America/New_York"
        >
            { props.children.clone() }
        </OutageGuard>
    }
}

fn evening() -> Timestamp {
    "2026-05-02T18:00:00-04:00".parse().unwrap()
}

struct Visit {
    page: Page<App>,
    clock: ManualClock,
    events: Events,
}

impl Visit {
    fn new(feeds: impl Into<Feeds>, children: Html) -> Self {
        Self::in_language(feeds, children, &Messages::ENGLISH)
    }

    fn in_language(feeds: impl Into<Feeds>, children: Html, messages: &'static Messages) -> Self {
        web_sys::window().unwrap().session_storage().unwrap().unwrap().clear().unwrap();
        let clock = ManualClock::at(evening());
        let events = Events::default();
        let page = mount(Props {
            feeds: feeds.into(),
            clock: ClockHandle::from(clock.clone()),
            messages: Languages::One(messages),
            on_event: Some(Callback::from({
                let events = events.clone();
                move |event| events.borrow_mut().push(event)
            })),
            children,
        });
        Self { page, clock, events }
    }

    fn event_names(&self) -> Vec<&'static str> {
        let name = |event: &OutageEvent| match event {
            OutageEvent::SectionDown { .. } => "down",
            OutageEvent::SectionDegraded { .. } => "degraded",
            OutageEvent::SectionOverdue { .. } => "overdue",
            OutageEvent::SectionBack { .. } => "back",
            OutageEvent::SectionWarned { .. } => "warned",
            _ => "another",
        };
        self.events.borrow().iter().map(name).collect()
    }

    fn body(&self) -> String {
        self.page.get(".outage-alert__body").text_content().unwrap()
    }

    /// Lets time pass, once the guard has started: before that it sets no timer.
    async fn advance(&self, time: Duration) {
        until("the guard has set a timer", || self.clock.pending() > 0).await;
        self.clock.advance(time);
    }

    async fn until_says(&self, words: &str) {
        until(&format!("the page says {words}"), || self.page.text().contains(words)).await;
    }
}

fn bank() -> Html {
    html! {
        <GuardedSection section="bank" down_when={service("bank")} degraded_when="slow_bank">
            <input class="field" />
        </GuardedSection>
    }
}

fn fixed(outages: impl IntoIterator<Item = Outage>) -> Feeds {
    let mut report = Report::builder();
    outages.into_iter().for_each(|outage| report.ongoing(outage));
    Feed::fixed_report(report.build()).into()
}

fn slow() -> Outage {
    Outage::unplanned("slow", ["bank"]).with_impact(Impact::Degraded)
}

#[wasm_bindgen_test]
async fn a_note_stands_above_a_section_that_works_badly_and_can_be_dismissed() {
    let script = ScriptedFeed::new();
    let visit = Visit::new(script.feed(), bank());
    visit.page.until_availability("bank", "available").await;
    let field = visit.page.get(".field");
    script.respond_with_outages::<&str, bool>([], [slow()]);
    visit.page.until_availability("bank", "degraded").await;
    assert!(field.is_connected(), "the section works");
    let text = visit.page.text();
    assert!(text.contains("You may have problems with bank right now"), "{text}");
    assert!(!text.contains("work again"), "it works: {text}");
    assert!(
        text.contains("A system behind this part of the page is slow or does not always work."),
        "{text}"
    );
    let said = || visit.page.get("[role=status]").text_content().unwrap();
    until("it is announced", || said() == "You may have problems with bank right now").await;
    visit.page.click(".outage-action");
    until("the note is gone", || visit.page.count(".outage-alert") == 0).await;
    script.respond_with_outages::<&str, bool>([], [slow(), Outage::unplanned("out", ["bank"])]);
    visit.page.until_availability("bank", "down").await;
    script.respond_with_outages::<&str, bool>([], []);
    visit.page.until_availability("bank", "available").await;
    assert_eq!(visit.event_names(), ["degraded", "down", "back"]);
}

#[wasm_bindgen_test]
async fn a_toggle_degrades_a_section_and_a_downtime_may_approach_at_the_same_time() {
    let mut report = Report::builder();
    report.toggle("slow_bank", Toggle::on());
    report.outage(Outage::planned("work", ["bank"]).with_starts_at(evening() + 30 * MINUTE));
    let visit = Visit::new(Feed::fixed_report(report.build()), bank());
    visit.page.until_availability("bank", "degraded").await;
    until("note and warning are shown", || visit.page.count(".outage-alert") == 2).await;
    visit.until_says("Soon you won’t be able to use bank for a while").await;
    visit.until_says("The work starts 6:30 p.m. ET tonight (in about 30 minutes).").await;
    visit.advance(30 * MINUTE).await;
    visit.page.until_availability("bank", "down").await;
    assert_eq!((visit.page.count(".outage-alert"), visit.page.count(".field")), (1, 0));
}

#[wasm_bindgen_test]
async fn an_alert_says_how_long_it_still_takes_and_then_that_it_takes_longer() {
    let outage = Outage::unplanned("out", ["bank"]).with_starts_at(evening() - 10 * MINUTE);
    let visit = Visit::new(fixed([outage.with_ends_at(evening() + 20 * MINUTE)]), bank());
    visit.page.until_availability("bank", "down").await;
    assert!(visit.body().contains("We have known about this since 5:50 p.m. ET today."), "{}", visit.body());
    visit.until_says("We expect it to work again by 6:20 p.m. ET tonight (in about 20 minutes).").await;
    visit.advance(MINUTE).await;
    visit.until_says("6:20 p.m. ET tonight (in about 19 minutes)").await;
    visit.advance(19 * MINUTE).await;
    visit.until_says("This is taking longer than expected.").await;
    assert_eq!(visit.page.availability("bank"), "down");
    assert_eq!(visit.event_names(), ["down", "overdue"]);
    visit.advance(60 * MINUTE).await;
    drawn().await;
    assert_eq!(visit.event_names(), ["down", "overdue"], "it is told once");
}

#[wasm_bindgen_test]
async fn near_days_have_names_in_both_languages() {
    for (hours, english, spanish) in [
        (
            1,
            "by 7:00 p.m. ET tonight (in about 1 hour).",
            "a más tardar esta noche a las 7:00 p.m. ET (dentro de aproximadamente 1 hora).",
        ),
        (
            8,
            "by 2:00 a.m. ET tomorrow (in about 8 hours).",
            "a más tardar mañana a las 2:00 a.m. ET (dentro de aproximadamente 8 horas).",
        ),
        (29, "by 11:00 p.m. ET tomorrow.", "a más tardar mañana a las 11:00 p.m. ET."),
        (
            31,
            "by Monday, May 4, 2026, at 1:00 a.m. ET.",
            "a más tardar el lunes, 4 de mayo de 2026, 1:00 a.m. ET.",
        ),
    ] {
        for (messages, words) in [(&Messages::ENGLISH, english), (&Messages::SPANISH, spanish)] {
            let outage = Outage::unplanned("out", ["bank"]).with_ends_at(evening() + hours * 60 * MINUTE);
            Visit::in_language(fixed([outage]), bank(), messages).until_says(words).await;
        }
    }
}

#[wasm_bindgen_test]
async fn planned_work_and_a_failure_have_their_own_words() {
    for (outage, words) in [
        (Outage::planned("work", ["bank"]), "We’re working on a system behind this part of the page."),
        (
            Outage::unplanned("out", ["bank"]),
            "We’re sorry. A system behind this part of the page is not working.",
        ),
    ] {
        let visit = Visit::new(fixed([outage.with_ends_at(evening() + 20 * MINUTE)]), bank());
        visit.until_says(words).await;
    }
}

#[wasm_bindgen_test]
async fn the_authors_own_words_stand_beside_those_of_the_library() {
    let help = html! { <p class="phone">{ "Call 800-555-0100." }</p> };
    let children = html! {
        <>
            <GuardedSection section="bank" down_when={service("bank")} help={help.clone()} />
            <GuardedSection
                section="mail"
                down_when={service("mail")}
                headline="Mail is out"
                fallback={html! { <TemporaryOutage><p>{ "Our own body." }</p></TemporaryOutage> }}
                {help}
            />
        </>
    };
    let visit = Visit::new(fixed([Outage::unplanned("out", ["bank", "mail"])]), children);
    visit.page.until_availability("mail", "down").await;
    until("the help is in both alerts", || visit.page.count(".outage-alert .phone") == 2).await;
    let text = visit.page.text();
    assert!(text.contains("is not working.") && text.contains("Our own body."), "{text}");
    assert!(text.contains("Mail is out"), "{text}");
}

#[wasm_bindgen_test]
async fn a_section_may_have_its_own_policies() {
    let children = html! {
        <>
            <GuardedSection section="guard's" down_when="a" />
            <GuardedSection
                section="own"
                down_when="a"
                while_unknown={WhileUnknown::ShowOutage { after: Duration::from_secs(10) }}
            />
        </>
    };
    let visit = Visit::new(ScriptedFeed::unresponsive().feed(), children);
    visit.page.until_availability("own", "unknown").await;
    drawn().await;
    visit.advance(3 * SECOND).await;
    until("the first shows its section", || {
        visit.page.count("[data-section=\"guard's\"] .outage-content") == 1
    })
    .await;
    assert_eq!(visit.page.count("[data-section=own] .outage-content"), 0);
    assert_eq!(visit.page.count("[data-section=own] .outage-alert"), 0);
    visit.advance(7 * SECOND).await;
    until("the second shows its outage", || visit.page.count("[data-section=own] .outage-alert") == 1).await;
}

#[wasm_bindgen_test]
async fn a_section_may_warn_earlier_than_the_guard_or_never() {
    let children = html! {
        <>
            <GuardedSection section="guard's" down_when={service("bank")} />
            <GuardedSection section="early" down_when={service("bank")} warn_before={180 * MINUTE} />
            <GuardedSection section="never" down_when={service("bank")} warn_before={Duration::ZERO} />
        </>
    };
    let mut windows = Report::builder();
    windows.outage(Outage::planned("work", ["bank"]).with_starts_at(evening() + 120 * MINUTE));
    let visit = Visit::new(Feed::fixed_report(windows.build()), children);
    visit.page.until_availability("early", "approaching").await;
    assert_eq!(visit.page.availability("guard's"), "available");
    visit.advance(60 * MINUTE).await;
    visit.page.until_availability("guard's", "approaching").await;
    assert_eq!(visit.page.availability("never"), "available");
    visit.advance(60 * MINUTE).await;
    visit.page.until_availability("never", "down").await;
}
