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
    let downtime = Downtime {
        since: "2026-05-02T20:00:00-04:00".parse().ok(),
        message: Some("New bank.".into()),
        causes: [Cause::Toggle("hide_contact".into()), Cause::Window("bank".into())].into(),
        ..Downtime::default()
    };
    travels(&Availability::Down(downtime));
    travels(&Availability::Unknown);
    let notice = Notice { message: Some("New bank.".into()), ends_at: "2026-05-02T20:00:00Z".parse().ok() };
    travels(&Toggle::on().with_notice(notice));
    travels(&MaintenanceWindow {
        id: "bank".into(),
        services: ["direct_deposit".into()].into(),
        starts_at: None,
        ends_at: "2026-05-02T20:00:00Z".parse().ok(),
        message: None,
        link: Some("https://status.example.gov".into()),
    });
}
