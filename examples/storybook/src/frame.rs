//! The frame in which a story runs.

use yew::prelude::*;

/// What the library writes before the name of a message that a reader has put away.
const PUT_AWAY: &str = "yew-outage:put-away:";

#[derive(PartialEq, Properties)]
pub(crate) struct FrameProps {
    /// The story's id: tests find its preview by this.
    pub(crate) story: &'static str,
    pub(crate) children: Html,
}

/// Shows the story, and starts it over on demand: some show what happens in the first seconds only.
#[component]
pub(crate) fn Frame(props: &FrameProps) -> Html {
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
    html! {
        <section class="frame" aria-labelledby="preview-heading">
            <div class="frame__bar">
                <h2 id="preview-heading" class="eyebrow">{ "Preview" }</h2>
                <button type="button" class="button button--small" onclick={start_over}>{ "Start over" }</button>
            </div>
            <div class="frame__stage" data-story={props.story} key={*run}>{ props.children.clone() }</div>
        </section>
    }
}

/// Messages that were put away stay so for as long as the tab is open; here they can be seen again.
fn forget_put_away() {
    let Some(kept) = web_sys::window().and_then(|window| window.session_storage().ok().flatten()) else {
        return;
    };
    let keys = (0..kept.length().unwrap_or(0)).filter_map(|at| kept.key(at).ok().flatten());
    // Gathered first: the numbers shift while keys go.
    for key in keys.filter(|key| key.starts_with(PUT_AWAY)).collect::<Vec<_>>() {
        // Fails only where storage is forbidden, and then nothing was kept.
        let _ = kept.remove_item(&key);
    }
}
