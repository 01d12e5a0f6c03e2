use std::rc::Rc;
use std::time::Duration;

use yew::prelude::*;

use super::context::{OutageHandle, Wording};
use crate::feed::Feeds;
use crate::store::{Cache, ClockHandle, Listener, OutageEvent, Settings, Store, WhileUnknown};

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
    /// The IANA time zone for times in alerts: `America/New_York`. Default: the reader's own. One that
    /// the browser does not know counts as the reader's own.
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
/// count for what is inside.
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
/// It adds no element of its own. Mounted, it asks its feeds at once and then on their cadence;
/// unmounted, it aborts what is under way and leaves no timer and no listener.
///
/// # On a server
///
/// It asks nothing: every section that depends on a feed other than a fixed one is pending.
#[component]
pub fn OutageGuard(props: &OutageGuardProps) -> Html {
    let settings =
        Settings { while_unknown: props.while_unknown, warn_before: props.warn_before, cache: props.cache };
    let guard = use_memo(props.clock.clone(), |clock| {
        OutageHandle(Store::new(clock.clone(), settings, &props.feeds))
    });
    let guard = OutageHandle::clone(&guard);
    // While rendering, so that no child meets the old feeds; the store looks whether anything differs.
    use_memo((guard.clone(), props.feeds.clone()), |(guard, feeds)| guard.0.set_feeds(feeds));
    use_memo((guard.clone(), settings), |(guard, settings)| guard.0.set_settings(*settings));
    use_effect_with((guard.clone(), props.on_event.clone()), |(guard, on_event)| {
        let listener =
            on_event.clone().map(|on_event| Rc::new(move |event| on_event.emit(event)) as Listener);
        guard.0.set_listener(listener);
    });
    use_effect_with(guard.clone(), |guard| {
        let store = guard.0.clone();
        store.start();
        move || store.stop()
    });
    html! {
        <ContextProvider<OutageHandle> context={guard}>
            <ContextProvider<Wording> context={Wording { time_zone: props.time_zone.clone() }}>
                { props.children.clone() }
            </ContextProvider<Wording>>
        </ContextProvider<OutageHandle>>
    }
}
