//! The files that a skin needs besides the library: style sheets, web components.

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::choices::{Choice, SkinChoice};
use crate::page_head::{self, load};

#[derive(PartialEq, Properties)]
pub(crate) struct InSkinProps {
    pub(crate) skin: SkinChoice,
    pub(crate) children: Html,
}

/// Shows its children once the files of a skin are here. They style no more than is in here, and go when this
/// goes; only web components stay defined.
#[component]
pub(crate) fn InSkin(props: &InSkinProps) -> Html {
    let skin = props.skin;
    let came = use_state_eq(|| None::<(SkinChoice, bool)>);
    use_effect_with(skin, {
        let came = came.clone();
        move |skin| {
            let elements = files(*skin);
            if !elements.is_empty() {
                let (skin, elements) = (*skin, elements.clone());
                let asked: Vec<_> = elements.iter().map(load).collect();
                spawn_local(async move {
                    let mut all = true;
                    for file in asked {
                        all &= file.await;
                    }
                    // Else another skin was chosen meanwhile.
                    if elements.iter().all(|element| element.is_connected()) {
                        came.set(Some((skin, all)));
                    }
                });
            }
            move || elements.iter().for_each(|element| element.remove())
        }
    });
    let here = match *came {
        _ if skin == SkinChoice::Own => true,
        Some((which, here)) if which == skin => here,
        _ => return note(html! { "Loading the skin’s files…" }),
    };
    html! {
        <>
            if !here {
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

/// In the storybook's language, wherever the preview has another.
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
