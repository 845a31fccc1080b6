//! The single font for every browser whose pages are compared or measured. Whatever font a page
//! asks for, it gets Roboto from an npm package at a pinned version, so the fonts installed on a
//! machine make no difference.

use crate::console::Failure;
use crate::workspace::Workspace;
use std::path::{Path, PathBuf};

/// Writes a fontconfig configuration in which Roboto is the only font. Returns the file's path, for
/// `FONTCONFIG_FILE`.
pub(crate) fn write_configuration(workspace: &Workspace) -> Result<PathBuf, Failure> {
    let fonts = workspace.root.join("node_modules").join("@expo-google-fonts").join("roboto");
    let folder = workspace.root.join("target").join("fonts");
    let file = folder.join("fonts.conf");
    let text = configuration(&fonts, &workspace.cache.join("fontconfig"));
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&file, text))
        .map_err(Failure::doing(format!("{} cannot be written", file.display())))?;
    Ok(file)
}

fn configuration(fonts: &Path, cache: &Path) -> String {
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
    fn a_folder_with_an_ampersand_does_not_break_the_configuration() {
        let text = configuration(Path::new("/home/p&q/fonts"), Path::new("/cache"));
        assert!(text.contains("<dir>/home/p&amp;q/fonts</dir>"), "{text}");
    }
}
