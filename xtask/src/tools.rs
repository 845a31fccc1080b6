//! The tools besides cargo that building and testing need: which versions, and how a missing one is
//! installed.
//!
//! A tool in PATH is used if its version is right. Otherwise it is installed once into the cache's
//! `tools/` and used from there.

use crate::console::{Failure, duration};
use crate::process::{self, output_of};
use crate::workspace::Workspace;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// The oldest Node.js version that runs build/post_build.mjs and Playwright.
const NODE_MAJOR: u32 = 20;

pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// A program from a cargo package.
pub(crate) struct CargoTool {
    package: &'static str,
    binary: &'static str,
    version: String,
    features: &'static str,
    /// Whether the binary supports `--version`. One that does not is identified by its folder in
    /// the cache and never taken from PATH.
    tells_version: bool,
    /// Whether to install it with its own lock file, which has the versions its author tested. For
    /// wasm-bindgen-cli the lock file is ignored, because its versions are older than the
    /// wasm-bindgen of the same version allows.
    locked: bool,
    /// The `opt-level` to compile it with. The tool runs for seconds only, whereas a person waits
    /// for its compilation.
    optimisation: &'static str,
    /// How long it takes to compile on two cores, to tell the person who waits.
    compile_time: Duration,
}

/// Where a tool is, in the right version.
enum Found {
    InPath,
    InCache,
    Nowhere,
}

impl CargoTool {
    /// Trunk builds the SPA. Version 0.22 needs a newer Rust than rust-toolchain.toml pins.
    pub(crate) fn trunk() -> Self {
        Self {
            package: "trunk",
            binary: "trunk",
            version: "0.21.14".into(),
            features: "",
            tells_version: true,
            locked: true,
            optimisation: "0",
            compile_time: Duration::from_secs(130),
        }
    }

    /// wasm-bindgen and its test runner, in exactly the version of the library in Cargo.lock,
    /// because no other is compatible.
    pub(crate) fn wasm_bindgen(workspace: &Workspace) -> Result<Self, Failure> {
        Ok(Self {
            package: "wasm-bindgen-cli",
            binary: "wasm-bindgen",
            version: locked_version(workspace, "wasm-bindgen")?,
            features: "",
            tells_version: true,
            locked: false,
            optimisation: "1",
            compile_time: Duration::from_secs(80),
        })
    }

    /// wasm-split divides the SPA's wasm in two (src/shell/deferred_screens.rs). The tool comes from
    /// the same project as leptos' `wasm_split`.
    pub(crate) fn wasm_split() -> Self {
        Self {
            package: "wasm_split_cli_support",
            binary: "wasm-split-cli",
            version: "0.2.4".into(),
            features: "build-binary",
            tells_version: false,
            locked: true,
            optimisation: "1",
            compile_time: Duration::from_secs(40),
        }
    }

    /// cargo-deny checks the licenses, sources and duplicates of the dependencies.
    pub(crate) fn deny() -> Self {
        Self {
            package: "cargo-deny",
            binary: "cargo-deny",
            version: "0.20.2".into(),
            features: "",
            tells_version: true,
            locked: true,
            optimisation: "0",
            compile_time: Duration::from_secs(45),
        }
    }

    /// cargo-machete finds dependencies that no source file uses.
    pub(crate) fn machete() -> Self {
        Self {
            package: "cargo-machete",
            binary: "cargo-machete",
            version: "0.9.2".into(),
            features: "",
            tells_version: true,
            locked: true,
            optimisation: "0",
            compile_time: Duration::from_secs(20),
        }
    }

    /// geckodriver drives Firefox.
    pub(crate) fn geckodriver() -> Self {
        Self {
            package: "geckodriver",
            binary: "geckodriver",
            version: "0.37.1".into(),
            features: "",
            tells_version: true,
            locked: true,
            optimisation: "0",
            compile_time: Duration::from_secs(80),
        }
    }

