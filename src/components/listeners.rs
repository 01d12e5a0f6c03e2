//! Callbacks that are told of a change for as long as somebody holds them.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use yew::Callback;

/// Is told of changes until it is dropped.
pub(crate) type Listener = Rc<Callback<()>>;

#[derive(Default)]
pub(crate) struct Listeners(RefCell<Vec<Weak<Callback<()>>>>);

impl Listeners {
    pub(crate) fn add(&self, on_change: Callback<()>) -> Listener {
        let listener = Rc::new(on_change);
        let mut listeners = self.0.borrow_mut();
        listeners.retain(|listener| listener.strong_count() > 0);
        listeners.push(Rc::downgrade(&listener));
        listener
    }

    pub(super) fn notify(&self) {
        // Collects them first, because a listener may add another.
        let listeners: Vec<Listener> = self.0.borrow().iter().filter_map(Weak::upgrade).collect();
        listeners.iter().for_each(|listener| listener.emit(()));
    }
}
