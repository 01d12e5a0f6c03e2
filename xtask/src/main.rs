//! `cargo xtask …`: the commands of a contributor.

mod bench;
mod demo;
mod faults;
mod fuzz;
mod package;
mod page;
mod run;
mod rust;
mod server;
mod setup;
mod simulate;
mod site;
mod size;
mod test;
mod tools;
mod unleash;
mod workspace;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask setup                   install what is missing, check what is there
cargo xtask test [--only PART]… [--update]
                                    check everything, or only: lint, native, docs, package, browser, e2e;
                                    keep the public API and the pictures anew that differ
cargo xtask demo [--port N] [--profile] [--toggle KEY=on|off]…
                                    the storybook (or the profile page) on a live local endpoint
cargo xtask faults                  what happens when the endpoint misbehaves, a line a fault
cargo xtask bench [--rounds N] [--only SCENARIO]… [--check]
                                    this crate beside its peers; --check: against the last committed run
cargo xtask bench windows           how reading and answering grow with the number of windows
cargo xtask simulate [--clients N] [--seed N]
                                    a million clients over a day: requests per second, outages, deploys
cargo xtask fuzz [--runs N] [TARGET]…
                                    a million inputs for every engine's decoder
cargo xtask size                    what a page with one guarded section weighs
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("", &[][..]),
    };
    let well = |()| ExitCode::SUCCESS;
    let done = match command {
        "setup" if rest.is_empty() => setup::setup(&setup::Item::ALL).map(well),
        "test" => test::test(rest),
        "demo" => demo::demo(rest).map(well),
        "faults" if rest.is_empty() => faults::faults().map(well),
        "bench" => bench::bench(rest).map(well),
        "simulate" => simulate::simulate(rest).map(well),
        "fuzz" => fuzz::fuzz(rest).map(well),
        "size" if rest.is_empty() => size::size().map(well),
        _ => Err(format!("there is no such command\n{USAGE}")),
    };
    match done {
        Ok(code) => code,
        Err(reason) => {
            eprintln!("\nxtask: {reason}");
            ExitCode::FAILURE
        }
    }
}
