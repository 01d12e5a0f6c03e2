//! The front ends, built by trunk.

use std::path::PathBuf;

use crate::run::{Outcome, root, run};
use crate::tools::tool;
use crate::workspace::target_dir;

/// A front end of this repository.
#[derive(Clone, Copy)]
pub(crate) enum Site {
    Storybook,
    Profile,
    /// Its own server puts the page into it.
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

    /// Builds it for release and gives back the folder it is in.
    pub(crate) fn build(self) -> Outcome<PathBuf> {
        let dist = target_dir()?.join("site").join(self.name());
        let mut trunk = tool("trunk");
        trunk
            .args(["build", "--release", "--offline", "--skip-version-check", "--dist"])
            .arg(&dist)
            .arg(self.page());
        // Trunk reads this as one of its own flags, and refuses the value that some tools set.
        run(trunk.env_remove("NO_COLOR"))?;
        Ok(dist)
    }
}
