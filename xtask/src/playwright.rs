//! Playwright runs, and what they all need: the backend, Chromium, and a single font.
//!
//! Pictures are compared pixel by pixel, so the machine's own settings must make no difference. Its
//! fonts are replaced (`fonts`), and its language is set in tests/e2e/playwright.config.ts.

use crate::backend;
use crate::browser::Browser;
use crate::console::Failure;
use crate::fonts;
use crate::gallery;
use crate::process;
use crate::spa;
use crate::tools;
use crate::workspace::Workspace;
use std::process::Command;

const SCREENS: &str = "tests/e2e/playwright.config.ts";
const EXPLORER: &str = "tests/e2e/explorer/playwright.config.ts";
const GALLERY: &str = "tests/e2e/gallery.config.ts";
/// The only spec that takes pictures of screens.
const PICTURES_SPEC: &str = "pictures.spec.ts";

/// Prepares the end-to-end tests, which use dist/ as it is, or build it if it is missing.
pub(crate) fn screens(workspace: &Workspace) -> Result<Command, Failure> {
    ensure_dist(workspace)?;
    command(workspace, SCREENS)
}

/// Prepares the explorer's random customers, which also use dist/ as it is, or build it if it is
/// missing.
pub(crate) fn explorer(workspace: &Workspace) -> Result<Command, Failure> {
    ensure_dist(workspace)?;
    command(workspace, EXPLORER)
}

/// Prepares the checks of the design system's examples, on a newly built gallery.
pub(crate) fn examples(workspace: &Workspace) -> Result<Command, Failure> {
    gallery::build(workspace)?;
    command(workspace, GALLERY)
}

/// Renews what the runs are compared with: the pictures in docs/pictures, and the outlines of the
/// gallery's parts.
pub(crate) fn renew_pictures(workspace: &Workspace) -> Result<(), Failure> {
    spa::dist(workspace)?;
    let renewing = "--update-snapshots=changed";
    process::run(screens(workspace)?.args([PICTURES_SPEC, renewing]))?;
    process::run(examples(workspace)?.arg(renewing))
}

fn ensure_dist(workspace: &Workspace) -> Result<(), Failure> {
    if workspace.root.join("dist").join("index.html").is_file() { Ok(()) } else { spa::dist(workspace) }
}

fn command(workspace: &Workspace, configuration: &str) -> Result<Command, Failure> {
    let browser = Browser::ensure(workspace)?;
    backend::build(workspace)?;
    let mut command = tools::npm_program(workspace, "playwright")?;
    command
        .args(["test", "--config", configuration])
        .env("PASE_BACKEND", workspace.backend_binary())
        .env("CHROME", browser.chromium)
        .env("FONTCONFIG_FILE", fonts::write_configuration(workspace)?);
    Ok(command)
}
