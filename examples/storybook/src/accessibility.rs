//! The accessibility panel: runs axe on the story and lists the violations. axe is loaded on first use.

use js_sys::{Function, JSON, Promise, Reflect};
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Element;
use yew::prelude::*;

use crate::page_head::{self, load};

/// The rules to run: WCAG 2.2 up to AA, and best practices.
const OPTIONS: &str = r#"{
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    }
}"#;

#[derive(Clone, PartialEq)]
pub(crate) enum Findings {
    Unasked,
    Asked,
    Found(Vec<Violation>),
    Failed(&'static str),
}

#[derive(Clone, PartialEq)]
pub(crate) struct Violation {
    id: String,
    help: String,
    /// The HTML of the elements concerned.
    nodes: Vec<String>,
}

/// The result for this stage, and a button that runs axe again. A change of the story clears the result.
#[hook]
pub(crate) fn use_findings<T: PartialEq + 'static>(
    stage: &NodeRef,
    changes: T,
) -> (Findings, Callback<MouseEvent>) {
    let findings = use_state_eq(|| Findings::Unasked);
    use_effect_with(changes, {
        let findings = findings.clone();
        move |_| findings.set(Findings::Unasked)
    });
    let run = {
        let (stage, findings) = (stage.clone(), findings.clone());
        Callback::from(move |_| {
            // axe runs once at a time.
            let Some(stage) = stage.cast::<Element>().filter(|_| *findings != Findings::Asked) else {
                return;
            };
            let findings = findings.clone();
            findings.set(Findings::Asked);
            spawn_local(async move { findings.set(check(&stage).await) });
        })
    };
    ((*findings).clone(), run)
}

#[derive(PartialEq, Properties)]
pub(crate) struct FindingsListProps {
    pub(crate) findings: Findings,
}

#[component]
pub(crate) fn FindingsList(props: &FindingsListProps) -> Html {
    let content = match &props.findings {
        Findings::Unasked => Html::default(),
        Findings::Asked => html! { <p>{ "Checking…" }</p> },
        Findings::Failed(reason) => html! { <p>{ *reason }</p> },
        Findings::Found(none) if none.is_empty() => html! { <p>{ "No violations" }</p> },
        Findings::Found(violations) => html! {
            <>
                <p>{ format!("Violations: {}", violations.len()) }</p>
                <ul>{ for violations.iter().map(listed) }</ul>
            </>
        },
    };
    html! { <div class="findings" role="status">{ content }</div> }
}

fn listed(violation: &Violation) -> Html {
    html! {
        <li>
            <code>{ violation.id.clone() }</code>{ ": " }{ violation.help.clone() }
            <ul>{ for violation.nodes.iter().map(|node| html! { <li><code>{ node.clone() }</code></li> }) }</ul>
        </li>
    }
}

async fn check(stage: &Element) -> Findings {
    let mut axe = axe();
    if axe.is_none() {
        let came = match page_head::script("axe.min.js") {
            Some(script) => load(&script).await,
            None => false,
        };
        if !came {
            return Findings::Failed(
                "axe is not here. To have it, run cargo xtask setup and build the storybook again.",
            );
        }
        axe = self::axe();
    }
    let Some(axe) = axe else { return Findings::Failed("The file that should be axe is not.") };
    match run(&axe, stage).await {
        Ok(violations) => Findings::Found(read(&violations)),
        Err(_) => Findings::Failed("axe could not finish."),
    }
}

fn axe() -> Option<JsValue> {
    Reflect::get(&web_sys::window()?.into(), &"axe".into()).ok().filter(JsValue::is_truthy)
}

/// axe's violations, in JSON.
async fn run(axe: &JsValue, stage: &Element) -> Result<String, JsValue> {
    let run: Function = Reflect::get(axe, &"run".into())?.dyn_into()?;
    let running: Promise = run.call2(axe, stage, &JSON::parse(OPTIONS)?)?.dyn_into()?;
    let results = JsFuture::from(running).await?;
    JSON::stringify(&Reflect::get(&results, &"violations".into())?).map(String::from)
}

fn read(violations: &str) -> Vec<Violation> {
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let violations = serde_json::from_str(violations).unwrap_or_default();
    let violation = |violation: &Value| Violation {
        id: text(violation, "id"),
        help: text(violation, "help"),
        nodes: list(&violation["nodes"]).iter().map(|node| text(node, "html")).collect(),
    };
    list(&violations).iter().map(violation).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn violations_are_read() {
        let found = read(r#"[{"id": "label", "help": "Say what it is", "nodes": [{"html": "<input>"}]}]"#);
        let [violation] = &found[..] else { panic!("{}", found.len()) };
        assert_eq!((&*violation.id, &*violation.help), ("label", "Say what it is"));
        assert_eq!(violation.nodes, ["<input>"]);
        assert!(read("nothing").is_empty());
    }
}
