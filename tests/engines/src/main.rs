//! The customer's main job in the engines that customers use: Chromium (which is also in Chrome,
//! Edge, Opera and Samsung Internet), Firefox and WebKit (Safari's engine). Each engine is
//! controlled through its maker's WebDriver, against the real backend.
//!
//! `tests/e2e` covers everything, in Chromium only; this crate checks the main job and known engine
//! differences in all three. The main job runs on our own page and inside other sites' pages. The
//! known differences are keys, dialogs, downloads, content security policies, and what a host's
//! styles do to the portal.
//!
//! `cargo xtask test engines` builds the backend, uses `dist/` as it is (it builds that only if it
//! is missing), finds the browsers, and starts this program. The arguments are the names of the
//! engines, and of the checks if not all should run.

// A person reads the output in a terminal.
#![allow(clippy::print_stdout)]

mod backend;
mod checks;
mod driver;
mod engine;
mod failure;
mod hosts;
mod page;
mod picture;
mod process;
mod webdriver;

use std::cell::OnceCell;
use std::process::ExitCode;
use std::rc::Rc;
use std::thread;
use std::time::Instant;

use crate::backend::Backend;
use crate::checks::{CHECKS, Check};
use crate::driver::Driver;
use crate::engine::Engine;
use crate::failure::{Failure, Outcome};
use crate::hosts::Hosts;
use crate::page::Page;
use crate::picture::Screen;
use crate::process::free_port;

fn main() -> ExitCode {
    let names: Vec<String> = std::env::args().skip(1).collect();
    let (engines, checks) = match parse_names(&names) {
        Ok(parsed) => parsed,
        Err(failure) => return print_error(&failure),
    };
    // Each engine has a backend and a thread of its own, so that the engines do not disturb each
    // other.
    let running: Vec<_> = engines
        .into_iter()
        .map(|engine| {
            let checks = checks.clone();
            (engine, thread::spawn(move || run_engine(engine, &checks)))
        })
        .collect();
    let (mut passed, mut failed) = (0, 0);
    for (engine, results) in running {
        match results.join().unwrap_or_else(|_| Err(Failure::new("a check panicked"))) {
            Ok(results) => {
                passed += results.passed;
                failed += results.failed;
            }
            Err(failure) => {
                println!("{engine}: could not be tested: {failure}");
                failed += checks.len();
            }
        }
    }
    println!("{passed} passed, {failed} failed");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Finds the engines and checks with these names, which may be in any order. Without the name of a
/// check, all checks.
fn parse_names(names: &[String]) -> Outcome<(Vec<Engine>, Vec<&'static Check>)> {
    let (mut engines, mut checks) = (Vec::new(), Vec::new());
    for name in names {
        if let Some(engine) = Engine::named(name) {
            engines.push(engine);
        } else if let Some(check) = CHECKS.iter().find(|check| check.slug == name) {
            checks.push(check);
        } else {
            let slugs: Vec<&str> = CHECKS.iter().map(|check| check.slug).collect();
            return Err(Failure::new(format!(
                "`{name}` is not an engine (chromium, firefox, webkit) or a check ({})",
                slugs.join(", ")
            )));
        }
    }
    if engines.is_empty() {
        return Err(Failure::new("name the engines: chromium, firefox, webkit"));
    }
    if checks.is_empty() {
        checks = CHECKS.iter().collect();
    }
    Ok((engines, checks))
}

fn print_error(failure: &Failure) -> ExitCode {
    eprintln!("error: {failure}");
    ExitCode::FAILURE
}

/// How many checks passed and failed in an engine.
struct Results {
    passed: usize,
    failed: usize,
}

/// Runs the checks in one engine, on this thread.
fn run_engine(engine: Engine, checks: &[&Check]) -> Outcome<Results> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime
        .map_err(Failure::doing("the async runtime could not be started"))?
        .block_on(run_checks(engine, checks))
}

/// Runs the checks in one engine, each in a new browser and with fresh demo data.
async fn run_checks(engine: Engine, checks: &[&Check]) -> Outcome<Results> {
    let port = free_port()?;
    let backend = Backend::start(&hosts::origin(port))?;
    let hosts = Hosts::start(port, backend.url()).await?;
    let driver = Driver::start(engine).await?;
    let own_screens = Rc::default();
    let mut results = Results { passed: 0, failed: 0 };
    for check in checks {
        let started = Instant::now();
        backend.reset()?;
        let outcome = run_check(&driver, &backend, &hosts, &own_screens, check).await;
        let seconds = started.elapsed().as_secs_f32();
        match outcome {
            Ok(()) => {
                results.passed += 1;
                println!("ok      {engine}: {} ({seconds:.1} s)", check.name);
            }
            Err(failure) => {
                results.failed += 1;
                println!("FAILED  {engine}: {} ({seconds:.1} s)\n{failure}", check.name);
            }
        }
    }
    Ok(results)
}

/// Runs one check in a new browser. The check also fails if the page has complaints at its end.
async fn run_check(
    driver: &Driver,
    backend: &Backend,
    hosts: &Hosts,
    own_screens: &Rc<OnceCell<Vec<Screen>>>,
    check: &Check,
) -> Outcome {
    let name = format!("{}-{}", driver.engine(), check.slug);
    let page =
        Page::open(driver.open_browser().await?, name, backend.url(), hosts.url(), Rc::clone(own_screens));
    let outcome = (check.run)(&page).await;
    let outcome = match outcome {
        Ok(()) => page.expect_no_complaints().await,
        Err(failure) => Err(failure.with_details(&page.describe().await)),
    };
    page.close().await?;
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engines_and_checks_are_named_in_any_order() -> Outcome {
        let names = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            parse_names(&names)
        };
        let (engines, checks) = names(&["hostile", "webkit", "chromium"])?;
        assert_eq!(engines, [Engine::WebKit, Engine::Chromium]);
        assert_eq!(checks.iter().map(|check| check.slug).collect::<Vec<_>>(), ["hostile"]);
        assert_eq!(names(&["firefox"])?.1.len(), CHECKS.len());
        assert!(names(&["hostile"]).is_err() && names(&["safari"]).is_err());
        Ok(())
    }
}
