//! Parses the command line. There are too few flags for a parser library.

use std::{ffi::OsString, path::PathBuf};

use toggle_server::Config;

pub(crate) const USAGE: &str = "\
Usage: toggle-server [--host HOST] [--port N] [--dir FOLDER] [--toggle KEY[=on|off]]...
  --host HOST            where to listen (default 127.0.0.1)
  --port N               the port; 0 is any free one (default 4600)
  --dir FOLDER           serve a built front end at /
  --toggle KEY[=on|off]  start with this toggle set (default on); may be repeated
";

/// What the command line requests.
#[derive(Debug)]
pub(crate) enum Parsed {
    Help,
    Run(Flags),
}

#[derive(Debug)]
pub(crate) struct Flags {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) config: Config,
}

/// Parses `--flag value` and `--flag=value`. The error is a sentence for the user.
pub(crate) fn parse(args: impl Iterator<Item = OsString>) -> Result<Parsed, String> {
    let mut flags = Flags { host: "127.0.0.1".to_owned(), port: 4600, config: Config::default() };
    let mut args = args.map(|arg| arg.into_string().map_err(|arg| format!("{arg:?} is not valid UTF-8.")));
    while let Some(arg) = args.next().transpose()? {
        let (flag, attached) = match arg.split_once('=') {
            Some((flag, value)) => (flag, Some(value.to_owned())),
            None => (arg.as_str(), None),
        };
        if matches!(arg.as_str(), "--help" | "-h") {
            return Ok(Parsed::Help);
        }
        if !matches!(flag, "--host" | "--port" | "--dir" | "--toggle") {
            return Err(format!("{arg:?} is not a known flag."));
        }
        let value = match attached {
            Some(value) => value,
            None => args.next().transpose()?.ok_or_else(|| format!("{flag} needs a value."))?,
        };
        match flag {
            "--host" => flags.host = value,
            "--port" => {
                flags.port = value
                    .parse()
                    .map_err(|_| format!("--port needs a number from 0 to 65535, not {value:?}."))?;
            }
            "--dir" => {
                let dir = PathBuf::from(value);
                if !dir.is_dir() {
                    return Err(format!("--dir needs a folder, and {dir:?} is not one."));
                }
                flags.config.dir = Some(dir);
            }
            _ => {
                let (key, on) = preset(&value)?;
                flags.config.toggles.insert(key, on);
            }
        }
    }
    Ok(Parsed::Run(flags))
}

fn preset(value: &str) -> Result<(String, bool), String> {
    let (key, on) = match value.split_once('=') {
        None => (value, true),
        Some((key, "on")) => (key, true),
        Some((key, "off")) => (key, false),
        Some(_) => return Err(format!("--toggle needs KEY, KEY=on or KEY=off, not {value:?}.")),
    };
    if key.trim().is_empty() {
        return Err("--toggle needs a key.".to_owned());
    }
    Ok((key.to_owned(), on))
}
