//! The steps of `cargo xtask test` and what each of them runs. `test` selects the steps, times them
//! and adds up their results.

use crate::browser::Browser;
use crate::console::Failure;
use crate::debian;
use crate::engines;
use crate::explore;
use crate::playwright;
use crate::process;
use crate::python;
use crate::size;
use crate::spa;
use crate::tally::Tally;
use crate::tools::{self, CargoTool};
use crate::workspace::Workspace;
use std::path::PathBuf;
use std::process::Command;

pub(crate) type Run = fn(&mut Checks<'_>) -> Result<(), Failure>;

pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) run: Run,
}

/// In the order in which they run.
pub(crate) const STEPS: [Step; 17] = [
    Step { name: "fmt", about: "the Rust code is formatted", run: fmt },
    Step { name: "style", about: "the stylesheet: scope, tokens, dead rules, contrast, size", run: style },
    Step { name: "clippy", about: "lints of the whole workspace, natively", run: clippy },
    Step {
        name: "clippy-wasm",
        about: "lints of the SPA, its gallery and its browser tests as wasm",
        run: clippy_wasm,
    },
    Step { name: "deny", about: "licenses, sources and duplicates of the dependencies", run: deny },
    Step { name: "machete", about: "dependencies that nothing uses", run: machete },
    Step { name: "doc", about: "the documentation builds without a warning", run: doc },
    Step { name: "package", about: "mx-fiscal packs, and compiles from its package alone", run: package },
    Step { name: "native", about: "cargo test of the workspace, except the engines", run: native },
    Step {
        name: "conformance",
        about: "our rules and documents against references of others: the SAT's own, python-stdnum, OpenSSL",
        run: conformance,
    },
    Step { name: "web", about: "wasm-bindgen-test in Chromium", run: web },
    Step { name: "dist", about: "the production build of the SPA, within its budget", run: dist },
    Step { name: "types", about: "the end-to-end tests type-check", run: types },
    Step {
        name: "gallery",
        about: "the design system's examples build, and are checked in Chromium",
        run: gallery,
    },
    Step { name: "e2e", about: "Playwright against the real backend in Chromium", run: end_to_end },
    Step { name: "explore", about: "random customers against the real backend, a short run", run: explore },
    Step {
        name: "engines",
        about: "the customer's main job in Chromium, Firefox and WebKit, against the real backend",
        run: in_engines,
    },
];

/// The SPA as its own package, with the gallery and the browser tests. The feature `gallery`
/// implies `csr`.
const SPA_AS_WASM: [&str; 6] =
    ["--package", "pase-portal", "--features", "gallery", "--target", tools::WASM_TARGET];

/// How many browser tests of one run may fail and pass when repeated
/// (docs/decisions/0034-a-browser-test-is-repeated-once.md).
const MOST_FLAKY: u64 = 2;

/// What the steps share.
pub(crate) struct Checks<'a> {
    pub(crate) workspace: &'a Workspace,
    /// Arguments passed on to the tool of the one named step.
    pub(crate) rest: &'a [String],
    pub(crate) tally: Tally,
}

impl Checks<'_> {
    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = self.workspace.cargo(arguments);
        command.args(self.rest);
        command
    }

    fn run_and_tally(&mut self, command: &mut Command) -> Result<(), Failure> {
        let tally = &mut self.tally;
        process::run_reading(command, |line| tally.read(line))
    }
}

fn fmt(checks: &mut Checks<'_>) -> Result<(), Failure> {
    process::run(&mut checks.cargo(&["fmt", "--all", "--check"]))
}

/// Runs Node's test runner on tests/style, which bundles the stylesheet as build/post_build.mjs
/// does.
fn style(checks: &mut Checks<'_>) -> Result<(), Failure> {
    tools::ensure_node_packages(checks.workspace)?;
    let mut command = checks.workspace.command("node");
    // Its closing lines are parsed, and another Node.js version or a terminal would choose another
    // reporter with other wording.
    command.args(["--test", "--test-reporter=spec"]).args(checks.rest);
    // Lists the files by name, because Node.js versions treat a folder differently.
    command.args(style_tests(checks.workspace)?);
    checks.run_and_tally(&mut command)
}

fn style_tests(workspace: &Workspace) -> Result<Vec<PathBuf>, Failure> {
    let folder = workspace.root.join("tests").join("style");
    let entries =
        std::fs::read_dir(&folder).map_err(Failure::doing(format!("{} cannot be read", folder.display())))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|file| file.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    Ok(files)
}

fn clippy(checks: &mut Checks<'_>) -> Result<(), Failure> {
    tools::fetch_crates(checks.workspace)?;
    process::run(&mut checks.cargo(&[
        "clippy",
        "--locked",
        "--workspace",
        "--all-targets",
        "--",
        "-Dwarnings",
    ]))
}

fn clippy_wasm(checks: &mut Checks<'_>) -> Result<(), Failure> {
    tools::ensure_wasm_target(checks.workspace)?;
    let mut command = checks.cargo(&["clippy", "--locked", "--lib", "--bins", "--test", "web"]);
    process::run(command.args(SPA_AS_WASM).args(["--", "-Dwarnings"]))
}

fn deny(checks: &mut Checks<'_>) -> Result<(), Failure> {
    cargo_deny(
        checks.workspace,
        &[
            "--offline",
            "--locked",
            "--workspace",
            "check",
            "--hide-inclusion-graph",
            "licenses",
            "bans",
            "sources",
        ],
    )
}

