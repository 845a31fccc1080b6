//! Chromium and its driver, which the tests in a browser need.

use crate::console::Failure;
use crate::process::{self, output_of};
use crate::workspace::Workspace;
use std::path::{Path, PathBuf};

const CHROMIUM_NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
const DRIVER_NAMES: [&str; 1] = ["chromedriver"];

/// Where the two programs are.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// `CHROME` and `CHROMEDRIVER`, else PATH, else Debian's packages where they can be installed.
    pub(crate) fn ensure(workspace: &Workspace) -> Result<Self, Failure> {
        if let Some(browser) = Self::find() {
            return Ok(browser);
        }
        let is_root = output_of("id", &["-u"]).as_deref() == Some("0");
        if is_root && Path::new("/etc/debian_version").exists() {
            println!("installing Chromium with apt-get (about 2 minutes)");
            let apt_get = |arguments: &[&str]| {
                process::run(
                    workspace.command("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"),
                )
            };
            apt_get(&["update", "-qq"])?;
            apt_get(&["install", "-y", "-qq", "--no-install-recommends", "chromium", "chromium-driver"])?;
        }
        Self::find().ok_or_else(|| {
            Failure::new(
                "the tests need Chromium and chromedriver: install them (Debian: `apt-get install chromium \
                 chromium-driver`), or name them in CHROME and CHROMEDRIVER",
            )
        })
    }

    fn find() -> Option<Self> {
        Some(Self {
            chromium: program("CHROME", &CHROMIUM_NAMES)?,
            driver: program("CHROMEDRIVER", &DRIVER_NAMES)?,
        })
    }
}

fn program(variable: &str, names: &[&str]) -> Option<PathBuf> {
    if let Some(named) = std::env::var_os(variable).filter(|value| !value.is_empty()) {
        return Some(PathBuf::from(named));
    }
    let path = std::env::var_os("PATH")?;
    names
        .iter()
        .flat_map(|name| std::env::split_paths(&path).map(move |folder| folder.join(name)))
        .find(|candidate| candidate.is_file())
}
