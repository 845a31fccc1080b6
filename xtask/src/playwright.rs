//! Playwright with all that its runs have in common: the backend, Chromium, and its one font.
//!
//! Pictures are compared pixel by pixel, so what a machine brings of its own must not show: neither its fonts (`fonts`) nor its
//! language, which is set in tests/e2e/playwright.config.ts.

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
const GALLERY: &str = "tests/e2e/gallery.config.ts";
/// The one spec that takes pictures of screens.
const PICTURES_SPEC: &str = "pictures.spec.ts";

/// What customers do, on dist/ as it is; it is built when it is missing.
pub(crate) fn screens(workspace: &Workspace) -> Result<Command, Failure> {
    if !workspace.root.join("dist").join("index.html").is_file() {
        spa::dist(workspace)?;
    }
    command(workspace, SCREENS)
}

/// The design system's examples, on the gallery built anew.
pub(crate) fn examples(workspace: &Workspace) -> Result<Command, Failure> {
    gallery::build(workspace)?;
    command(workspace, GALLERY)
}

/// Renews what the runs are compared with: the pictures in docs/pictures and the outlines of the gallery's parts.
pub(crate) fn renew_pictures(workspace: &Workspace) -> Result<(), Failure> {
    spa::dist(workspace)?;
    let renewing = "--update-snapshots=changed";
    process::run(screens(workspace)?.args([PICTURES_SPEC, renewing]))?;
    process::run(examples(workspace)?.arg(renewing))
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
