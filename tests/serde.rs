//! With the feature `serde`, values of the model serialize to JSON and deserialize to the same.
#![cfg(feature = "serde")]

use yew_outage::model::{Cause, Notice, Outage};
use yew_outage::prelude::*;

fn round_trips<T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let json = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), value, "{json}");
}

#[test]
fn every_value_round_trips() {
    let end: Timestamp = "2026-05-02T20:00:00Z".parse().unwrap();
    let mut downtime = Downtime::default().with_since(end).with_message("New bank.");
    downtime.causes = [
        Cause::Toggle("hide_contact".into()),
        Cause::Service { key: "direct_deposit".into(), outage: "bank".into() },
    ]
    .into();
    round_trips(&Availability::Down(downtime));
    round_trips(&Availability::Unknown);
    let notice = Notice::default().with_message("New bank.").with_ends_at(end);
    round_trips(&Toggle::on().with_notice(notice));
    let window = Outage::planned("bank", ["direct_deposit"]);
    round_trips(&window.with_ends_at(end).with_link("https://status.example.gov"));
}
