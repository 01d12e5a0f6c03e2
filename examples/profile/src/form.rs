//! A form with a Save button that confirms, and that says so if saving failed.

use gloo_net::http::Request;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_outage::components::ServiceReporter;

#[derive(PartialEq, Properties)]
pub(crate) struct FormProps {
    /// The id of the heading that names the form.
    pub(crate) labelled_by: &'static str,
    /// The name of the saved data in the confirmation.
    pub(crate) saves: &'static str,
    /// Where to post, and who has to know how it went. Default: nothing is sent.
    #[prop_or_default]
    pub(crate) post: Option<Post>,
    pub(crate) children: Html,
}

/// A POST of a form.
#[derive(Clone, PartialEq)]
pub(crate) struct Post {
    pub(crate) url: AttrValue,
    pub(crate) reporter: ServiceReporter,
}

impl Post {
    /// Posts an empty document: this is an example, and what a reader types is sent nowhere.
    async fn send(&self) -> bool {
        let Ok(request) = Request::post(&self.url).header("Content-Type", "application/json").body("{}")
        else {
            return false;
        };
        self.reporter.watch(request.send()).await.is_ok_and(|response| response.ok())
    }
}

#[component]
pub(crate) fn Form(props: &FormProps) -> Html {
    // Whether the last attempt saved it; `None` before one has ended.
    let saved = use_state_eq(|| None);
    let onsubmit = {
        let (saved, post) = (saved.clone(), props.post.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match post.clone() {
                Some(post) => {
                    let saved = saved.clone();
                    spawn_local(async move { saved.set(Some(post.send().await)) });
                }
                None => saved.set(Some(true)),
            }
        })
    };
    // Hide the confirmation once the reader types again.
    let oninput = {
        let saved = saved.clone();
        Callback::from(move |_: InputEvent| saved.set(None))
    };
    html! {
        <form aria-labelledby={props.labelled_by} {onsubmit} {oninput}>
            { props.children.clone() }
            <div class="form__end">
                <button>{ "Save" }</button>
                <p role="status">
                    { match *saved {
                        Some(true) => format!("We saved your {}.", props.saves),
                        Some(false) => format!("We could not save your {}. Please try again.", props.saves),
                        None => String::new(),
                    } }
                </p>
            </div>
        </form>
    }
}
