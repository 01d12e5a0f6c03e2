use yew::prelude::*;

use super::super::shell::Message;
use super::{Link, button};

/// `refused`: a report that has to be copied by hand.
pub(in crate::devtools) fn report(refused: Option<AttrValue>, field: NodeRef, link: &Link) -> Html {
    html! {
        <div class="outage-devtools__part">
            { button("Copy a bug report".into(), None, link, || Message::Copy) }
            if let Some(report) = refused {
                <label class="outage-devtools__field">
                    { "Bug report" }
                    <textarea ref={field} readonly=true rows="8" value={report} />
                </label>
            }
        </div>
    }
}
