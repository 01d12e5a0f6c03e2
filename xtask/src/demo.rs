//! `cargo xtask demo`: the storybook, or the profile page, on a live local endpoint.

use std::net::TcpListener;

use crate::run::{Outcome, program, step};
use crate::server::{self, Server};
use crate::setup::{Item, setup};
use crate::site::Site;
use crate::tools::on_path;

const PORT: u16 = 4600;

/// What the pages ask about. An endpoint that does not know a key makes the console warn of it.
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
        let mut value = || arguments.next().ok_or_else(|| format!("{flag} wants a value"));
        match flag.as_str() {
            "--port" => {
                flags.port = value()?.parse().map_err(|_| "--port wants a number up to 65535".to_owned())?
            }
            "--toggle" => flags.toggles.extend(["--toggle".to_owned(), value()?.clone()]),
            "--profile" => flags.site = Site::Profile,
            _ => {
                return Err(format!(
                    "demo knows no {flag}; it takes --port N, --profile, --toggle KEY=on|off"
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
    // Whatever asks this command to stop stops toggle-server, whose end ends the demo.
    ctrlc::set_handler(server::stop_all).map_err(|error| error.to_string())?;
    let mut server = Server::start(&arguments)?;
    println!("\nThe {} is at {}/ — Ctrl-C stops it.", flags.site.name(), server.url);
    open(&server.url);
    server.wait()?;
    println!("Stopped.");
    Ok(())
}

/// The port that is asked for, or the next free one if somebody else has it.
fn free_port(wanted: u16) -> u16 {
    let free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    // So many in a row are never taken; but if they are, 0 lets the system choose.
    let port = (wanted..=wanted.saturating_add(99)).find(free).unwrap_or(0);
    if port != wanted {
        println!("Port {wanted} is taken; another one will do.");
    }
    port
}

/// Shows the page, where there is a desktop to show it on.
fn open(url: &str) {
    let desktop = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    let opener = if cfg!(target_os = "macos") {
        Some("open")
    } else {
        Some("xdg-open").filter(|name| desktop && on_path(&[name]).is_some())
    };
    if let Some(opener) = opener {
        // The address is on the terminal: a browser that does not come up is no failure.
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
    fn a_taken_port_is_passed_over() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        assert_ne!(free_port(port), port);
        assert_eq!(free_port(0), 0);
    }

    #[test]
    fn flags_are_read_and_bad_ones_refused() {
        let flags = parsed(&["--port", "0", "--profile", "--toggle", "a=on"]).unwrap();
        assert_eq!((flags.port, flags.site.name()), (0, "profile"));
        assert_eq!(flags.toggles, ["--toggle", "a=on"]);
        for bad in [&["--port"][..], &["--port", "x"], &["--port", "70000"], &["--what"]] {
            assert!(parsed(bad).is_err(), "{bad:?}");
        }
    }
}
