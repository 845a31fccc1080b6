//! Finds or installs Chromium and its driver, which the browser tests need.

use crate::console::Failure;
use crate::debian;
use crate::workspace::Workspace;
use std::path::{Path, PathBuf};

pub(crate) const CHROMIUM_NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
/// The locale file of Debian's Chromium package, which by itself has only English.
const DEBIANS_ENGLISH: &str = "/usr/lib/chromium/locales/en-US.pak";
/// Latin American Spanish. Pictures show date fields in it (tests/e2e/playwright.config.ts).
const DEBIANS_SPANISH: &str = "/usr/lib/chromium/locales/es-419.pak";
pub(crate) const DRIVER_NAMES: [&str; 1] = ["chromedriver"];

/// The paths of the two programs.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// Looks in `CHROME` and `CHROMEDRIVER`, then in PATH, and otherwise installs Debian's packages
    /// if that is possible.
    pub(crate) fn ensure(workspace: &Workspace) -> Result<Self, Failure> {
        if let Some(browser) = Self::find() {
            if Path::new(DEBIANS_ENGLISH).exists() && !Path::new(DEBIANS_SPANISH).exists() {
                // Without it, pictures with a date field differ slightly; everything else is the
                // same.
                println!("Chromium's Spanish is missing (Debian's package chromium-l10n)");
                let _ = debian::install(workspace, &["chromium-l10n"]);
            }
            return Ok(browser);
        }
        debian::install(workspace, &["chromium", "chromium-driver", "chromium-l10n"])?;
        Self::find().ok_or_else(|| {
            Failure::new(
                "the tests need Chromium and chromedriver: install them (Debian: `apt-get install chromium \
                 chromium-driver chromium-l10n`), or name them in CHROME and CHROMEDRIVER",
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

/// The path of a program: the variable's value, or else the first of the names found in PATH.
pub(crate) fn program(variable: &str, names: &[&str]) -> Option<PathBuf> {
    if let Some(named) = std::env::var_os(variable).filter(|value| !value.is_empty()) {
        return Some(PathBuf::from(named));
    }
    let path = std::env::var_os("PATH")?;
    names
        .iter()
        .flat_map(|name| std::env::split_paths(&path).map(move |folder| folder.join(name)))
        .find(|candidate| candidate.is_file())
}