fn machete(checks: &mut Checks<'_>) -> Result<(), Failure> {
    let path = tools::path_with(checks.workspace, &[CargoTool::machete()])?;
    process::run(&mut tools::with_path(checks.cargo(&["machete", "--with-metadata"]), &path))
}

fn doc(checks: &mut Checks<'_>) -> Result<(), Failure> {
    let mut command =
        checks.cargo(&["doc", "--locked", "--workspace", "--no-deps", "--document-private-items"]);
    process::run(command.env("RUSTDOCFLAGS", "-Dwarnings"))
}

/// Packs the crate as `cargo publish` does, without querying the registry or uploading. This shows
/// that it compiles without the workspace around it.
fn package(checks: &mut Checks<'_>) -> Result<(), Failure> {
    tools::fetch_crates(checks.workspace)?;
    // `cargo package` also packs crates that may not be published, so check that separately.
    let manifest = checks.workspace.root.join("crates/fiscal/Cargo.toml");
    let described = process::output_of(
        "cargo",
        &["read-manifest", "--offline", "--manifest-path", &manifest.to_string_lossy()],
    );
    if !described.is_some_and(|json| json.contains(r#""publish":null"#)) {
        return Err(Failure::new("mx-fiscal may not be published: `publish` in its Cargo.toml"));
    }
    let mut command = checks.cargo(&["package", "--locked", "--offline", "--allow-dirty"]);
    process::run(command.args(["--package", "mx-fiscal"]))
}

fn native(checks: &mut Checks<'_>) -> Result<(), Failure> {
    // The engines' WebDriver client turns on features (serde_json's `preserve_order`) that no part
    // of the product is built with, so the step `engines` builds it separately.
    let mut command = checks.cargo(&["test", "--locked", "--workspace", "--exclude", "pase-engines"]);
    checks.run_and_tally(&mut command)
}

/// The references are in Python. The examples that they question, judge or read belong to three
/// crates.
fn conformance(checks: &mut Checks<'_>) -> Result<(), Failure> {
    debian::ensure_poppler(checks.workspace)?;
    let mut tests = python::conformance_script(checks.workspace, "run.py")?;
    let mut build = checks.workspace.cargo(&["build", "--locked"]);
    build.args(["--package", "mx-fiscal", "--package", "cfdi", "--package", "printed-form"]);
    process::run(build.args(["--example", "judge", "--example", "generate", "--example", "print"]))?;
    let csds = checks.workspace.root.join("crates/backend/src/sandbox/csd");
    tests
        .args(checks.rest)
        .env("MX_FISCAL_JUDGE", checks.workspace.example("judge"))
        .env("CFDI_GENERATE", checks.workspace.example("generate"))
        .env("CFDI_CSDS", csds)
        .env("PRINTED_FORM_PRINT", checks.workspace.example("print"));
    checks.run_and_tally(&mut tests)
}

fn web(checks: &mut Checks<'_>) -> Result<(), Failure> {
    let browser = Browser::ensure(checks.workspace)?;
    tools::ensure_wasm_target(checks.workspace)?;
    let path = tools::path_with(checks.workspace, &[CargoTool::wasm_bindgen(checks.workspace)?])?;
    let mut command = tools::with_path(checks.cargo(&["test", "--locked"]), &path);
    command
        .args(SPA_AS_WASM)
        .args(["--test", "web"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("CHROMEDRIVER", browser.driver);
    checks.run_and_tally(&mut command)
}

fn dist(checks: &mut Checks<'_>) -> Result<(), Failure> {
    spa::dist(checks.workspace)?;
    size::check_budget(checks.workspace)
}

fn types(checks: &mut Checks<'_>) -> Result<(), Failure> {
    let mut command = tools::npm_program(checks.workspace, "tsc")?;
    process::run(command.args(["--noEmit", "--project", "tests/e2e"]))
}

fn gallery(checks: &mut Checks<'_>) -> Result<(), Failure> {
    let mut command = playwright::examples(checks.workspace)?;
    command.args(checks.rest);
    checks.run_and_tally(&mut command)
}

fn end_to_end(checks: &mut Checks<'_>) -> Result<(), Failure> {
    let mut command = playwright::screens(checks.workspace)?;
    command.args(checks.rest);
    checks.run_and_tally(&mut command)?;
    let flaky = checks.tally.flaky();
    if flaky > MOST_FLAKY {
        return Err(Failure::new(format!(
            "{flaky} tests passed only when they were repeated; see the list above"
        )));
    }
    Ok(())
}

fn explore(checks: &mut Checks<'_>) -> Result<(), Failure> {
    let mut command = explore::short_run(checks.workspace)?;
    command.args(checks.rest);
    checks.run_and_tally(&mut command)
}

/// The arguments after `--` are the engines to test, and the checks to run if not all are wanted.
fn in_engines(checks: &mut Checks<'_>) -> Result<(), Failure> {
    let mut command = engines::tests(checks.workspace, checks.rest)?;
    let mut own_tests = checks.workspace.cargo(&["test", "--locked", "--quiet", "--package", "pase-engines"]);
    checks.run_and_tally(&mut own_tests)?;
    checks.run_and_tally(&mut command)
}

/// Checks the dependencies against the advisory database, which it downloads.
pub(crate) fn audit(workspace: &Workspace) -> Result<(), Failure> {
    cargo_deny(workspace, &["--locked", "check", "advisories"])
}

fn cargo_deny(workspace: &Workspace, arguments: &[&str]) -> Result<(), Failure> {
    tools::fetch_crates(workspace)?;
    let path = tools::path_with(workspace, &[CargoTool::deny()])?;
    process::run(tools::with_path(workspace.cargo(&["deny"]), &path).args(arguments))
}
