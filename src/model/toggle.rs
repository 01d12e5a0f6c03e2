use std::rc::Rc;

use super::Timestamp;
use super::report::is_blank;

/// A named on/off value, as a feed reported it.
///
/// You meet it where you ask for one toggle: [`Snapshot::toggle`](super::Snapshot::toggle) and the
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
    // Few toggles carry one: a pointer keeps the many that do not small.
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

    /// The same toggle with words and an end time. An empty notice is no notice, and blank words are none.
    ///
    /// ```
    /// use yew_outage::model::{Notice, Toggle};
    ///
    /// let toggle = Toggle::on().with_notice(Notice::default().with_message("New bank partner."));
    /// assert_eq!(toggle.notice().and_then(|n| n.message.as_deref()), Some("New bank partner."));
    /// ```
    pub fn with_notice(mut self, mut notice: Notice) -> Self {
        notice.message = notice.message.filter(|words| !is_blank(words));
        self.notice = (notice != Notice::default()).then(|| Rc::new(notice));
        self
    }

    /// Whether the toggle is on.
    pub fn is_on(&self) -> bool {
        self.on
    }

    /// What travelled with the toggle, if anything did.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_deref()
    }
}

impl From<bool> for Toggle {
    fn from(on: bool) -> Self {
        Self { on, notice: None }
    }
}

/// Words and an end time that travel with a toggle, so that no deploy is needed to change them.
///
/// A notice speaks about the state the toggle is in: for one that is on, `ends_at` is when it is
/// expected to go off. It never switches anything by itself.
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
    /// What the people who run the service say about it. Shown as text, never as markup.
    pub message: Option<Rc<str>>,
    /// When the state is expected to end. Once it has passed it is no longer shown.
    pub ends_at: Option<Timestamp>,
}

impl Notice {
    /// The same notice with this message.
    pub fn with_message(mut self, message: impl Into<Rc<str>>) -> Self {
        self.message = Some(message.into());
        self
    }

    /// The same notice with this end: a [`Timestamp`], or an `Option` of one.
    pub fn with_ends_at(mut self, ends_at: impl Into<Option<Timestamp>>) -> Self {
        self.ends_at = ends_at.into();
        self
    }
}
