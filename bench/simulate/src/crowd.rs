//! Who visits the page and when: the opening, hiding and closing of every simulated page.

use crate::random::Random;
use crate::time::{HOUR, INCIDENT, MINUTE};

/// Who has the page open, and when. Times are milliseconds since midnight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Crowd {
    /// Each client visits once a day, most of them around noon. Seven in ten look at the page for most of
    /// ten minutes and leave. Three in ten leave the tab open for hours and look at it now and then.
    OverTheDay,
    /// All clients have the page open and visible: the highest load that they can cause.
    AllAtOnce,
}

/// One client's page, from when it is opened to when it is closed.
#[derive(Debug)]
pub(crate) struct Visit {
    pub(crate) opens: i64,
    pub(crate) closes: i64,
    habit: Habit,
}

#[derive(Debug)]
enum Habit {
    AlwaysVisible,
    /// Visible and hidden in turns. The fields are the average lengths of a turn.
    InTurns {
        visible: i64,
        hidden: i64,
    },
}

impl Crowd {
    pub(crate) fn visit(self, random: &mut Random) -> Visit {
        match self {
            Self::AllAtOnce => Visit {
                opens: INCIDENT - random.between(10 * MINUTE, 40 * MINUTE),
                closes: INCIDENT + HOUR,
                habit: Habit::AlwaysVisible,
            },
            Self::OverTheDay => {
                let opens = arrival(random);
                let (open, habit) = if random.roll() < 0.7 {
                    let habit = Habit::InTurns { visible: 4 * MINUTE, hidden: MINUTE };
                    (random.log_normal(8 * MINUTE, 0.9), habit)
                } else {
                    let habit = Habit::InTurns { visible: 3 * MINUTE, hidden: 12 * MINUTE };
                    (random.exponential(4 * HOUR), habit)
                };
                Visit { opens, closes: opens + open, habit }
            }
        }
    }
}

/// A random time of the day. Fourteen times as many visits start in the hour after noon as in the hour
/// after midnight.
fn arrival(random: &mut Random) -> i64 {
    const BUSIEST: i64 = 12 * HOUR + HOUR / 2;
    loop {
        let time = random.between(0, 24 * HOUR);
        let turn = (time - BUSIEST) as f64 / (24 * HOUR) as f64 * std::f64::consts::TAU;
        if random.roll() * 1.87 < 1.0 + 0.87 * turn.cos() {
            return time;
        }
    }
}

impl Visit {
    /// How long the page now stays visible or hidden.
    pub(crate) fn phase(&self, visible: bool, random: &mut Random) -> i64 {
        match self.habit {
            Habit::AlwaysVisible => i64::MAX / 2,
            Habit::InTurns { visible: mean, .. } if visible => random.exponential(mean),
            Habit::InTurns { hidden: mean, .. } => random.exponential(mean),
        }
    }

    #[cfg(test)]
    pub(crate) fn of(opens: i64, closes: i64) -> Self {
        Self { opens, closes, habit: Habit::AlwaysVisible }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visits(crowd: Crowd) -> Vec<Visit> {
        (0..20_000).map(|client| crowd.visit(&mut Random::new(1, client))).collect()
    }

    #[test]
    fn all_visits_start_within_the_day_and_more_at_noon_than_at_midnight() {
        let visits = visits(Crowd::OverTheDay);
        assert!(visits.iter().all(|visit| (0..24 * HOUR).contains(&visit.opens)));
        assert!(visits.iter().all(|visit| visit.opens <= visit.closes));
        let within = |hour: i64| visits.iter().filter(|visit| visit.opens / HOUR == hour).count();
        let ratio = within(12) as f64 / within(0) as f64;
        assert!((10.0..20.0).contains(&ratio), "{ratio}");
    }

    #[test]
    fn all_at_once_pages_are_open_before_and_after_the_incident() {
        let visits = visits(Crowd::AllAtOnce);
        assert!(visits.iter().all(|visit| visit.opens < INCIDENT && visit.closes > INCIDENT));
    }
}
