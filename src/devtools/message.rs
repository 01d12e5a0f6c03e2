//! The messages that the panel's parts send to the panel.

use std::rc::Rc;

use chrono::TimeDelta;
use yew::{AttrValue, Callback};

use crate::components::OutageHandle;
use crate::model::Timestamp;

/// How a part sends a message.
pub(super) type Emit = Callback<Message>;

pub(super) enum Message {
    /// The panel is inside another guard now.
    GuardChanged(OutageHandle),
    /// Something that the panel shows may have changed.
    Refresh,
    OpenOrClose,
    Close,
    /// The panel covers the focused element.
    AvoidFocus,
    Search(String),
    SetOverride(Rc<str>, Option<bool>),
    ClearOverrides,
    /// Move the guard's time by this much.
    ShiftTime(TimeDelta),
    SetTime(Timestamp),
    ResetTime,
    FetchNow,
    /// Scroll to the section of this number.
    ShowSection(usize),
    RemoveOutline,
    CopyReport,
    /// The report is in the clipboard, or the browser refused it: then here is the report.
    ReportCopied(Result<(), AttrValue>),
}
