//! A feed in the hands of an attacker: markup, a link that would
//! run code, characters that reverse the line, and far too long a
//! text. All of it is shown as text, and cut to a limit.

use yew::prelude::*;
use yew_outage::feed::{Engine, PlainJson};
use yew_outage::prelude::*;

use super::sections::DirectDeposit;

#[derive(PartialEq, Properties)]
pub(crate) struct HostileProps {
    pub(crate) section: AttrValue,
}

#[component]
pub(crate) fn Hostile(props: &HostileProps) -> Html {
    html! {
        <OutageGuard feeds={broken_into()}>
            <GuardedSection section={props.section.clone()} down_when={service("direct_deposit")}>
                <DirectDeposit />
            </GuardedSection>
        </OutageGuard>
    }
}

/// The document of an endpoint, parsed as any response is.
fn broken_into() -> Feed {
    let message = format!(
        "<img src=x onerror=alert(1)><script>alert(2)</script> \u{202e}desrever \u{2066}{}",
        "far too many words ".repeat(5_000)
    );
    let body = serde_json::json!({ "windows": [{
        "id": "<b>id</b>",
        "services": ["direct_deposit"],
        "starts_at": "2020-01-01T00:00:00Z",
        "message": message,
        "link": "javascript:alert(3)",
    }] });
    let decoded = PlainJson.decode(body.to_string().as_bytes());
    Feed::fixed_report(decoded.unwrap_or_default().report)
}
