//! What the parts of a test run report: how many tests passed, and lines for the summary.

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Count {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
}

/// The result of a part.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) count: Count,
    /// Lines for the summary at the end of the run.
    pub(crate) notes: Vec<String>,
}
