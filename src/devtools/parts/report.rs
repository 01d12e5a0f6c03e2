//! The button that copies a bug report, and the report itself if the browser refuses to copy it.

use yew::prelude::*;

use super::super::message::{Emit, Message};
use super::button;

/// `uncopied`: a report to copy by hand.
pub(in crate::devtools) fn report(uncopied: Option<AttrValue>, field: NodeRef, emit: &Emit) -> Html {
    html! {
        <div class="outage-devtools__part">
            { button("Copy a bug report".into(), None, emit, || Message::CopyReport) }
            if let Some(report) = uncopied {
                <label class="outage-devtools__field">
                    { "Bug report" }
                    <textarea ref={field} readonly=true rows="8" value={report} />
                </label>
            }
        </div>
    }
}
