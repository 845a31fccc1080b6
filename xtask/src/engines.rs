//! The browser engines that customers use, for `cargo xtask test engines`. Each engine is a browser
//! with its driver.
//!
//! A missing engine is installed where that is possible. If one is still missing, the command
//! prints a warning. It fails if every engine is required (`CI`, which .ci/run sets), because a
//! check must not be skipped silently.

use crate::backend;
use crate::browser::{CHROMIUM_NAMES, DRIVER_NAMES, program};
use crate::console::Failure;
use crate::debian;
use crate::spa;
use crate::tools::{self, CargoTool};
use crate::workspace::Workspace;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where WebKitGTK's small browser may be, besides PATH: Debian, Fedora, Arch.
const MINIBROWSERS: [&str; 5] = [
    "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
    "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
    "/usr/libexec/webkit2gtk-4.1/MiniBrowser",
    "/usr/lib/webkit2gtk-4.1/MiniBrowser",
    "/usr/lib/webkitgtk-6.0/MiniBrowser",
];

/// An engine: its name, the programs it needs (each with the variable that can name its path), and
/// their Debian packages.
struct Engine {
    name: &'static str,
    programs: &'static [(&'static str, &'static [&'static str])],
    packages: &'static [&'static str],
}

const GECKODRIVER: &str = "GECKODRIVER";

const ENGINES: [Engine; 3] = [
    Engine {
        name: "chromium",
        programs: &[("CHROME", &CHROMIUM_NAMES), ("CHROMEDRIVER", &DRIVER_NAMES)],
        packages: &["chromium", "chromium-driver"],
    },
    Engine {
        name: "firefox",
        // Debian has no geckodriver, so it is one of our own tools.
        programs: &[("FIREFOX", &["firefox-esr", "firefox"])],
        packages: &["firefox-esr"],
    },
    Engine {
        name: "webkit",
        // WebKitGTK needs a display to draw on, so it gets a virtual one.
        programs: &[
            ("MINIBROWSER", &["MiniBrowser"]),
            ("WEBKITDRIVER", &["WebKitWebDriver"]),
            ("XVFB", &["Xvfb"]),
        ],
        packages: &["webkit2gtk-driver", "xvfb"],
    },
];

/// Prepares the tests in the named engines, or in all that are installed. They use dist/ as it is,
/// and build it only if it is missing. Names that belong to no engine are names of checks, which
/// the tests themselves interpret.
pub(crate) fn tests(workspace: &Workspace, names: &[String]) -> Result<Command, Failure> {
    let (named, checks): (Vec<&String>, Vec<&String>) =
        names.iter().partition(|name| ENGINES.iter().any(|engine| engine.name == *name));
    let wanted = wanted(&named);
    let missing: Vec<&str> = wanted
        .iter()
        .filter(|engine| !engine.is_there())
        .flat_map(|engine| engine.packages)
        .copied()
        .collect();
    if !missing.is_empty() {
        debian::install(workspace, &missing)?;
    }
    let (there, missing): (Vec<&Engine>, Vec<&Engine>) =
        wanted.into_iter().partition(|engine| engine.is_there());
    for engine in &missing {
        println!("\n!!! {} IS NOT TESTED: {}\n", engine.name.to_uppercase(), engine.lacks());
    }
    // A user who names an engine requires it; continuous integration requires all of them.
    let wants_all = !named.is_empty() || std::env::var_os("CI").is_some_and(|value| !value.is_empty());
    if let Some(refusal) = refusal(&missing, there.is_empty(), wants_all) {
        return Err(refusal);
    }
    if !workspace.root.join("dist").join("index.html").is_file() {
        spa::dist(workspace)?;
    }
    // They provide the stylesheets of other sites' pages.
    tools::ensure_node_packages(workspace)?;
    backend::build(workspace)?;
    let mut command = workspace.cargo(&["run", "--locked", "--quiet", "--package", "pase-engines", "--"]);
    command
        .env("PASE_BACKEND", workspace.backend_binary())
        .env("PASE_DIST", workspace.root.join("dist"))
        .env("PASE_HOSTS", workspace.root.join("hosts").join("serve.mjs"))
        .env("ENGINES_RESULTS", workspace.root.join("test-results").join("engines"));
    for engine in there {
        command.arg(engine.name);
        for (variable, path) in engine.found() {
            command.env(variable, path);
        }
        if engine.name == "firefox" {
            command.env(GECKODRIVER, geckodriver(workspace)?);
        }
    }
    command.args(checks);
    Ok(command)
}

