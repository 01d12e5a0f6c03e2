//! Loads the files that a skin needs besides the library: style sheets and web components.

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::choices::{Choice, SkinChoice};
use crate::page_head::{self, load};

#[derive(PartialEq, Properties)]
pub(crate) struct WithSkinFilesProps {
    pub(crate) skin: SkinChoice,
    pub(crate) children: Html,
}

/// Shows its children once the files of a skin are loaded. The files style only these children, and are removed with
/// this component. Web components stay defined, because a browser cannot undefine them.
#[component]
pub(crate) fn WithSkinFiles(props: &WithSkinFilesProps) -> Html {
    let skin = props.skin;
    let loaded = use_state_eq(|| None::<(SkinChoice, bool)>);
    use_effect_with(skin, {
        let loaded = loaded.clone();
        move |skin| {
            let elements = files(*skin);
            if !elements.is_empty() {
                let (skin, elements) = (*skin, elements.clone());
                let pending: Vec<_> = elements.iter().map(load).collect();
                spawn_local(async move {
                    let mut all_loaded = true;
                    for file in pending {
                        all_loaded &= file.await;
                    }
                    // Otherwise another skin was chosen meanwhile.
                    if elements.iter().all(|element| element.is_connected()) {
                        loaded.set(Some((skin, all_loaded)));
                    }
                });
            }
            move || elements.iter().for_each(|element| element.remove())
        }
    });
    let is_loaded = match *loaded {
        _ if skin == SkinChoice::Own => true,
        Some((which, is_loaded)) if which == skin => is_loaded,
        _ => return note(html! { "Loading the skin’s files…" }),
    };
    html! {
        <>
            if !is_loaded {
                { note(html! {
                    <>
                        { "This skin’s files are not here. To have them, run " }
                        <code>{ "cargo xtask setup" }</code>{ " and build the storybook again." }
                    </>
                }) }
            }
            <div class="in-skin" data-skin={skin.name()}>{ props.children.clone() }</div>
        </>
    }
}

/// A note in the storybook's language, whatever the language of the preview.
fn note(words: Html) -> Html {
    html! { <p class="frame__note" role="status" lang="en" dir="ltr">{ words }</p> }
}

fn files(skin: SkinChoice) -> Vec<HtmlElement> {
    let elements = match skin {
        SkinChoice::Own => vec![],
        SkinChoice::Uswds => vec![page_head::style_sheet("skins/uswds/uswds.css")],
        SkinChoice::Va => {
            vec![page_head::style_sheet("skins/va/va.css"), page_head::module("skins/va/va.js")]
        }
    };
    elements.into_iter().flatten().collect()
}
