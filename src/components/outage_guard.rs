use std::rc::Rc;
use std::time::Duration;

use yew::prelude::*;

use super::context::{OutageHandle, Wording};
use super::live_region::LiveRegion;
use crate::feed::Feeds;
use crate::skin::Skin;
use crate::store::{Cache, ClockHandle, Listener, OutageEvent, Settings, Store, WhileUnknown};
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
/// It asks nothing: every section that depends on a feed other than a fixed one is pending.
#[component]
pub fn OutageGuard(props: &OutageGuardProps) -> Html {
    let settings =
        Settings { while_unknown: props.while_unknown, warn_before: props.warn_before, cache: props.cache };
    let guard = use_memo(props.clock.clone(), |clock| OutageHandle {
        store: Store::new(clock.clone(), settings, &props.feeds),
        news: Rc::default(),
    });
    let guard = OutageHandle::clone(&guard);
    // While rendering, so that no child meets the old feeds; the store looks whether anything differs.
    use_memo((guard.clone(), props.feeds.clone()), |(guard, feeds)| guard.store.set_feeds(feeds));
    use_memo((guard.clone(), settings), |(guard, settings)| guard.store.set_settings(*settings));
    use_effect_with((guard.clone(), props.on_event.clone()), |(guard, on_event)| {
        let listener =
            on_event.clone().map(|on_event| Rc::new(move |event| on_event.emit(event)) as Listener);
        guard.store.set_listener(listener);
    });
    use_effect_with(guard.clone(), |guard| {
        let store = guard.store.clone();
        store.start();
        move || store.stop()
    });
    let around = use_context::<Wording>();
    let wording = Wording {
        messages: props.messages.choose(around.as_ref().map(|around| around.messages)),
        skin: props.skin.or(around.as_ref().map(|around| around.skin)).unwrap_or_default(),
        time_zone: props.time_zone.clone().or(around.and_then(|around| around.time_zone)),
    };
    html! {
        <ContextProvider<OutageHandle> context={guard.clone()}>
            <ContextProvider<Wording> context={wording}>
                { props.children.clone() }
                <LiveRegion {guard} />
            </ContextProvider<Wording>>
        </ContextProvider<OutageHandle>>
    }
}
