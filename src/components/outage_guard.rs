//! The component that polls feeds and provides their reports to the sections inside.

use std::rc::Rc;
use std::time::Duration;

use yew::prelude::*;

use super::live_region::LiveRegion;
use super::outage_handle::OutageHandle;
use super::presentation::Presentation;
use crate::feed::Feeds;
use crate::skin::Skin;
use crate::store::{Cache, ClockHandle, Initial, Listener, OutageEvent, Settings, Store, WhileUnknown};
use crate::text::Languages;

/// Properties of [`OutageGuard`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct OutageGuardProps {
    /// Where outages are announced; of two feeds that name the same toggle the later one wins. Default:
    /// none. They may change at any time: a feed that stays goes on undisturbed.
    #[prop_or_default]
    pub feeds: Feeds,
    /// What sections show while nothing is known, and from when. Default: the section, after 3 s.
    #[prop_or_default]
    pub while_unknown: WhileUnknown,
    /// How long ahead of its start a maintenance window counts as approaching. Default: 1 hour.
    #[prop_or(Duration::from_secs(60 * 60))]
    pub warn_before: Duration,
    /// Where the last good report of each feed is kept, to be shown at once at the next visit. Default:
    /// in `localStorage`, for 24 hours. Read when the guard is mounted.
    #[prop_or_default]
    pub cache: Cache,
    /// Hears of what happens to sections and feeds. Default: nobody.
    #[prop_or_default]
    pub on_event: Option<Callback<OutageEvent>>,
    /// The language of alerts, or several to choose from. Default: that of the guard around; without one,
    /// English or Spanish, as the page (`<html lang>`) or else the reader's browser says. Chosen whenever
    /// the guard is rendered.
    #[prop_or_default]
    pub messages: Languages,
    /// How alerts are drawn. Default: as in the guard around; without one, in the library's own look.
    #[prop_or_default]
    pub skin: Option<Skin>,
    /// The IANA time zone for times in alerts: `America/New_York`. Default: that of the guard around;
    /// without one, the reader's own. One that the browser does not know counts as the reader's own.
    #[prop_or_default]
    pub time_zone: Option<AttrValue>,
    /// The clock to live by. Default: the reader's own. Another one makes a new guard: nothing is known
    /// again.
    #[prop_or_default]
    pub clock: ClockHandle,
    /// What the feeds said when a server made the page: the first thing drawn is what the server drew, or
    /// would have drawn. Default: nothing. Read when the guard is mounted.
    #[prop_or_default]
    pub initial: Option<Initial>,
    /// The page, or the part of it that is guarded.
    #[prop_or_default]
    pub children: Html,
}

/// Provides what its feeds say to all sections inside.
///
/// Put one around the page. Guards may be nested: the inner one shadows the outer, and its feeds alone
/// count for what is inside. Language, skin and time zone it takes over, unless it says its own.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// #[component]
/// fn App() -> Html {
///     html! {
///         <OutageGuard feeds={Feed::vets_api("/v0/feature_toggles")}>
///             <GuardedSection section="direct deposit" down_when="profile_hide_direct_deposit">
///                 { "The form" }
///             </GuardedSection>
///         </OutageGuard>
///     }
/// }
/// ```
///
/// After its children it adds one element that nobody sees: the live region in which screen readers are
/// told when sections go down, are back, or are about to go down. It says nothing about the first state, and
/// sums up what happens to several sections at once.
///
/// Mounted, it asks its feeds at once and then on their cadence; unmounted, it aborts what is under way and
/// leaves no timer and no listener.
///
/// # On a server
///
/// It asks nothing. Sections are as [`initial`](OutageGuardProps::initial) says; those that it says nothing
/// about are pending, unless their feed is a fixed one. Times are in UTC, and the language is the first of the
/// list. Given the same `initial`, the browser begins with the same, then goes on with what it knows: the
/// reader's zone and language, the time it is by now, what was put away.
pub struct OutageGuard {
    guard: OutageHandle,
    /// How the guard around speaks, and the handle by which another is heard of.
    around: Option<(Presentation, ContextHandle<Presentation>)>,
    started: bool,
    /// What is drawn has to be what a server drew.
    is_first_paint: bool,
}

impl Component for OutageGuard {
    /// The guard around speaks in another way, or this one does from now on.
    type Message = ();
    type Properties = OutageGuardProps;

    fn create(ctx: &Context<Self>) -> Self {
        let initial = ctx.props().initial.as_ref();
        Self {
            guard: guard(ctx.props(), initial),
            around: wording_around(ctx),
            started: false,
            is_first_paint: initial.is_some(),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, (): ()) -> bool {
        self.around = wording_around(ctx);
        true
    }

    // Before anything is drawn, so that no child meets the old feeds.
    fn changed(&mut self, ctx: &Context<Self>, old: &Self::Properties) -> bool {
        let props = ctx.props();
        if props.clock != old.clock {
            self.guard.store.stop();
            self.guard = guard(props, None);
            self.started = false;
            return true;
        }
        self.guard.store.set_feeds(&props.feeds);
        self.guard.store.set_settings(settings(props));
        if props.on_event != old.on_event {
            self.guard.store.set_listener(listener(props));
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let around = self.around.as_ref().map(|(wording, _)| wording);
        let is_first_paint = self.is_first_paint || around.is_some_and(|around| around.is_first_paint);
        let messages = props.messages.choose(around.map(|around| around.messages), is_first_paint);
        let wording = Presentation {
            messages,
            skin: props.skin.clone().or_else(|| Some(around?.skin.clone())).unwrap_or_default(),
            time_zone: match is_first_paint {
                true => Some("UTC".into()),
                false => props.time_zone.clone().or_else(|| around?.time_zone.clone()),
            },
            is_first_paint,
        };
        let guard = self.guard.clone();
        html! {
            <ContextProvider<OutageHandle> context={guard.clone()}>
                <ContextProvider<Presentation> context={wording}>
                    { props.children.clone() }
                    <LiveRegion {guard} {messages} />
                </ContextProvider<Presentation>>
            </ContextProvider<OutageHandle>>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        if !self.started {
            self.started = true;
            self.guard.store.start();
        }
        if std::mem::take(&mut self.is_first_paint) {
            ctx.link().send_message(());
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        self.guard.store.stop();
    }
}

fn wording_around(ctx: &Context<OutageGuard>) -> Option<(Presentation, ContextHandle<Presentation>)> {
    ctx.link().context(ctx.link().callback(|_: Presentation| ()))
}

fn settings(props: &OutageGuardProps) -> Settings {
    Settings { while_unknown: props.while_unknown, warn_before: props.warn_before, cache: props.cache }
}

fn listener(props: &OutageGuardProps) -> Option<Listener> {
    props.on_event.clone().map(|on_event| Rc::new(move |event| on_event.emit(event)) as Listener)
}

fn guard(props: &OutageGuardProps, initial: Option<&Initial>) -> OutageHandle {
    let store = Store::new(props.clock.clone(), settings(props), &props.feeds, initial);
    store.set_listener(listener(props));
    OutageHandle { store, announcer: Rc::default(), rest_of_page: Rc::default() }
}
