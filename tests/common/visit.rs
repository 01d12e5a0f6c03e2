//! A visit to a page with one guarded section, named `bank`, for tests of the cache and of resilience.

use yew::prelude::*;
use yew_outage::feed::Feeds;
use yew_outage::prelude::*;
use yew_outage::store::{ClockHandle, FeedHealth};

use super::{GiveOut, Out, Page, mount, until};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct BankProps {
    pub(crate) feeds: Feeds,
    pub(crate) cache: Cache,
    pub(crate) clock: ClockHandle,
    pub(crate) initial: Option<Initial>,
    pub(crate) while_unknown: WhileUnknown,
    pub(crate) on_event: Option<Callback<OutageEvent>>,
    /// What stands below the section.
    pub(crate) children: Html,
    out: Out,
}

#[component]
pub(crate) fn Bank(props: &BankProps) -> Html {
    html! {
        <OutageGuard
            feeds={props.feeds.clone()}
            cache={props.cache}
            clock={props.clock.clone()}
            initial={props.initial.clone()}
            while_unknown={props.while_unknown}
            on_event={props.on_event.clone()}
        >
            <GiveOut out={props.out.clone()} />
            <GuardedSection section="bank" down_when={toggle("hide_bank").or(service("bank"))}>{ "1234" }</GuardedSection>
            { props.children.clone() }
        </OutageGuard>
    }
}

/// The open page. Dropping it closes the page.
pub(crate) struct Visit {
    pub(crate) page: Page<Bank>,
    props: BankProps,
}

impl Visit {
    /// Opens the page. Without a change its guard caches nothing, and everything else is the default.
    pub(crate) fn new(feeds: impl Into<Feeds>) -> Self {
        Self::with(feeds, |_| {})
    }

    /// Opens the page with changed properties.
    pub(crate) fn with(feeds: impl Into<Feeds>, change: impl FnOnce(&mut BankProps)) -> Self {
        let mut props = BankProps {
            feeds: feeds.into(),
            cache: Cache::None,
            clock: ClockHandle::default(),
            initial: None,
            while_unknown: WhileUnknown::default(),
            on_event: None,
            children: Html::default(),
            out: Out::default(),
        };
        change(&mut props);
        Self { page: mount(props.clone()), props }
    }

    /// Opens the page with this cache.
    pub(crate) fn with_cache(feeds: impl Into<Feeds>, cache: Cache) -> Self {
        Self::with(feeds, |props| props.cache = cache)
    }

    /// Renders the page with changed properties.
    pub(crate) fn change(&mut self, change: impl FnOnce(&mut BankProps)) {
        change(&mut self.props);
        self.page.update(self.props.clone());
    }

    pub(crate) fn guard(&self) -> OutageHandle {
        self.props.out.borrow().clone().expect("the page is mounted")
    }

    /// The health of the first feed.
    pub(crate) fn health(&self) -> FeedHealth {
        self.guard().health().remove(0)
    }

    /// The `data-availability` of the section.
    pub(crate) fn bank(&self) -> String {
        self.page.availability("bank")
    }

    /// Waits until the section has this `data-availability`.
    pub(crate) async fn until_bank(&self, wanted: &str) {
        self.page.until_availability("bank", wanted).await;
    }

    /// Waits until the health of the first feed meets a condition.
    pub(crate) async fn until_health(&self, what: &str, condition: impl Fn(&FeedHealth) -> bool) {
        until(what, || self.props.out.borrow().is_some() && condition(&self.health())).await;
    }

    /// Waits until the last request of the first feed has failed.
    pub(crate) async fn until_failed(&self) {
        self.until_health("the request has failed", |health| health.error.is_some()).await;
    }
}