    /// The tool's folder in the cache.
    fn folder(&self, workspace: &Workspace) -> PathBuf {
        workspace.cache.join("tools").join(format!("{}-{}", self.package, self.version))
    }

    fn find(&self, workspace: &Workspace) -> Found {
        let is_right = |output: Option<String>| {
            output.is_some_and(|text| text.split_whitespace().any(|word| word == self.version))
        };
        if self.tells_version && is_right(output_of(self.binary, &["--version"])) {
            return Found::InPath;
        }
        let binary = self.folder(workspace).join("bin").join(self.binary);
        let is_there = if self.tells_version {
            is_right(output_of(&binary, &["--version"]))
        } else {
            output_of(&binary, &["--help"]).is_some()
        };
        if is_there { Found::InCache } else { Found::Nowhere }
    }

    /// How long it takes to install the tool, if it is missing.
    pub(crate) fn install_time(&self, workspace: &Workspace) -> Duration {
        match self.find(workspace) {
            Found::InPath | Found::InCache => Duration::ZERO,
            Found::Nowhere => self.compile_time,
        }
    }

    /// Installs the tool if it is missing and returns the folder with its binary; `None` if it is
    /// already in PATH.
    fn ensure(&self, workspace: &Workspace) -> Result<Option<PathBuf>, Failure> {
        let folder = self.folder(workspace);
        match self.find(workspace) {
            Found::InPath => return Ok(None),
            Found::InCache => {}
            Found::Nowhere => self.install(workspace, &folder)?,
        }
        Ok(Some(folder.join("bin")))
    }

    fn install(&self, workspace: &Workspace, folder: &Path) -> Result<(), Failure> {
        println!(
            "installing {} {} (once; about {} on two cores)",
            self.package,
            self.version,
            duration(self.compile_time)
        );
        let started = Instant::now();
        let specification = format!("{}@{}", self.package, self.version);
        let has_binstall = output_of("cargo", &["binstall", "-V"]).is_some();
        let installed = has_binstall
            && process::run(
                workspace.cargo(&["binstall", "--no-confirm", &specification, "--root"]).arg(folder),
            )
            .is_ok();
        if !installed {
            let build = workspace.cache.join("tools").join(format!("build-{}", self.package));
            let mut command =
                workspace.cargo(&["install", &specification, "--no-default-features", "--root"]);
            command.arg(folder).args(["--features", self.features]).arg("--target-dir").arg(&build);
            if self.locked {
                command.arg("--locked");
            }
            command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", self.optimisation);
            command.env("CARGO_PROFILE_RELEASE_LTO", "off");
            command.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
            process::run(&mut command).map_err(|_| {
                Failure::new(format!(
                    "{} {} could not be installed: see cargo's message above (it needs the crate registry: is \
                     there a network?)",
                    self.package, self.version
                ))
            })?;
            // The build artifacts are no longer needed. A folder that cannot be removed is not a
            // reason to stop.
            let _ = fs::remove_dir_all(build);
        }
        println!("installed {} {} in {}", self.package, self.version, duration(started.elapsed()));
        Ok(())
    }
}

/// PATH with the folders of these tools and of the npm packages' programs in front.
pub(crate) fn path_with(workspace: &Workspace, tools: &[CargoTool]) -> Result<OsString, Failure> {
    let mut folders = Vec::new();
    for tool in tools {
        folders.extend(tool.ensure(workspace)?);
    }
    folders.push(workspace.root.join("node_modules").join(".bin"));
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&inherited));
    std::env::join_paths(folders).map_err(Failure::doing("a folder of the tools cannot stand in PATH"))
}

/// A tool's program: its path in the cache, or only its name if it is in PATH.
pub(crate) fn program(workspace: &Workspace, tool: &CargoTool) -> Result<OsString, Failure> {
    let folder = tool.ensure(workspace)?;
    Ok(folder.map_or_else(|| tool.binary.into(), |folder| folder.join(tool.binary).into_os_string()))
}

