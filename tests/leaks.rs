//! Tests for leaks: an unmounted page leaves no listener, timer, event stream or memory behind.
#![cfg(target_arch = "wasm32")]

mod common;

use std::time::Duration;

use common::{GiveOut, Out, Space, mount, until};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use yew::prelude::*;
use yew_outage::feed::Feeds;
use yew_outage::prelude::*;
use yew_outage::store::{ClockHandle, ManualClock};

wasm_bindgen_test_configure!(run_in_browser);

/// Counts the open listeners, timers and streams of the page, by wrapping the browser's own functions.
#[wasm_bindgen(inline_js = "
    const open = { listeners: 0, timers: new Set(), streams: new Set() };
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    const lasting = (target) => target === window || target === document;
    EventTarget.prototype.addEventListener = function (...args) {
        if (lasting(this)) open.listeners += 1;
        return addEventListener.apply(this, args);
    };
    EventTarget.prototype.removeEventListener = function (...args) {
        if (lasting(this)) open.listeners -= 1;
        return removeEventListener.apply(this, args);
    };
    const { setTimeout, clearTimeout, EventSource } = window;
    window.setTimeout = (call, ...rest) => {
        const id = setTimeout((...args) => { open.timers.delete(id); call(...args); }, ...rest);
        open.timers.add(id);
        return id;
    };
    window.clearTimeout = (id) => { open.timers.delete(id); clearTimeout(id); };
    window.EventSource = class extends EventSource {
        constructor(...args) { super(...args); open.streams.add(this); }
        close() { open.streams.delete(this); super.close(); }
    };
    export function count() { return `${open.listeners} listeners, ${open.timers.size} timers, ${open.streams.size} streams`; }
    export function heap() {
        if (typeof gc !== 'function') throw new Error('start the browser with --js-flags=--expose-gc');
        gc();
        return performance.memory.usedJSHeapSize;
    }
")]
extern "C" {
    fn count() -> String;
    fn heap() -> f64;
}

#[derive(Clone, PartialEq, Properties)]
struct Props {
    feeds: Feeds,
    clock: ClockHandle,
    /// Receives the guard's handle.
    out: Option<Out>,
}

/// A page of fifty guarded sections: half of them are down, and one has a warning.
#[component]
fn Fifty(props: &Props) -> Html {
    html! {
        <OutageGuard feeds={props.feeds.clone()} clock={props.clock.clone()} cache={Cache::None}>
            <MaintenanceBanner />
            <OutageSummary />
            { for props.out.iter().map(|out| html! { <GiveOut out={out.clone()} /> }) }
            { for (0..50).map(|number| {
                let rule = if number % 2 == 0 { toggle("on") } else { toggle("off") };
                html! {
                    <GuardedSection section={format!("section {number}")} down_when={rule.or(service("bank"))}>
                        <p>{ "Works" }</p>
                    </GuardedSection>
                }
            }) }
        </OutageGuard>
    }
}

/// Waits until this is open in the page, because Yew unmounts in a task of its own.
async fn until_open(wanted: &str) {
    until(&format!("{wanted} are left"), || count() == wanted).await;
}

/// Waits until the heap is about as large as it was, because garbage may be collected late. A single leaked listener
/// would hold its whole page, and a thousand pages are tens of megabytes.
async fn heap_is_about(before: f64) {
    let grown = || (heap() - before) / 1024.0;
    until("the heap has grown by less than a megabyte", || grown() < 1_024.0).await;
    web_sys::console::log_1(&format!("{}, heap {:+.0} KiB", count(), grown()).into());
}

#[wasm_bindgen_test]
async fn mounting_and_unmounting_fifty_sections_a_thousand_times_leaks_nothing() {
    let space = Space::new();
    space.flip("on", true).await;
    let url = space.url("/toggles");
    let round = async |number: u32| {
        let feeds = Feeds::from(Feed::plain(&*url));
        let page = mount::<Fifty>(Props { feeds, clock: ClockHandle::default(), out: None });
        if number.is_multiple_of(2) {
            until("a request is in flight", || page.find(".outage-section").is_some()).await;
        } else {
            page.until_availability("section 0", "down").await;
        }
    };
    // Create what exists once per document (Yew's own listeners, the module's buffers) before counting.
    for number in 0..50 {
        round(number).await;
    }
    until("no timer and no stream is left", || count().ends_with(" listeners, 0 timers, 0 streams")).await;
    let before = (count(), heap());
    for number in 0..1_000 {
        round(number).await;
    }
    until_open(&before.0).await;
    heap_is_about(before.1).await;
}

#[wasm_bindgen_test]
async fn a_day_of_polling_leaks_no_more_than_a_minute() {
    let space = Space::new();
    space.flip("on", true).await;
    let clock = ManualClock::at(Timestamp::from_timestamp_millis(js_sys::Date::now() as i64).unwrap());
    let out = Out::default();
    // Longer than any step of the clock, so that no request times out within a step.
    let feed = Feed::plain(space.url("/toggles")).timeout(Duration::from_secs(60));
    let feeds = Feeds::from(feed);
    let open = mount::<Fifty>(Props { feeds, clock: clock.clone().into(), out: Some(out.clone()) });
    open.until_availability("section 0", "down").await;
    let confirmed_at = || out.borrow().as_ref().and_then(|guard| guard.health()[0].confirmed_at);
    let mut before = None;
    // Each poll comes 27 to 33 seconds after the response before it.
    for poll in 0..24 * 60 * 2 {
        let last = confirmed_at();
        clock.advance(Duration::from_secs(33));
        until("it is answered", || confirmed_at() != last).await;
        if poll == 100 {
            before = Some((count(), clock.pending(), heap()));
        }
    }
    let (counted, pending, used) = before.unwrap();
    assert_eq!(clock.pending(), pending);
    until_open(&counted).await;
    heap_is_about(used).await;
    drop(open);
    until("no timer is left", || clock.pending() == 0).await;
}
