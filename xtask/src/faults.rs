//! `cargo xtask faults`: prints what a page does for each fault of its endpoint. `cargo xtask test` runs the same
//! faults as tests.

use crate::run::{Outcome, run, step};
use crate::server;
use crate::setup::{Item, setup};
use crate::site::Site;
use crate::tools::{chromium, e2e, tool};

pub(crate) fn faults() -> Outcome {
    let needed =
        [Item::WasmTarget, Item::WasmBindgen, Item::Trunk, Item::Browser, Item::Node, Item::NodePackages];
    step("setup", || setup(&needed))?;
    let binary = step("build toggle-server", server::build)?;
    let profile = step("build the profile page", || Site::Profile.build())?;
    step("faults", || {
        let mut node = tool("node");
        node.current_dir(e2e())
            .arg("faults.mjs")
            .env("CHROMIUM", chromium().ok_or("Chromium is missing; run `cargo xtask setup`")?)
            .env("TOGGLE_SERVER", binary)
            .env("SITE_PROFILE", profile);
        run(&mut node)
    })
}
