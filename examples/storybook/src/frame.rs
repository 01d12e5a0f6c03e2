//! The frame around a running story: its preview with language, direction, skin and width.

use yew::prelude::*;
use yew_outage::prelude::*;

use crate::accessibility::{FindingsList, use_findings};
use crate::choices::{Choice, Choices, Language, Width, session_storage};
use crate::skin_files::WithSkinFiles;

/// The prefix of the storage keys under which the library saves dismissals.
const PUT_AWAY: &str = "yew-outage:put-away:";

/// The key in `localStorage` under which VA's maintenance banner saves that it was dismissed.
const VA_DISMISSED: &str = "MAINTENANCE_BANNER";

#[derive(PartialEq, Properties)]
pub(crate) struct FrameProps {
    /// The story's id, by which tests find its preview.
    pub(crate) story: &'static str,
    pub(crate) choices: Choices,
    pub(crate) children: Html,
}

/// Shows the story in the chosen language, direction, skin and width. A button starts it over, because some stories
/// are about their first seconds.
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
    // What was dismissed in one story is shown in the next.
    use_effect_with((), |()| forget_put_away);
    let stage = use_node_ref();
    let (findings, check) = use_findings(&stage, (props.choices, *run, props.children.clone()));
    // Focusable where it may be wider than the frame, so that it can be scrolled by keyboard.
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
                    <WithSkinFiles key={format!("{} {} {}", *run, language.name(), skin.name())} {skin}>
                        // Guards in the story inherit the settings of this one unless they set their own.
                        <OutageGuard messages={language.messages()} skin={skin.skin()}>
                            <ContextProvider<Language> context={language}>
                                { props.children.clone() }
                            </ContextProvider<Language>>
                        </OutageGuard>
                    </WithSkinFiles>
                </div>
            </div>
            <FindingsList {findings} />
        </section>
    }
}

/// Forgets dismissals, which would otherwise last for as long as the tab is open.
fn forget_put_away() {
    // Removing fails only where storage is forbidden. Then nothing was saved.
    if let Some(storage) = web_sys::window().and_then(|window| window.local_storage().ok().flatten()) {
        let _ = storage.remove_item(VA_DISMISSED);
    }
    let Some(storage) = session_storage() else { return };
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
    // Collect the keys first, because removing one shifts the others.
    for key in keys.filter(|key| key.starts_with(PUT_AWAY)).collect::<Vec<_>>() {
        let _ = storage.remove_item(&key);
    }
}
