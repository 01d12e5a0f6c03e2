//! Simulates a day of a million clients that poll by the library's own schedule, and checks the load on the server.
//!
//! Run it with `cargo xtask simulate`. Pages do not affect each other, so there is no shared event queue: each
//! visit is simulated alone, from one event to the next, and its requests are counted by the second. All cores
//! share the visits, and the result depends on the seed alone.

mod chart;
mod crowd;
mod page;
mod random;
mod rates;
mod scenario;
// No simulated server answers 401 or 403, so the schedule's code for that is unused.
#[allow(dead_code)]
#[path = "../../../src/store/schedule.rs"]
mod schedule;
mod time;

use std::process::ExitCode;
use std::thread;

use random::Random;
use rates::{Peak, Rates, Summary};
use scenario::{Incident, SCENARIOS, Scenario};
use time::{HOUR, INCIDENT, MINUTE, SECOND};

const USAGE: &str = "the flags are --clients N (default 1000000) and --seed N (default 1)";
const CHART: &str = "target/simulate.svg";
/// The limit for the peak after an outage, as a multiple of the steady rate.
const MAX_PEAK_AFTERWARDS: f64 = 2.0;

#[derive(Clone, Copy, Debug, PartialEq)]
struct Flags {
    clients: u64,
    seed: u64,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match parse(&arguments).and_then(simulate) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("\nsimulate: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn parse(arguments: &[String]) -> Result<Flags, String> {
    let mut flags = Flags { clients: 1_000_000, seed: 1 };
    for pair in arguments.chunks(2) {
        let [flag, number] = pair else { return Err(USAGE.to_owned()) };
        let number = number.parse().map_err(|_| USAGE.to_owned())?;
        match flag.as_str() {
            "--clients" => flags.clients = number,
            "--seed" => flags.seed = number,
            _ => return Err(USAGE.to_owned()),
        }
    }
    Ok(flags)
}

fn simulate(flags: Flags) -> Result<(), String> {
    println!("{} clients, seed {}\n", flags.clients, flags.seed);
    let simulated: Vec<(&Scenario, Rates, Summary)> = SCENARIOS
        .iter()
        .map(|scenario| {
            let rates = simulate_day(flags, scenario);
            let summary = Summary::of(scenario, &rates);
            (scenario, rates, summary)
        })
        .collect();

    if let Some((_, rates, _)) = simulated.first() {
        print_hours(rates);
    }
    print_minutes(&simulated);
    let within_limit = print_peaks(&simulated);

    std::fs::create_dir_all("target")
        .and_then(|()| std::fs::write(CHART, chart::svg(&simulated)))
        .map_err(|error| format!("{CHART}: {error}"))?;
    println!("\nThe chart is in {CHART}.");
    if within_limit {
        Ok(())
    } else {
        Err(format!("the peak after an outage is over {MAX_PEAK_AFTERWARDS} × the steady rate"))
    }
}

/// Simulates the day of every client, on all cores.
fn simulate_day(flags: Flags, scenario: &Scenario) -> Rates {
    let threads = thread::available_parallelism().map_or(1, |threads| threads.get() as u64);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|worker| {
                scope.spawn(move || {
                    let mut rates = Rates::default();
                    for client in (worker..flags.clients).step_by(threads as usize) {
                        // A client has the same habits in every scenario.
                        let mut habits = Random::new(flags.seed, 2 * client);
                        let dice = Random::new(flags.seed, 2 * client + 1);
                        let visit = scenario.crowd.visit(&mut habits);
                        page::simulate(&visit, scenario, &mut habits, dice, &mut rates);
                    }
                    rates
                })
            })
            .collect();
        let mut all = Rates::default();
        for worker in workers {
            match worker.join() {
                Ok(rates) => all += rates,
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    })
}

fn print_hours(rates: &Rates) {
    println!("A day without an incident, requests per second on average:\n");
    let hours: Vec<i64> = (0..24).step_by(2).collect();
    row(hours.iter().map(|hour| format!("{hour}:00")));
    row(hours.iter().map(|_| "--:".to_owned()));
    row(hours.iter().map(|hour| format!("{:.0}", rates.mean(hour * HOUR..(hour + 1) * HOUR))));
}

