//! Chromium and its driver, which the tests in a browser need.

use crate::console::Failure;
use crate::debian;
use crate::workspace::Workspace;
use std::path::{Path, PathBuf};

pub(crate) const CHROMIUM_NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
/// Debian's Chromium by itself speaks English.
const DEBIANS_ENGLISH: &str = "/usr/lib/chromium/locales/en-US.pak";
/// The Spanish of Mexico, in which the date fields of the pictures are written (tests/e2e/playwright.config.ts).
const DEBIANS_SPANISH: &str = "/usr/lib/chromium/locales/es-419.pak";
pub(crate) const DRIVER_NAMES: [&str; 1] = ["chromedriver"];

/// Where the two programs are.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// `CHROME` and `CHROMEDRIVER`, else PATH, else Debian's packages where they can be installed.
    pub(crate) fn ensure(workspace: &Workspace) -> Result<Self, Failure> {
        if let Some(browser) = Self::find() {
            if Path::new(DEBIANS_ENGLISH).exists() && !Path::new(DEBIANS_SPANISH).exists() {
                // Pictures with a date field differ a little without it; all else is the same.
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

/// Where a program is: as the variable says, else on PATH under one of the names.
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
