//! The faults that the storybook can set: a part of those of toggle-server.

use serde_json::{Map, Value};

use super::endpoint::EndpointResponse;

/// A fault that is in force until it is removed.
pub(super) struct Fault {
    delay_ms: u32,
    /// A status and a body that replace the endpoint's own.
    replacement: Option<(u16, String)>,
    /// The response never arrives.
    is_lost: bool,
}

impl Fault {
    /// Parses a fault. The error is a sentence.
    pub(super) fn parse(fields: &Map<String, Value>) -> Result<Self, String> {
        let mut fault = Self { delay_ms: 0, replacement: None, is_lost: false };
        let mut replacement = (200, String::new());
        for (name, value) in fields {
            let number = value.as_u64();
            match (name.as_str(), number, value.as_str()) {
                ("delay_ms", Some(delay), _) if delay <= 60_000 => fault.delay_ms = delay as u32,
                ("status", Some(status @ 200..=599), _) => replacement.0 = status as u16,
                ("body", _, Some(body)) => replacement.1 = body.to_owned(),
                ("reset_after", Some(_), _) => fault.is_lost = true,
                _ => return Err(format!("The endpoint in this page knows no fault {name:?}: {value}.")),
            }
        }
        if fields.contains_key("status") || fields.contains_key("body") {
            fault.replacement = Some(replacement);
        }
        Ok(fault)
    }

    /// Turns the real response into the faulty one.
    pub(super) fn apply(&self, real: EndpointResponse) -> EndpointResponse {
        let mut response = match &self.replacement {
            Some((status, body)) => EndpointResponse::new(*status, body.clone()),
            None => real,
        };
        response.delay_ms = self.delay_ms;
        response.is_lost = self.is_lost;
        response
    }
}
