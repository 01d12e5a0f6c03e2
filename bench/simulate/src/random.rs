//! Pseudo-random numbers that are the same in every run.

/// A SplitMix64 generator.
///
/// Source: [Steele, Lea and Flood, "Fast splittable pseudorandom number generators"](https://doi.org/10.1145/2660193.2660195).
pub(crate) struct Random(u64);

impl Random {
    /// Each `stream` of a seed is an independent sequence.
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        let mut mixed = Self(seed);
        let seed = mixed.bits();
        Self(seed ^ Self(stream).bits())
    }

    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// At least 0 and below 1.
    pub(crate) fn roll(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// At least `from` and below `to`.
    pub(crate) fn between(&mut self, from: i64, to: i64) -> i64 {
        from + ((to - from) as f64 * self.roll()) as i64
    }

    /// Exponentially distributed: how long something lasts that may end at any time.
    pub(crate) fn exponential(&mut self, mean: i64) -> i64 {
        (-(1.0 - self.roll()).ln() * mean as f64) as i64
    }

    /// Log-normally distributed: how long something lasts that is usually short and sometimes long.
    pub(crate) fn log_normal(&mut self, median: i64, sigma: f64) -> i64 {
        // The Box–Muller transform.
        let (a, b) = (1.0 - self.roll(), self.roll());
        let normal = (-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos();
        (median as f64 * (sigma * normal).exp()) as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_run_gives_the_same_numbers_and_every_stream_others() {
        let rolls = |seed, stream| {
            let mut random = Random::new(seed, stream);
            [random.roll(), random.roll()]
        };
        assert_eq!(rolls(1, 7), rolls(1, 7));
        assert_ne!(rolls(1, 7), rolls(1, 8));
        assert_ne!(rolls(1, 7), rolls(2, 7));
    }

    #[test]
    fn numbers_fill_their_range_and_means_are_right() {
        let mut random = Random::new(1, 1);
        let count = 100_000;
        let rolls: Vec<f64> = (0..count).map(|_| random.roll()).collect();
        assert!(rolls.iter().all(|roll| (0.0..1.0).contains(roll)));
        let mean = rolls.iter().sum::<f64>() / f64::from(count);
        assert!((0.49..0.51).contains(&mean), "{mean}");
        let mean = (0..count).map(|_| random.exponential(1_000)).sum::<i64>() / i64::from(count);
        assert!((980..1_020).contains(&mean), "{mean}");
    }
}
