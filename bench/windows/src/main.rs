//! Measures how parsing and evaluating maintenance windows scale with their number.
//!
//! Run it with `cargo xtask bench windows`. Every figure is the median of several rounds; sizes take turns
//! within a round, so that a machine that slows down slows all of them.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use yew_outage::feed::{Engine, PlainJson};
use yew_outage::model::{FeedReport, Kinds, Snapshot, Timestamp};
use yew_outage::prelude::*;

const SIZES: [usize; 5] = [1_250, 2_500, 5_000, 10_000, 20_000];
const WINDOWS_A_SERVICE: usize = 10;
const ROUNDS: usize = 15;
const HOUR: Duration = Duration::from_secs(3_600);

/// The measurements of one size: one duration per round.
#[derive(Default)]
struct Measured {
    decode: Vec<Duration>,
    one: Vec<Duration>,
    every: Vec<Duration>,
}

fn main() {
    let documents: Vec<String> = SIZES.iter().map(|size| document(*size)).collect();
    let mut measured: Vec<Measured> = SIZES.iter().map(|_| Measured::default()).collect();
    for _ in 0..ROUNDS {
        for (size, (document, measured)) in SIZES.iter().zip(documents.iter().zip(&mut measured)) {
            measure(*size, document, measured);
        }
    }
    println!(
        "| windows | services | decode | one rule, with its next boundary | every service's rule | decode per n·log n |"
    );
    println!("|--:|--:|--:|--:|--:|--:|");
    let mut rows = SIZES.iter().zip(measured).map(|(size, measured)| {
        let [decode, one, every] = [measured.decode, measured.one, measured.every].map(median);
        let n_log_n = *size as f64 * (*size as f64).log2();
        (*size, decode, one, every, decode.as_secs_f64() / n_log_n)
    });
    let mut first = None;
    for (size, decode, one, every, per) in &mut rows {
        let base = *first.get_or_insert(per);
        println!(
            "| {size} | {} | {:.2} ms | {:.2} µs | {:.2} ms | {:.2}× |",
            size / WINDOWS_A_SERVICE,
            decode.as_secs_f64() * 1e3,
            one.as_secs_f64() * 1e6,
            every.as_secs_f64() * 1e3,
            per / base,
        );
    }
}

fn measure(size: usize, document: &str, measured: &mut Measured) {
    let start = Instant::now();
    let decoded = PlainJson.decode(black_box(document.as_bytes()));
    measured.decode.push(start.elapsed());
    let Ok(decoded) = decoded else { return };

    let mut feed = FeedReport::unanswered(Kinds::BOTH);
    feed.report = Some(decoded.report.into());
    let snapshot = Snapshot::new([feed]);
    let rules: Vec<Rule> = (0..size / WINDOWS_A_SERVICE).map(|number| service(key(number))).collect();
    let now = moment(WINDOWS_A_SERVICE as i64 / 2 * 24 + 1);

    const TIMES: u32 = 200;
    let start = Instant::now();
    for _ in 0..TIMES {
        black_box(rules[rules.len() / 2].availability(black_box(&snapshot), now, HOUR));
    }
    measured.one.push(start.elapsed() / TIMES);

    let start = Instant::now();
    for rule in &rules {
        black_box(rule.availability(&snapshot, now, HOUR));
    }
    measured.every.push(start.elapsed());
}

fn median(mut durations: Vec<Duration>) -> Duration {
    durations.sort_unstable();
    durations.get(durations.len() / 2).copied().unwrap_or_default()
}

fn key(service: usize) -> String {
    format!("service_{service}")
}

fn moment(hours: i64) -> Timestamp {
    Timestamp::from_timestamp_millis(1_777_680_000_000 + hours * 3_600_000).unwrap_or_default()
}

/// Windows a day apart for each service, in an order that is sorted by no field.
fn document(size: usize) -> String {
    let services = size / WINDOWS_A_SERVICE;
    let mut json = String::from(r#"{"windows":["#);
    for number in 0..size {
        // A step that is coprime to the number visits every window once.
        let window = number * 7_919 % size;
        let (service, day) = (window % services, (window / services) as i64);
        let comma = if number == 0 { "" } else { "," };
        let (start, end) = (moment(day * 24).to_rfc3339(), moment(day * 24 + 2).to_rfc3339());
        let service = key(service);
        // Writing to a string cannot fail.
        let _ = write!(
            json,
            r#"{comma}{{"id":"w{window}","services":["{service}"],"starts_at":"{start}","ends_at":"{end}","message":"Work"}}"#
        );
    }
    json.push_str("]}");
    json
}
