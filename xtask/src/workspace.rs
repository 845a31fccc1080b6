//! The location of the checkout and of the cache outside it, which holds the tools and cargo's
//! target folder.
//!
//! Several checkouts share the cache, so that a fresh clone does not have to compile the
//! dependencies again. Cargo recognizes stale artifacts by time stamps, under names that are the
//! same in every checkout. An artifact that another checkout compiled after this one's sources were
//! written would therefore count as fresh. So the cache is locked while it is used, and records
//! which checkout used it last. When another checkout uses it, all of that checkout's sources get a
//! new time stamp.

use crate::console::Failure;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// Folders of the checkout that contain no sources.
const SKIPPED_FOLDERS: [&str; 5] = [".git", "dist", "node_modules", "target", "test-results"];

/// The checkout with its cache. The cache stays locked until this value is dropped.
pub(crate) struct Workspace {
    /// The checkout's root folder.
    pub(crate) root: PathBuf,
    /// Contains `tools/` and `target/`.
    pub(crate) cache: PathBuf,
    /// Cargo's target folder, in the cache.
    pub(crate) target: PathBuf,
    // The system releases the lock when the file is closed, however this process ends.
    _lock: File,
}

impl Workspace {
    /// Finds the checkout and the cache, waits for the cache's lock, and makes sure that no other
    /// checkout's artifacts are mistaken for this one's.
    pub(crate) fn open() -> Result<Self, Failure> {
        let root = checkout_root()?;
        let cache = cache_folder()?;
        let target = cache.join("target");
        fs::create_dir_all(&target)
            .map_err(Failure::doing(format!("the cache {} cannot be made", cache.display())))?;
        let lock = lock(&cache)?;
        let last = cache.join("last-checkout");
        let root_text = root.to_string_lossy();
        let is_other_checkout = fs::read_to_string(&last).ok().is_none_or(|text| text != root_text);
        if is_other_checkout {
            let now = SystemTime::now();
            stamp_sources(&root, now).map_err(Failure::doing("the sources' time stamps cannot be set"))?;
            fs::write(&last, root_text.as_bytes()).map_err(Failure::doing("the cache cannot be written"))?;
        }
        Ok(Self { root, cache, target, _lock: lock })
    }

    /// A command that runs in the checkout's root, with cargo's target folder in the cache.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target);
        // `cargo run` sets these for xtask's own package, and other programs must not see them.
        for variable in ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_PKG_NAME", "CARGO_PKG_VERSION"] {
            command.env_remove(variable);
        }
        command
    }

    /// `cargo` with these arguments.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = self.command("cargo");
        command.args(arguments);
        command
    }

    /// The path of an example that `cargo build` has built.
    pub(crate) fn example(&self, name: &str) -> PathBuf {
        self.target.join("debug").join("examples").join(name)
    }

    /// The path of the backend's binary that `cargo build` has built.
    pub(crate) fn backend_binary(&self) -> PathBuf {
        self.target.join("debug").join("pase-backend")
    }
}

/// The parent of xtask's folder, which cargo names at run time. The path known at compile time
/// would be another checkout's if the target folder is shared.
fn checkout_root() -> Result<PathBuf, Failure> {
    std::env::var_os("CARGO_MANIFEST_DIR")
        .map(PathBuf::from)
        .and_then(|xtask| xtask.parent().map(Path::to_path_buf))
        .ok_or_else(|| Failure::new("xtask must be run by cargo: `cargo xtask …`"))
}

/// `$PASE_CACHE`, or else `$XDG_CACHE_HOME/pase-portal`, or else `~/.cache/pase-portal`.
fn cache_folder() -> Result<PathBuf, Failure> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    variable("PASE_CACHE")
        .or_else(|| variable("XDG_CACHE_HOME").map(|folder| folder.join("pase-portal")))
        .or_else(|| variable("HOME").map(|home| home.join(".cache").join("pase-portal")))
        .ok_or_else(|| Failure::new("neither PASE_CACHE nor HOME is set, so there is no place for the cache"))
}

fn lock(cache: &Path) -> Result<File, Failure> {
    let path = cache.join("lock");
    let file = File::create(&path).map_err(Failure::doing(format!("{} cannot be made", path.display())))?;
    if file.try_lock().is_err() {
        println!("another `cargo xtask` is at work in {}; waiting for it", cache.display());
        file.lock().map_err(Failure::doing(format!("{} cannot be locked", path.display())))?;
    }
    Ok(file)
}

/// Gives every file under `folder` that can be part of a build the time `now`.
fn stamp_sources(folder: &Path, now: SystemTime) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() && !SKIPPED_FOLDERS.iter().any(|name| entry.file_name() == *name) {
            stamp_sources(&entry.path(), now)?;
        } else if kind.is_file() {
            File::options().append(true).open(entry.path())?.set_modified(now)?;
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn sources_are_stamped_and_build_results_are_not() {
        let folder = std::env::temp_dir().join(format!("xtask-stamp-{}", std::process::id()));
        let (source, built) = (folder.join("crates/a/src/lib.rs"), folder.join("target/lib.rlib"));
        for file in [&source, &built] {
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "").unwrap();
        }
        let later = SystemTime::now() + Duration::from_secs(3_600);
        stamp_sources(&folder, later).unwrap();
        let modified = |file: &PathBuf| fs::metadata(file).unwrap().modified().unwrap();
        let (source, built) = (modified(&source), modified(&built));
        fs::remove_dir_all(&folder).unwrap();
        assert!(source > SystemTime::now() + Duration::from_secs(3_000));
        assert!(built < SystemTime::now() + Duration::from_secs(3_000));
    }
}
