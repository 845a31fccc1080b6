//! What a customer does, in the engines that customers have: Chromium (also Chrome, Edge, Opera, Samsung Internet), Firefox and
//! WebKit (Safari's), each through the WebDriver of its own maker, against the real backend.
//!
//! `tests/e2e` asks everything of Chromium alone; this asks each engine for the main job, on our own page and inside of other
//! sites', and for what engines are known to differ in: keys, dialogs, downloads, policies, what a host's styles do to the
//! portal. `cargo xtask test engines` builds all, finds the browsers and starts this with the names of the engines to run, and of the checks if not all are wanted.

// Its output is what a person reads in a terminal.
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
    let (engines, checks) = match wanted(&names) {
        Ok(wanted) => wanted,
        Err(failure) => return refuse(&failure),
    };
    // Each with a backend and a thread of its own, so that they cannot be in each other's way.
    let running: Vec<_> = engines
        .into_iter()
        .map(|engine| {
            let checks = checks.clone();
            (engine, thread::spawn(move || run(engine, &checks)))
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

/// The engines and the checks by their names, in any order; without a check's name, all of them.
fn wanted(names: &[String]) -> Outcome<(Vec<Engine>, Vec<&'static Check>)> {
    let (mut engines, mut checks) = (Vec::new(), Vec::new());
    for name in names {
        if let Some(engine) = Engine::named(name) {
            engines.push(engine);
        } else if let Some(check) = CHECKS.iter().find(|check| check.slug == name) {
            checks.push(check);
        } else {
            let slugs: Vec<&str> = CHECKS.iter().map(|check| check.slug).collect();
            return Err(Failure::new(format!(
                "there is no engine and no check `{name}`: chromium, firefox, webkit; {}",
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

fn refuse(failure: &Failure) -> ExitCode {
    eprintln!("error: {failure}");
    ExitCode::FAILURE
}

struct Results {
    passed: usize,
    failed: usize,
}

fn run(engine: Engine, checks: &[&Check]) -> Outcome<Results> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(Failure::doing("nothing can be awaited"))?.block_on(run_checks(engine, checks))
}

/// The checks in one engine, each in a browser of its own and with fresh demo data.
async fn run_checks(engine: Engine, checks: &[&Check]) -> Outcome<Results> {
    let port = free_port()?;
    let backend = Backend::start(&hosts::origin(port))?;
    let hosts = Hosts::start(port, backend.url()).await?;
    let driver = Driver::start(engine).await?;
    let own_screens = Rc::default();
    let mut results = Results { passed: 0, failed: 0 };
    for check in checks {
        let begun = Instant::now();
        backend.reset()?;
        let outcome = in_a_browser(&driver, &backend, &hosts, &own_screens, check).await;
        let seconds = begun.elapsed().as_secs_f32();
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

async fn in_a_browser(
    driver: &Driver,
    backend: &Backend,
    hosts: &Hosts,
    own_screens: &Rc<OnceCell<Vec<Screen>>>,
    check: &Check,
) -> Outcome {
    let name = format!("{}-{}", driver.engine(), check.slug);
    let page = Page::open(driver.browser().await?, name, backend.url(), hosts.url(), Rc::clone(own_screens));
    let outcome = (check.run)(&page).await;
    let outcome = match outcome {
        Ok(()) => page.no_complaints().await,
        Err(failure) => Err(failure.with(&page.described().await)),
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
            wanted(&names)
        };
        let (engines, checks) = names(&["hostile", "webkit", "chromium"])?;
        assert_eq!(engines, [Engine::WebKit, Engine::Chromium]);
        assert_eq!(checks.iter().map(|check| check.slug).collect::<Vec<_>>(), ["hostile"]);
        assert_eq!(names(&["firefox"])?.1.len(), CHECKS.len());
        assert!(names(&["hostile"]).is_err() && names(&["safari"]).is_err());
        Ok(())
    }
}
