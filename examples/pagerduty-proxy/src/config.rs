//! The configuration: a TOML file, and the token in the environment.

use std::{collections::BTreeSet, ffi::OsString, net::SocketAddr, time::Duration};

use axum::http::HeaderValue;
use reqwest::Url;
use serde::Deserialize;

use crate::{pagerduty::Source, token::Token};

/// A checked configuration.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    pub(crate) source: Source,
    /// The origins whose pages may read the responses.
    pub(crate) origins: Vec<HeaderValue>,
    /// For how long a document is served before PagerDuty is asked again.
    pub(crate) fresh_for: Duration,
    /// For how much longer it is served if PagerDuty fails then.
    pub(crate) stale_for: Duration,
}

/// The file, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    token_env: String,
    services: Vec<String>,
    listen: Option<String>,
    #[serde(default)]
    show_descriptions: bool,
    #[serde(default)]
    origins: Vec<String>,
    cache_seconds: Option<u64>,
    stale_if_error_seconds: Option<u64>,
    timeout_seconds: Option<u64>,
    pagerduty_url: Option<String>,
}

impl Config {
    /// Reads the text of a file, and the token from the variable that it names.
    ///
    /// # Errors
    ///
    /// One line for the person who wrote the file. It never holds the token.
    pub fn parse(text: &str, variable: impl Fn(&str) -> Option<OsString>) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| located(text, &error))?;
        Ok(Self {
            listen: address(file.listen.as_deref().unwrap_or("127.0.0.1:4700"))?,
            origins: file.origins.iter().map(|text| origin(text)).collect::<Result<_, _>>()?,
            // Never 0, so that requests which arrive together always share one fetch.
            fresh_for: seconds("cache_seconds", file.cache_seconds, 30, 1..=3600)?,
            stale_for: seconds("stale_if_error_seconds", file.stale_if_error_seconds, 900, 0..=86_400)?,
            source: Source {
                token: token(&file.token_env, variable)?,
                services: services(file.services)?,
                show_descriptions: file.show_descriptions,
                timeout: seconds("timeout_seconds", file.timeout_seconds, 5, 1..=60)?,
                endpoint: endpoint(file.pagerduty_url.as_deref().unwrap_or("https://api.pagerduty.com"))?,
            },
        })
    }
}

/// Says in one line what is wrong with the TOML, and where.
fn located(text: &str, error: &toml::de::Error) -> String {
    let message = error.message().trim_end_matches('.').replace('\n', "; ");
    match error.span().and_then(|span| text.get(..span.start)) {
        Some(before) => format!("line {}: {message}.", before.matches('\n').count() + 1),
        None => format!("{message}."),
    }
}

fn token(name: &str, variable: impl Fn(&str) -> Option<OsString>) -> Result<Token, String> {
    let is_name = name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    if name.is_empty() || !is_name {
        // Not shown, because it may be the token itself.
        return Err("token_env must be the name of an environment variable in capital letters, such as \
                    PAGERDUTY_TOKEN. The token itself does not belong in this file."
            .to_owned());
    }
    let value = variable(name)
        .ok_or_else(|| format!("the environment variable {name}, which token_env names, is not set."))?;
    value
        .into_string()
        .ok()
        .and_then(|text| Token::new(&text))
        .ok_or_else(|| format!("the environment variable {name} is empty or is no token."))
}

fn services(ids: Vec<String>) -> Result<BTreeSet<String>, String> {
    if ids.is_empty() {
        return Err("services must list the id of at least one service, such as PIJ90N7.".to_owned());
    }
    match ids.iter().find(|id| id.trim().is_empty() || id.trim() != id.as_str()) {
        Some(id) => Err(format!("services must list ids of services, such as PIJ90N7, not {id:?}.")),
        None => Ok(ids.into_iter().collect()),
    }
}

fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| {
        format!("listen must be an IP address and a port, such as 127.0.0.1:4700, not {text:?}.")
    })
}

/// An origin exactly as browsers send it, because they are compared as text.
fn origin(text: &str) -> Result<HeaderValue, String> {
    let invalid =
        || format!("origins must list origins in lower case, such as https://www.example.gov, not {text:?}.");
    let url = Url::parse(text).map_err(|_| invalid())?;
    if !matches!(url.scheme(), "http" | "https") || url.origin().ascii_serialization() != text {
        return Err(invalid());
    }
    HeaderValue::try_from(text).map_err(|_| invalid())
}

fn seconds(
    key: &str,
    value: Option<u64>,
    default: u64,
    range: std::ops::RangeInclusive<u64>,
) -> Result<Duration, String> {
    let value = value.unwrap_or(default);
    if !range.contains(&value) {
        return Err(format!("{key} must be from {} to {}, not {value}.", range.start(), range.end()));
    }
    Ok(Duration::from_secs(value))
}

