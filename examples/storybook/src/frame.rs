//! The frame in which a story runs.

use yew::prelude::*;

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
        Callback::from(move |_: MouseEvent| run.set(run.wrapping_add(1)))
    };
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
