//! Builds the example front ends with trunk.

use std::path::PathBuf;

use crate::run::{Outcome, root, run};
use crate::tools::tool;
use crate::workspace::target_dir;

/// An example front end.
#[derive(Clone, Copy)]
pub(crate) enum Site {
    Storybook,
    Profile,
    /// Its own server renders into it.
    Ssr,
}

impl Site {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Storybook => "storybook",
            Self::Profile => "profile",
            Self::Ssr => "ssr",
        }
    }

    fn page(self) -> PathBuf {
        match self {
            Self::Storybook => root().join("index.html"),
            Self::Profile => root().join("examples/profile/index.html"),
            Self::Ssr => root().join("examples/ssr/index.html"),
        }
    }

    /// Builds it for release and returns its folder.
    pub(crate) fn build(self) -> Outcome<PathBuf> {
        let dist = target_dir()?.join("site").join(self.name());
        let mut trunk = tool("trunk");
        trunk
            .args(["build", "--release", "--offline", "--skip-version-check", "--dist"])
            .arg(&dist)
            .arg(self.page());
        // Trunk parses this variable as a flag of its own, and refuses values that some tools set.
        run(trunk.env_remove("NO_COLOR"))?;
        Ok(dist)
    }
}