/// The error, if the tests cannot run without the missing engines.
fn refusal(missing: &[&Engine], none_is_there: bool, wants_all: bool) -> Option<Failure> {
    let lacks: Vec<String> = missing.iter().map(|engine| engine.lacks()).collect();
    (none_is_there || (wants_all && !missing.is_empty()))
        .then(|| Failure::new(format!("an engine is missing: {}", lacks.join("; "))))
}

/// The named engines, or all of them.
fn wanted(named: &[&String]) -> Vec<&'static Engine> {
    ENGINES
        .iter()
        .filter(|engine| named.is_empty() || named.iter().any(|name| *name == engine.name))
        .collect()
}

impl Engine {
    fn found(&self) -> Vec<(&'static str, PathBuf)> {
        let find = |(variable, names): &(&'static str, &'static [&'static str])| {
            let elsewhere =
                || MINIBROWSERS.iter().map(Path::new).find(|path| path.is_file()).map(Path::to_path_buf);
            let path =
                program(variable, names).or_else(|| (*variable == "MINIBROWSER").then(elsewhere).flatten());
            Some((*variable, path?))
        };
        self.programs.iter().filter_map(find).collect()
    }

    fn is_there(&self) -> bool {
        self.found().len() == self.programs.len()
    }

    /// Which engine is missing, and what to do about it.
    fn lacks(&self) -> String {
        let found = self.found();
        let absent = self.programs.iter().map(|(variable, _)| *variable);
        let absent: Vec<&str> =
            absent.filter(|variable| !found.iter().any(|(there, _)| there == variable)).collect();
        format!(
            "{} is not installed (Debian: `apt-get install {}`), nor named in {}",
            self.name,
            self.packages.join(" "),
            absent.join(", ")
        )
    }
}

/// The path in `GECKODRIVER`, or else the one among our own tools.
fn geckodriver(workspace: &Workspace) -> Result<OsString, Failure> {
    if let Some(named) = std::env::var_os(GECKODRIVER).filter(|value| !value.is_empty()) {
        return Ok(named);
    }
    tools::program(workspace, &CargoTool::geckodriver())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engines_are_named_or_all() {
        let names =
            |named: &[&String]| -> Vec<&str> { wanted(named).iter().map(|engine| engine.name).collect() };
        assert_eq!(names(&[]), ["chromium", "firefox", "webkit"]);
        assert_eq!(names(&[&"webkit".to_owned()]), ["webkit"]);
    }

    #[test]
    fn a_missing_engine_fails_where_all_are_wanted_and_nowhere_goes_none() {
        let missing: Vec<&Engine> = ENGINES.iter().skip(2).collect();
        assert!(refusal(&missing, false, true).is_some());
        assert!(refusal(&missing, false, false).is_none());
        assert!(refusal(&missing, true, false).is_some());
        assert!(refusal(&[], false, true).is_none());
    }

    #[test]
    fn what_is_not_there_is_named_with_its_packages() {
        let engine =
            Engine { name: "lynx", programs: &[("NO_SUCH_LYNX", &["no-such-lynx"])], packages: &["lynx"] };
        assert!(!engine.is_there());
        let lacks = engine.lacks();
        assert!(lacks.contains("apt-get install lynx") && lacks.contains("NO_SUCH_LYNX"), "{lacks}");
    }
}
