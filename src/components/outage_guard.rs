//! The component that polls feeds and provides their reports to the sections inside.

use std::rc::Rc;
use std::time::Duration;

use yew::prelude::*;

use super::live_region::LiveRegion;
use super::outage_handle::OutageHandle;
use super::presentation::Presentation;
use crate::feed::Feeds;
use crate::skin::Skin;
use crate::store::{
    Cache, ClockHandle, FORGOTTEN_AFTER, Initial, Listener, OutageEvent, Settings, Store, WhileUnknown,
};
use crate::text::Languages;

/// Properties of [`OutageGuard`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct OutageGuardProps {
    /// The feeds to poll. If two feeds name the same toggle, the later one wins. The list may change at any
    /// time: a feed that stays in it is polled on undisturbed. Default: none.
    #[prop_or_default]
    pub feeds: Feeds,
    /// What sections show if nothing is known after a while. Default: the section, after 3 s.
    #[prop_or_default]
    pub while_unknown: WhileUnknown,
    /// How long before its start a maintenance window counts as approaching. Default: 1 hour.
    #[prop_or(Duration::from_secs(60 * 60))]
    pub warn_before: Duration,
    /// After how long a toggle or an outage that is still on counts as forgotten. Operators hear of it, readers do not:
    /// [`OutageEvent::SectionForgotten`], the feed's health and the console. `Duration::MAX`: never. Default: 14 days.
    #[prop_or(FORGOTTEN_AFTER)]
    pub forgotten_after: Duration,
    /// Where to cache the last good report of each feed, for the next visit. Default: in `localStorage`, for
    /// 24 hours. Read when the guard is mounted.
    #[prop_or_default]
    pub cache: Cache,
    /// Called with each event of sections and feeds. Default: none.
    #[prop_or_default]
    pub on_event: Option<Callback<OutageEvent>>,
    /// The language of alerts, or several to choose from whenever the guard renders. Default: the language of
    /// the guard around it; without one, English or Spanish, by the page's `<html lang>` or else by the
    /// reader's browser.
    #[prop_or_default]
    pub messages: Languages,
    /// How alerts look. Default: the skin of the guard around it; without one, the library's own look.
    #[prop_or_default]
    pub skin: Option<Skin>,
    /// The IANA time zone for times in alerts: `America/New_York`. Default: the zone of the guard around it;
    /// without one, the reader's own. A zone that the browser does not know counts as the reader's own.
    #[prop_or_default]
    pub time_zone: Option<AttrValue>,
    /// The clock that all times are read from. Default: the reader's own. A guard that gets another clock starts
    /// anew and knows nothing.
    #[prop_or_default]
    pub clock: ClockHandle,
    /// The reports that a server had when it made the page. The first render is then the same as the server's.
    /// Default: none. Read when the guard is mounted.
    #[prop_or_default]
    pub initial: Option<Initial>,
    /// The page, or the part of it that is guarded.
    #[prop_or_default]
    pub children: Html,
}

/// Polls feeds and provides their reports to all sections inside.
///
/// Put one around the page. Guards may be nested: for the sections inside the inner guard only its own feeds
/// count. It inherits language, skin and time zone unless it has its own.
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
/// After its children it renders a live region, which is visually hidden. It tells screen readers when sections
/// go down, come back, or approach a downtime. It does not announce the first state, and it sums up changes of
/// several sections in one sentence.
///
/// When it is mounted it polls its feeds at once, and then at their poll intervals. When it is unmounted it aborts
/// all requests and removes all timers and listeners.
///
/// # On a server
///
/// It polls nothing. Sections are as [`initial`](OutageGuardProps::initial) says. A section that it does not
/// cover is pending, unless its feed is a fixed one. Times are in UTC, and the language is the first of the
/// list. With the same `initial` the browser's first render is the same. After that the browser uses what it
/// knows: the reader's time zone and language, the current time, and dismissed messages.
pub struct OutageGuard {
    handle: OutageHandle,
    /// The presentation of the guard around this one. The handle reports changes until it is dropped.
    inherited: Option<(Presentation, ContextHandle<Presentation>)>,
    has_started: bool,
    /// Whether the next render must equal the server's.
    is_first_paint: bool,
}

impl Component for OutageGuard {
    /// The inherited presentation has changed, or the first paint is over.
    type Message = ();
    type Properties = OutageGuardProps;

    fn create(ctx: &Context<Self>) -> Self {
        let initial = ctx.props().initial.as_ref();
        Self {
            handle: handle(ctx.props(), initial),
            inherited: inherited(ctx),
            has_started: false,
            is_first_paint: initial.is_some(),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, (): ()) -> bool {
        self.inherited = inherited(ctx);
        true
    }

    // Runs before the render, so no child sees the old feeds.
    fn changed(&mut self, ctx: &Context<Self>, old: &Self::Properties) -> bool {
        let props = ctx.props();
        if props.clock != old.clock {
            self.handle.store.stop();
            self.handle = handle(props, None);
            self.has_started = false;
            return true;
        }
        self.handle.store.set_feeds(&props.feeds);
        self.handle.store.set_settings(settings(props));
        if props.on_event != old.on_event {
            self.handle.store.set_listener(listener(props));
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let inherited = self.inherited.as_ref().map(|(presentation, _)| presentation);
        let is_first_paint =
            self.is_first_paint || inherited.is_some_and(|inherited| inherited.is_first_paint);
        let language = props.messages.choose(inherited.map(|inherited| &inherited.language), is_first_paint);
        let presentation = Presentation {
            language: language.clone(),
            skin: props.skin.clone().or_else(|| Some(inherited?.skin.clone())).unwrap_or_default(),
            time_zone: match is_first_paint {
                true => Some("UTC".into()),
                false => props.time_zone.clone().or_else(|| inherited?.time_zone.clone()),
            },
            is_first_paint,
        };
        let guard = self.handle.clone();
        html! {
            <ContextProvider<OutageHandle> context={guard.clone()}>
                <ContextProvider<Presentation> context={presentation}>
                    { props.children.clone() }
                    <LiveRegion {guard} {language} />
                </ContextProvider<Presentation>>
            </ContextProvider<OutageHandle>>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        if !self.has_started {
            self.has_started = true;
            self.handle.store.start();
        }
        if std::mem::take(&mut self.is_first_paint) {
            ctx.link().send_message(());
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        self.handle.store.stop();
    }
}

fn inherited(ctx: &Context<OutageGuard>) -> Option<(Presentation, ContextHandle<Presentation>)> {
    ctx.link().context(ctx.link().callback(|_: Presentation| ()))
}

fn settings(props: &OutageGuardProps) -> Settings {
    Settings {
        while_unknown: props.while_unknown,
        warn_before: props.warn_before,
        forgotten_after: props.forgotten_after,
        cache: props.cache,
    }
}

fn listener(props: &OutageGuardProps) -> Option<Listener> {
    props.on_event.clone().map(|on_event| Rc::new(move |event| on_event.emit(event)) as Listener)
}

fn handle(props: &OutageGuardProps, initial: Option<&Initial>) -> OutageHandle {
    let store = Store::new(props.clock.clone(), settings(props), &props.feeds, initial);
    store.set_listener(listener(props));
    OutageHandle { store, announcer: Rc::default(), sections: Rc::default() }
}
