//! One named on/off value, and the notice that it may carry.

use std::rc::Rc;

use super::Timestamp;
use super::report::is_blank;

/// A named on/off value, as a feed reported it.
///
/// You meet it where you read a single toggle: [`Snapshot::toggle`](super::Snapshot::toggle) and the
/// `use_toggle` hook. A toggle that no feed mentions is off.
///
/// ```
/// use yew_outage::model::Toggle;
///
/// assert!(Toggle::on().is_on());
/// assert!(!Toggle::off().is_on());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Toggle {
    on: bool,
    // Few toggles carry a notice. A pointer keeps all others small.
    notice: Option<Rc<Notice>>,
}

impl Toggle {
    /// A toggle that is on and carries no notice.
    pub fn on() -> Self {
        Self::from(true)
    }

    /// A toggle that is off and carries no notice.
    pub fn off() -> Self {
        Self::from(false)
    }

    /// The same toggle with this notice. A blank message counts as none, and an empty notice as none.
    ///
    /// ```
    /// use yew_outage::model::{Notice, Toggle};
    ///
    /// let toggle = Toggle::on().with_notice(Notice::default().with_message("New bank partner."));
    /// assert_eq!(toggle.notice().and_then(|n| n.message.as_deref()), Some("New bank partner."));
    /// ```
    pub fn with_notice(mut self, mut notice: Notice) -> Self {
        notice.message = notice.message.filter(|message| !is_blank(message));
        self.notice = (notice != Notice::default()).then(|| Rc::new(notice));
        self
    }

    /// Whether the toggle is on.
    pub fn is_on(&self) -> bool {
        self.on
    }

    /// The notice, if it carries one.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_deref()
    }
}

impl From<bool> for Toggle {
    fn from(on: bool) -> Self {
        Self { on, notice: None }
    }
}

/// A message, a start and an end that a toggle carries, so that changing them needs no deploy.
///
/// A notice is about the state that the toggle is in: if it is on, `ends_at` is when it is expected to go
/// off. The notice itself never switches anything.
///
/// ```
/// use yew_outage::model::Notice;
///
/// let notice = Notice::default().with_message("We are moving to a new bank.");
/// assert!(notice.ends_at.is_none(), "nobody has said when it ends");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Notice {
    /// A message to readers from the people who run the service. It is shown as text, never as markup.
    pub message: Option<Rc<str>>,
    /// Since when the toggle is in its state; `None` if nobody says.
    pub starts_at: Option<Timestamp>,
    /// When the state is expected to end. Once that has passed, alerts say that it takes longer than expected.
    pub ends_at: Option<Timestamp>,
}

impl Notice {
    /// The same notice with this message.
    pub fn with_message(mut self, message: impl Into<Rc<str>>) -> Self {
        self.message = Some(message.into());
        self
    }

    /// The same notice with this start: a [`Timestamp`], or an `Option` of one.
    pub fn with_starts_at(mut self, starts_at: impl Into<Option<Timestamp>>) -> Self {
        self.starts_at = starts_at.into();
        self
    }

    /// The same notice with this end: a [`Timestamp`], or an `Option` of one.
    pub fn with_ends_at(mut self, ends_at: impl Into<Option<Timestamp>>) -> Self {
        self.ends_at = ends_at.into();
        self
    }
}
