//! The frame in which a story runs.

use yew::prelude::*;
use yew_outage::prelude::*;

use crate::accessibility::{FindingsList, use_findings};
use crate::choices::{Choice, Choices, Language, Width, session_storage};
use crate::in_skin::InSkin;

/// What the library writes before the name of a message that a reader has put away.
const PUT_AWAY: &str = "yew-outage:put-away:";

/// Where VA's maintenance banner notes that it was put away, in the browser's `localStorage`.
const VA_PUT_AWAY: &str = "MAINTENANCE_BANNER";

#[derive(PartialEq, Properties)]
pub(crate) struct FrameProps {
    /// The story's id: tests find its preview by this.
    pub(crate) story: &'static str,
    pub(crate) choices: Choices,
    pub(crate) children: Html,
}

/// Shows the story in the language, direction, skin and width that were chosen, and starts it over on
/// demand: some show what happens in the first seconds only.
#[component]
pub(crate) fn Frame(props: &FrameProps) -> Html {
    let Choices { language, direction, skin, width, .. } = props.choices;
    let run = use_state(|| 0_u32);
    let start_over = {
        let run = run.clone();
        Callback::from(move |_: MouseEvent| {
            forget_put_away();
            run.set(run.wrapping_add(1));
        })
    };
    // What was put away in one story is news in the next.
    use_effect_with((), |()| forget_put_away);
    let stage = use_node_ref();
    let (findings, check) = use_findings(&stage, (props.choices, *run, props.children.clone()));
    // Focusable where it may be wider than the frame, so that a keyboard can scroll it.
    let scrolls = width == Width::Tablet;
    html! {
        <section class="frame" aria-labelledby="preview-heading">
            <div class="frame__bar">
                <h2 id="preview-heading" class="eyebrow">{ "Preview" }</h2>
                <div class="frame__buttons">
                    <button type="button" class="button button--small" onclick={check}>
                        { "Check accessibility" }
                    </button>
                    <button type="button" class="button button--small" onclick={start_over}>
                        { "Start over" }
                    </button>
                </div>
            </div>
            <div
                class="frame__view"
                role={scrolls.then_some("group")}
                aria-labelledby={scrolls.then_some("preview-heading")}
                tabindex={scrolls.then_some("0")}
            >
                <div
                    ref={stage}
                    class="frame__stage"
                    data-story={props.story}
                    data-width={width.name()}
                    lang={language.name()}
                    dir={direction.name()}
                >
                    <InSkin key={format!("{} {} {}", *run, language.name(), skin.name())} {skin}>
                        // Guards inside take over what this one says, unless they say their own.
                        <OutageGuard messages={language.messages()} skin={skin.skin()}>
                            <ContextProvider<Language> context={language}>
                                { props.children.clone() }
                            </ContextProvider<Language>>
                        </OutageGuard>
                    </InSkin>
                </div>
            </div>
            <FindingsList {findings} />
        </section>
    }
}

/// Messages that were put away stay so for as long as the tab is open; here they can be seen again.
fn forget_put_away() {
    // Removing fails only where storage is forbidden, and then nothing was kept.
    if let Some(kept) = web_sys::window().and_then(|window| window.local_storage().ok().flatten()) {
        let _ = kept.remove_item(VA_PUT_AWAY);
    }
    let Some(kept) = session_storage() else { return };
    let keys = (0..kept.length().unwrap_or(0)).filter_map(|at| kept.key(at).ok().flatten());
    // Gathered first: the numbers shift while keys go.
    for key in keys.filter(|key| key.starts_with(PUT_AWAY)).collect::<Vec<_>>() {
        let _ = kept.remove_item(&key);
    }
}
