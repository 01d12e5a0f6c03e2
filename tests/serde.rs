//! With the feature `serde`, values of the model travel as JSON and come back.
#![cfg(feature = "serde")]

use yew_outage::model::{Cause, MaintenanceWindow, Notice};
use yew_outage::prelude::*;

fn travels<T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let json = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), value, "{json}");
}

#[test]
fn what_is_known_of_an_outage_travels() {
    let end: Timestamp = "2026-05-02T20:00:00Z".parse().unwrap();
    let mut downtime = Downtime::default().with_since(end).with_message("New bank.");
    downtime.causes = [Cause::Toggle("hide_contact".into()), Cause::Window("bank".into())].into();
    travels(&Availability::Down(downtime));
    travels(&Availability::Unknown);
    let notice = Notice::default().with_message("New bank.").with_ends_at(end);
    travels(&Toggle::on().with_notice(notice));
    let window = MaintenanceWindow::new("bank", ["direct_deposit"]);
    travels(&window.with_ends_at(end).with_link("https://status.example.gov"));
}
