//! `cargo xtask demo`: serves the storybook, or the profile page, together with a local endpoint to try it with.

use std::net::TcpListener;

use crate::run::{Outcome, program, step};
use crate::server::{self, Server};
use crate::setup::{Item, setup};
use crate::site::Site;
use crate::tools::on_path;

const PORT: u16 = 4600;

/// The toggles that the pages use. The console warns of a key that the endpoint does not know.
const TOGGLES: [&str; 5] = [
    "profile_hide_direct_deposit=off",
    "profile_hide_contact_information=off",
    "profile_hide_notifications=off",
    "profile_hide_personal_information=off",
    "profile_hide_all=off",
];

struct Flags {
    port: u16,
    site: Site,
    toggles: Vec<String>,
}

fn parse(arguments: &[String]) -> Outcome<Flags> {
    let mut flags = Flags { port: PORT, site: Site::Storybook, toggles: Vec::new() };
    let mut arguments = arguments.iter();
    while let Some(flag) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{flag} needs a value"));
        match flag.as_str() {
            "--port" => {
                flags.port = value()?.parse().map_err(|_| "--port takes a number up to 65535".to_owned())?
            }
            "--toggle" => flags.toggles.extend(["--toggle".to_owned(), value()?.clone()]),
            "--profile" => flags.site = Site::Profile,
            _ => {
                return Err(format!(
                    "unknown flag {flag}; demo takes --port N, --profile and --toggle KEY=on|off"
                ));
            }
        }
    }
    Ok(flags)
}

pub(crate) fn demo(arguments: &[String]) -> Outcome {
    let flags = parse(arguments)?;
    step("setup", || {
        setup(&[Item::WasmTarget, Item::WasmBindgen, Item::Trunk, Item::Node, Item::NodePackages])
    })?;
    step("build toggle-server", server::build)?;
    let dir = step(&format!("build the {}", flags.site.name()), || flags.site.build())?;

    let port = free_port(flags.port).to_string();
    let dir = dir.to_string_lossy();
    let known = TOGGLES.into_iter().flat_map(|toggle| ["--toggle", toggle]);
    let given = flags.toggles.iter().map(String::as_str);
    let arguments: Vec<&str> =
        ["--port", &port, "--dir", &dir].into_iter().chain(known).chain(given).collect();
    // A signal stops toggle-server, and the demo ends when toggle-server does.
    ctrlc::set_handler(server::stop_all).map_err(|error| error.to_string())?;
    let mut server = Server::start(&arguments)?;
    println!("\nThe {} is at {}/ — Ctrl-C stops it.", flags.site.name(), server.url);
    open(&server.url);
    server.wait()?;
    println!("Stopped.");
    Ok(())
}

/// The wanted port, or the next one that is free.
fn free_port(wanted: u16) -> u16 {
    let free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    // Should all of them be taken, 0 lets the system choose.
    let port = (wanted..=wanted.saturating_add(99)).find(free).unwrap_or(0);
    if port != wanted {
        println!("Port {wanted} is taken, so the demo uses another.");
    }
    port
}

/// Opens the page in a browser, if there is a desktop.
fn open(url: &str) {
    let desktop = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    let opener = if cfg!(target_os = "macos") {
        Some("open")
    } else {
        Some("xdg-open").filter(|name| desktop && on_path(&[name]).is_some())
    };
    if let Some(opener) = opener {
        // Ignored: the address is on the terminal as well.
        let _ = program(opener).arg(url).spawn();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Outcome<Flags> {
        parse(&arguments.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn a_taken_port_is_skipped() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        assert_ne!(free_port(port), port);
        assert_eq!(free_port(0), 0);
    }

    #[test]
    fn flags_are_parsed_and_bad_ones_refused() {
        let flags = parsed(&["--port", "0", "--profile", "--toggle", "a=on"]).unwrap();
        assert_eq!((flags.port, flags.site.name()), (0, "profile"));
        assert_eq!(flags.toggles, ["--toggle", "a=on"]);
        for bad in [&["--port"][..], &["--port", "x"], &["--port", "70000"], &["--what"]] {
            assert!(parsed(bad).is_err(), "{bad:?}");
        }
    }
}
