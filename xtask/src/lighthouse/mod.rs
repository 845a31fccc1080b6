//! `cargo xtask lighthouse`: measures how fast the portal is on a phone, and reports what
//! Lighthouse finds wrong with it.
//!
//! benches/lighthouse, which has its own npm packages, runs Lighthouse on the production files,
//! served by the reference backend with fresh demo data. The results are compared with the goals in
//! `verdict`. This is not a step of `test`, because no test can promise how long something takes on
//! a busy machine.

mod table;
mod verdict;

use crate::backend::{self, Serving};
use crate::browser::Browser;
use crate::console::{Failure, duration, heading};
use crate::fonts;
use crate::process;
use crate::spa;
use crate::tools;
use crate::workspace::Workspace;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;
use verdict::{PAGES, Run};

const BENCH: &str = "benches/lighthouse";
/// A folder in the checkout's `target/`.
const DATA: &str = "lighthouse";
const DEFAULT_RUNS: usize = 5;

pub(crate) fn lighthouse(arguments: &[String]) -> Result<(), Failure> {
    let runs = runs(arguments)?;
    let workspace = Workspace::open()?;
    heading("the SPA");
    spa::dist(&workspace)?;
    heading("the backend");
    backend::build(&workspace)?;
    heading("Lighthouse");
    let started = Instant::now();
    let results = measure(&workspace, runs)?;
    println!("measured in {}; the reports are in {}", duration(started.elapsed()), results.display());
    judge(&results.join("runs.json"))
}

/// The number of runs. It must be odd, so that there is a middle one.
fn runs(arguments: &[String]) -> Result<usize, Failure> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => Ok(DEFAULT_RUNS),
        ["--runs", number] => match number.parse::<usize>() {
            Ok(runs) if runs % 2 == 1 => Ok(runs),
            _ => Err(Failure::new(format!("`{number}` runs have none in the middle: give an odd number"))),
        },
        _ => Err(Failure::new("`lighthouse` takes nothing but `--runs N`")),
    }
}

/// Runs Lighthouse on both pages and returns the folder with the results. The cache stays locked,
/// because a build in another terminal would disturb the measurement.
fn measure(workspace: &Workspace, runs: usize) -> Result<PathBuf, Failure> {
    tools::ensure_node_packages_of(workspace, Path::new(BENCH))?;
    let browser = Browser::ensure(workspace)?;
    let fonts = fonts::write_configuration(workspace)?;
    let results = workspace.root.join("test-results").join("lighthouse");
    // Files from an earlier run would be mistaken for this run's.
    for folder in [&results, &workspace.root.join("target").join(DATA)] {
        if folder.exists() {
            fs::remove_dir_all(folder)
                .map_err(Failure::doing(format!("{} cannot be emptied", folder.display())))?;
        }
    }
    let serving = Serving {
        address: backend::free_address()?,
        files: workspace.root.join("dist"),
        data: DATA,
        allowed_origin: None,
    };
    backend::serve_while(workspace, &serving, || {
        let mut node = workspace.command("node");
        node.arg(Path::new(BENCH).join("run.mjs"))
            .arg(format!("http://{}/up", serving.address))
            .arg(runs.to_string())
            .arg(&results)
            .env("CHROME", &browser.chromium)
            .env("FONTCONFIG_FILE", &fonts);
        process::run(&mut node)
    })?;
    Ok(results)
}

/// Prints the measurements, page by page, and fails if a median misses its goal.
fn judge(file: &Path) -> Result<(), Failure> {
    let text =
        fs::read_to_string(file).map_err(Failure::doing(format!("{} cannot be read", file.display())))?;
    let results = serde_json::from_str(&text)
        .map_err(Failure::doing(format!("{} is not what was expected", file.display())))?;
    let mut missed = Vec::new();
    for page in &PAGES {
        let runs = Run::of_page(&results, page.name)?;
        heading(page.title);
        print!("{}", table::of(page, &runs));
        for audit in verdict::failing(&runs) {
            println!("fails: {audit}");
        }
        missed.extend(page.missed(&runs));
    }
    if missed.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("a median misses its goal: {}", missed.join("; "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_run_is_in_the_middle() {
        let parse = |arguments: &[&str]| {
            let arguments: Vec<String> = arguments.iter().map(|text| (*text).to_owned()).collect();
            runs(&arguments).ok()
        };
        assert_eq!(parse(&[]), Some(5));
        assert_eq!(parse(&["--runs", "1"]), Some(1));
        assert_eq!(parse(&["--runs", "4"]), None);
        assert_eq!(parse(&["--runs", "many"]), None);
        assert_eq!(parse(&["login"]), None);
    }
}
