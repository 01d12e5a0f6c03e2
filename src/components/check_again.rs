//! The button "Check again": polls the feeds, and says for a while that it did.

use std::rc::Rc;

use yew::prelude::*;

use crate::skin::Action;
use crate::store::{Store, Timer};
use crate::text::Messages;

#[derive(Clone, Copy, Default, PartialEq)]
pub(super) enum CheckState {
    #[default]
    Ready,
    Checking,
    JustChecked,
}

/// The state of the button.
#[derive(Default)]
pub(super) struct CheckAgain {
    state: CheckState,
    /// Makes the button ready again when it fires.
    timer: Option<Timer>,
}

impl CheckAgain {
    /// Polls the feeds at once, unless a check has just begun or ended. `on_change` gets each later state. Returns
    /// whether it did.
    pub(super) fn press(&mut self, store: &Rc<Store>, on_change: Callback<CheckState>) -> bool {
        if self.state != CheckState::Ready {
            return false;
        }
        self.state = CheckState::Checking;
        let completed = on_change.clone();
        let wait = store.check(move || completed.emit(CheckState::JustChecked));
        let set_ready = Box::new(move || on_change.emit(CheckState::Ready));
        self.timer = Some(store.clock().after(wait, set_ready));
        true
    }

    pub(super) fn set(&mut self, state: CheckState) {
        self.state = state;
    }

    pub(super) fn action(&self, messages: &Messages<&str>, onclick: Callback<MouseEvent>) -> Action {
        let label = match self.state {
            CheckState::Ready => messages.check_again,
            CheckState::Checking => messages.checking,
            CheckState::JustChecked => messages.checked,
        };
        Action {
            label: label.to_owned().into(),
            onclick,
            busy: self.state != CheckState::Ready,
            dismisses: false,
        }
    }
}
