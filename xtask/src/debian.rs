//! Programs from Debian's packages: installs them where that is possible, and otherwise tells the
//! user to install them.

use crate::console::Failure;
use crate::process::{self, output_of};
use crate::workspace::Workspace;
use std::path::Path;

/// Installs the packages on Debian as root; does nothing elsewhere.
pub(crate) fn install(workspace: &Workspace, packages: &[&str]) -> Result<(), Failure> {
    let is_root = output_of("id", &["-u"]).as_deref() == Some("0");
    if !(is_root && Path::new("/etc/debian_version").exists()) {
        return Ok(());
    }
    println!("installing {} with apt-get (up to 2 minutes)", packages.join(", "));
    let apt_get = || {
        let mut command = workspace.command("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    process::run(apt_get().args(["update", "-qq"]))?;
    process::run(apt_get().args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
}

/// Ensures that Poppler's programs are installed, which read a PDF and draw its pages.
pub(crate) fn ensure_poppler(workspace: &Workspace) -> Result<(), Failure> {
    // Both print their version on standard error and nothing on standard output.
    let is_there = || ["pdftotext", "pdftoppm"].iter().all(|program| output_of(program, &["-v"]).is_some());
    if is_there() {
        return Ok(());
    }
    install(workspace, &["poppler-utils"])?;
    if is_there() {
        return Ok(());
    }
    Err(Failure::new(
        "the conformance tests read printed forms with pdftotext and pdftoppm: install Poppler (Debian: `apt-get install \
         poppler-utils`)",
    ))
}