/// The address of the list of windows.
fn endpoint(base: &str) -> Result<Url, String> {
    // Addresses are not shown, because one may hold a password.
    let invalid = |why: &str| format!("pagerduty_url {why}, such as https://api.eu.pagerduty.com.");
    let mut url = Url::parse(base).map_err(|_| invalid("must be an address"))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(invalid("must be an address without a user or password"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(invalid("must be an address without a query or fragment"));
    }
    match url.scheme() {
        "https" if cfg!(feature = "tls") => {}
        "https" => {
            return Err(
                "pagerduty_url needs https, but this program was built without its feature tls.".to_owned()
            );
        }
        "http" if is_loopback(&url) => {}
        // Anybody on the way could read the token.
        _ => return Err(invalid("must begin with https://, or with http:// and an address of this machine")),
    }
    url.path_segments_mut()
        .map_err(|()| invalid("must be an address"))?
        .pop_if_empty()
        .push("maintenance_windows");
    Ok(url)
}

/// Whether the address is one of this machine, where a test's server runs.
pub(crate) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let ip = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    host == "localhost" || ip.is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAST: &str = "token_env = \"PAGERDUTY_TOKEN\"\nservices = [\"PIJ90N7\"]\n";

    fn parse(text: &str) -> Result<Config, String> {
        Config::parse(text, |name| (name == "PAGERDUTY_TOKEN").then(|| "u+secret".into()))
    }

    #[test]
    fn a_token_and_a_service_are_enough() {
        let config = parse(&format!("{LEAST}pagerduty_url = 'http://localhost:1/'")).unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:4700");
        assert_eq!(config.fresh_for, Duration::from_secs(30));
        assert_eq!(config.stale_for, Duration::from_secs(900));
        assert_eq!(config.source.timeout, Duration::from_secs(5));
        assert!(!config.source.show_descriptions);
        assert!(config.origins.is_empty());
    }

    #[cfg(feature = "tls")]
    #[test]
    fn the_windows_come_from_pagerduty_by_default() {
        let config = parse(LEAST).unwrap();
        assert_eq!(config.source.endpoint.as_str(), "https://api.pagerduty.com/maintenance_windows");
        let config = parse(&format!("{LEAST}pagerduty_url = 'https://gateway.example.gov/pagerduty/'"));
        let endpoint = config.unwrap().source.endpoint;
        assert_eq!(endpoint.as_str(), "https://gateway.example.gov/pagerduty/maintenance_windows");
    }

    #[cfg(feature = "tls")]
    #[test]
    fn the_readme_shows_a_configuration_with_the_defaults() {
        let (_, rest) = include_str!("../README.md").split_once("```toml\n").unwrap();
        let (example, _) = rest.split_once("```").unwrap();
        let config = parse(example).unwrap();
        let defaults = parse(LEAST).unwrap();
        assert_eq!(config.origins, ["https://www.example.gov"]);
        let all = |config: Config| {
            let Source { endpoint, show_descriptions, timeout, .. } = config.source;
            (config.listen, config.fresh_for, config.stale_for, endpoint, show_descriptions, timeout)
        };
        assert_eq!(all(config), all(defaults));
    }

    #[test]
    fn debug_does_not_hold_the_token() {
        let config = parse(&format!("{LEAST}pagerduty_url = 'http://[::1]:1'")).unwrap();
        let debug = format!("{config:?}");
        assert!(debug.contains("PIJ90N7") && !debug.contains("secret"), "{debug}");
    }

    #[test]
    fn what_is_wrong_is_said_in_one_line_without_secrets() {
        let with = |line: &str| format!("{LEAST}{line}\n");
        for (text, wanted) in [
            (String::new(), "missing field `token_env`"),
            ("token_env = \"PAGERDUTY_TOKEN\"".to_owned(), "missing field `services`"),
            ("token_env = \"PAGERDUTY_TOKEN\"\nservices = []".to_owned(), "at least one service"),
            ("token_env = \"PAGERDUTY_TOKEN\"\nservices = [\" P1\"]".to_owned(), "not \" P1\""),
            (
                "token_env = \"u+secret\"\nservices = [\"P1\"]".to_owned(),
                "the name of an environment variable",
            ),
            ("token_env = \"\"\nservices = [\"P1\"]".to_owned(), "the name of an environment variable"),
            (
                "token_env = \"OTHER\"\nservices = [\"P1\"]".to_owned(),
                "OTHER, which token_env names, is not set",
            ),
            ("services = [\"P1\"]\ntoken_env = u+secret".to_owned(), "line 2: "),
            ("token_env = [\"u+secret\"]\nservices = [\"P1\"]".to_owned(), "line 1: invalid type: sequence"),
            (with("token = 'u+secret'"), "line 3: unknown field `token`"),
            (with("cache_seconds = "), "line 3: "),
            (with("cache_seconds = 'x'"), "line 3: invalid type"),
            (with("cache_seconds = 0"), "cache_seconds must be from 1 to 3600, not 0"),
            (with("stale_if_error_seconds = 86401"), "from 0 to 86400"),
            (with("timeout_seconds = 61"), "from 1 to 60"),
            (with("listen = 'here'"), "not \"here\""),
            (with("origins = ['*']"), "not \"*\""),
            (with("origins = ['https://www.example.gov/']"), "in lower case"),
            (with("origins = ['ftp://www.example.gov']"), "origins must list origins"),
            (with("pagerduty_url = 'api'"), "must be an address"),
            (with("pagerduty_url = 'http://api.pagerduty.com'"), "must begin with https://"),
            (with("pagerduty_url = 'http://user:u+secret@localhost'"), "without a user or password"),
            (with("pagerduty_url = 'http://localhost?a=secret'"), "without a query"),
            (with("pagerduty_url = 'data:secret'"), "must begin with https://"),
        ] {
            let line = parse(&text).expect_err(&text);
            assert!(line.contains(wanted), "{text}: {line}");
            assert!(
                line.ends_with('.') && !line.contains('\n') && !line.contains("secret"),
                "{text}: {line}"
            );
        }
    }

    #[test]
    fn a_variable_that_holds_no_token_is_named_and_not_shown() {
        for value in ["", "\n", "secret\nsecret"] {
            let line = Config::parse(LEAST, |_| Some(value.into())).unwrap_err();
            assert_eq!(line, "the environment variable PAGERDUTY_TOKEN is empty or is no token.");
        }
    }
}