/// Ensures that Rust's wasm target is installed. rust-toolchain.toml asks for it, but automatic
/// installation may be turned off.
pub(crate) fn ensure_wasm_target(workspace: &Workspace) -> Result<(), Failure> {
    let is_there = output_of("rustc", &["--print", "target-libdir", "--target", WASM_TARGET])
        .is_some_and(|folder| PathBuf::from(folder).is_dir());
    if is_there {
        return Ok(());
    }
    println!("adding Rust's target {WASM_TARGET}");
    process::run(workspace.command("rustup").args(["target", "add", WASM_TARGET])).map_err(|_| {
        Failure::new(format!(
            "Rust's target {WASM_TARGET} is missing and `rustup target add` could not add it"
        ))
    })
}

/// Ensures Node.js and the npm packages of package-lock.json.
pub(crate) fn ensure_node_packages(workspace: &Workspace) -> Result<(), Failure> {
    ensure_node_packages_of(workspace, Path::new(""))
}

/// Ensures Node.js and the npm packages of the folder's own package-lock.json.
pub(crate) fn ensure_node_packages_of(workspace: &Workspace, folder: &Path) -> Result<(), Failure> {
    let version = output_of("node", &["--version"])
        .ok_or_else(|| Failure::new(format!("Node.js is missing: install version {NODE_MAJOR} or newer")))?;
    let major =
        version.trim_start_matches('v').split('.').next().and_then(|number| number.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE_MAJOR) {
        return Err(Failure::new(format!(
            "Node.js {version} is too old: install version {NODE_MAJOR} or newer"
        )));
    }
    let read = |path: &Path| fs::read(path).ok();
    let folder_in_root = workspace.root.join(folder);
    let lock = folder_in_root.join("package-lock.json");
    let installed = folder_in_root.join("node_modules").join("installed-package-lock.json");
    let wanted = read(&lock);
    if wanted.is_some() && wanted == read(&installed) {
        return Ok(());
    }
    println!("installing the npm packages of {} (some seconds)", folder.join("package-lock.json").display());
    let mut npm = workspace.command("npm");
    npm.current_dir(&folder_in_root).args(["ci", "--no-audit", "--no-fund"]);
    process::run(&mut npm).map_err(|_| {
        Failure::new(
            "the npm packages could not be installed: see npm's message above (it needs the npm registry: is \
             there a network?)",
        )
    })?;
    // npm's own copy of the lock file omits what this system does not need, so it cannot be
    // compared.
    fs::copy(lock, installed).map(drop).map_err(Failure::doing("node_modules cannot be written"))
}

/// A program from the npm packages.
pub(crate) fn npm_program(workspace: &Workspace, name: &str) -> Result<Command, Failure> {
    ensure_node_packages(workspace)?;
    Ok(workspace.command(workspace.root.join("node_modules").join(".bin").join(name)))
}

/// Downloads all crates of Cargo.lock, so that the following commands can run without a network.
pub(crate) fn fetch_crates(workspace: &Workspace) -> Result<(), Failure> {
    if process::run(&mut workspace.cargo(&["fetch", "--locked", "--quiet"])).is_ok() {
        return Ok(());
    }
    Err(Failure::new(
        "the crates of Cargo.lock could not be fetched: see cargo's message above (it needs the crate registry: \
         is there a network?)",
    ))
}

/// Sets the command's PATH.
pub(crate) fn with_path(mut command: Command, path: &OsString) -> Command {
    command.env("PATH", path);
    command
}

fn locked_version(workspace: &Workspace, package: &str) -> Result<String, Failure> {
    let lock = fs::read_to_string(workspace.root.join("Cargo.lock"))
        .map_err(Failure::doing("Cargo.lock cannot be read"))?;
    version_in_lock(&lock, package)
        .map(str::to_owned)
        .ok_or_else(|| Failure::new(format!("Cargo.lock names no version of {package}")))
}

fn version_in_lock<'lock>(lock: &'lock str, package: &str) -> Option<&'lock str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == name)?;
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tool_follows_the_library_in_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in_lock(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(version_in_lock(lock, "wasm"), None);
    }
}