fn print_minutes(simulated: &[(&Scenario, Rates, Summary)]) {
    const MINUTES: [i64; 12] = [-1, 0, 1, 2, 5, 9, 10, 11, 12, 15, 20, 30];
    println!("\nThe highest second of a minute, in requests, by minutes since the incident:\n");
    let cells = |first: &str, rest: &dyn Fn(i64) -> String| {
        row(std::iter::once(first.to_owned()).chain(MINUTES.iter().map(|minute| rest(*minute))));
    };
    cells("scenario", &|minute| minute.to_string());
    cells("---", &|_| "--:".to_owned());
    for (scenario, rates, _) in simulated {
        cells(scenario.name, &|minute| {
            let start = INCIDENT + minute * MINUTE;
            rates.peak(start..start + MINUTE).rate.to_string()
        });
    }
}

/// Prints the peaks and returns whether each peak after an outage is within the limit.
fn print_peaks(simulated: &[(&Scenario, Rates, Summary)]) -> bool {
    println!("\nPeaks, in requests per second and in times the steady rate:\n");
    row(["scenario", "steady", "peak meanwhile", "when", "peak afterwards", "when", "afterwards"]
        .map(str::to_owned));
    row(["---", "--:", "--:", "--:", "--:", "--:", "---"].map(str::to_owned));
    let mut within_limit = true;
    for (scenario, _, summary) in simulated {
        let in_words = |peak: Peak| format!("{} ({:.2} ×)", peak.rate, summary.multiple(peak));
        let mut cells = vec![
            scenario.name.to_owned(),
            format!("{:.0}", summary.steady),
            in_words(summary.meanwhile),
            when(summary.meanwhile.at),
        ];
        match summary.afterwards {
            None => cells.extend(["", "", ""].map(str::to_owned)),
            Some(peak) => {
                let verdict = match scenario.incident {
                    Incident::Outage(_) if summary.multiple(peak) > MAX_PEAK_AFTERWARDS => {
                        within_limit = false;
                        format!("over {MAX_PEAK_AFTERWARDS} ×")
                    }
                    Incident::Outage(_) => format!("within {MAX_PEAK_AFTERWARDS} ×"),
                    _ => String::new(),
                };
                cells.extend([in_words(peak), when(peak.at), verdict]);
            }
        }
        row(cells);
    }
    within_limit
}

fn row(cells: impl IntoIterator<Item = String>) {
    println!("| {} |", cells.into_iter().collect::<Vec<_>>().join(" | "));
}

/// A time in milliseconds since midnight, as a time of the day.
fn when(at: i64) -> String {
    format!("{}:{:02}:{:02}", at / HOUR, at % HOUR / MINUTE, at % MINUTE / SECOND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_day_and_another_seed_another() {
        let day = |clients, seed| simulate_day(Flags { clients, seed }, &SCENARIOS[0]);
        assert_eq!(day(50, 1), day(50, 1));
        assert_ne!(day(50, 1), day(50, 2));
        assert!(day(50, 1).sum(0..24 * HOUR) >= 50, "every client sends at least one request");
        assert_eq!(day(0, 1).sum(0..24 * HOUR), 0);
    }

    #[test]
    fn a_day_is_the_sum_of_its_clients_on_any_number_of_cores() {
        let flags = Flags { clients: 7, seed: 3 };
        let mut one_by_one = Rates::default();
        for client in 0..7 {
            let mut habits = Random::new(3, 2 * client);
            let visit = SCENARIOS[0].crowd.visit(&mut habits);
            page::simulate(
                &visit,
                &SCENARIOS[0],
                &mut habits,
                Random::new(3, 2 * client + 1),
                &mut one_by_one,
            );
        }
        assert_eq!(simulate_day(flags, &SCENARIOS[0]), one_by_one);
    }

    #[test]
    fn flags_are_parsed_and_bad_ones_refused() {
        let parsed = |words: &[&str]| parse(&words.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(parsed(&[]), Ok(Flags { clients: 1_000_000, seed: 1 }));
        assert_eq!(parsed(&["--clients", "5", "--seed", "9"]), Ok(Flags { clients: 5, seed: 9 }));
        for bad in [&["--clients"][..], &["--clients", "many"], &["--speed", "1"]] {
            assert!(parsed(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn times_are_printed_as_times_of_the_day() {
        assert_eq!(when(INCIDENT + 2 * MINUTE + 3 * SECOND + 999), "14:02:03");
    }
}
