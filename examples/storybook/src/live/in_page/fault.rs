//! What makes the endpoint misbehave on purpose: those faults of toggle-server's that the storybook asks for.

use serde_json::{Map, Value};

use super::endpoint::Answer;

/// A fault in force until it is removed.
pub(super) struct Fault {
    delay_ms: u32,
    /// A status and a body in place of the endpoint's own.
    instead: Option<(u16, String)>,
    /// The answer never arrives.
    is_lost: bool,
}

impl Fault {
    /// The fault that is asked for, or why there is none such.
    pub(super) fn read(asked: &Map<String, Value>) -> Result<Self, String> {
        let mut fault = Self { delay_ms: 0, instead: None, is_lost: false };
        let mut instead = (200, String::new());
        for (name, value) in asked {
            let number = value.as_u64();
            match (name.as_str(), number, value.as_str()) {
                ("delay_ms", Some(delay), _) if delay <= 60_000 => fault.delay_ms = delay as u32,
                ("status", Some(status @ 200..=599), _) => instead.0 = status as u16,
                ("body", _, Some(body)) => instead.1 = body.to_owned(),
                ("reset_after", Some(_), _) => fault.is_lost = true,
                _ => return Err(format!("The endpoint in this page knows no fault {name:?}: {value}.")),
            }
        }
        if asked.contains_key("status") || asked.contains_key("body") {
            fault.instead = Some(instead);
        }
        Ok(fault)
    }

    pub(super) fn spoil(&self, real: Answer) -> Answer {
        let mut answer = match &self.instead {
            Some((status, body)) => Answer::new(*status, body.clone()),
            None => real,
        };
        answer.delay_ms = self.delay_ms;
        answer.is_lost = self.is_lost;
        answer
    }
}
