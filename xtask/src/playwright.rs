//! Playwright with all that its runs have in common: the backend, Chromium, and its one font.
//!
//! Pictures are compared pixel by pixel, so what a machine brings of its own must not show: whatever font a page asks for is
//! Roboto, of an npm package at a pinned version. Chromium's own language is set in tests/e2e/playwright.config.ts.

use crate::backend;
use crate::browser::Browser;
use crate::console::Failure;
use crate::gallery;
use crate::process;
use crate::spa;
use crate::tools;
use crate::workspace::Workspace;
use std::path::{Path, PathBuf};
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
        .env("FONTCONFIG_FILE", write_font_configuration(workspace)?);
    Ok(command)
}

/// A configuration of fontconfig that knows no font but Roboto.
fn write_font_configuration(workspace: &Workspace) -> Result<PathBuf, Failure> {
    let fonts = workspace.root.join("node_modules").join("@expo-google-fonts").join("roboto");
    let folder = workspace.root.join("target").join("fonts");
    let file = folder.join("fonts.conf");
    let text = font_configuration(&fonts, &workspace.cache.join("fontconfig"));
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&file, text))
        .map_err(Failure::doing(format!("{} cannot be written", file.display())))?;
    Ok(file)
}

fn font_configuration(fonts: &Path, cache: &Path) -> String {
    let escaped =
        |path: &Path| path.to_string_lossy().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!(
        r#"<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern">
    <edit name="family" mode="assign" binding="strong"><string>Roboto</string></edit>
  </match>
  <match target="font">
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="rgba" mode="assign"><const>none</const></edit>
  </match>
</fontconfig>
"#,
        fonts = escaped(fonts),
        cache = escaped(cache),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_an_ampersand_does_not_break_the_font_configuration() {
        let text = font_configuration(Path::new("/home/p&q/fonts"), Path::new("/cache"));
        assert!(text.contains("<dir>/home/p&amp;q/fonts</dir>"), "{text}");
    }
}
