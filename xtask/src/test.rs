//! `cargo xtask test`: runs every check and test, cheapest first, and prints the time of each. It
//! stops at the first failure.

use crate::console::{Failure, duration, heading};
use crate::steps::{Checks, STEPS, Step};
use crate::tally::Tally;
use crate::workspace::Workspace;
use std::time::{Duration, Instant};

/// The arguments of `test`.
pub(crate) struct Options {
    steps: Vec<&'static Step>,
    /// Arguments passed on to the tool of the one named step.
    rest: Vec<String>,
    only_list: bool,
}

impl Options {
    pub(crate) fn parse(arguments: &[String]) -> Result<Self, Failure> {
        let mut parts = arguments.splitn(2, |argument| argument == "--");
        let names = parts.next().unwrap_or_default();
        let rest = parts.next().unwrap_or_default().to_vec();
        if names == ["--list"] {
            return Ok(Self { steps: Vec::new(), rest, only_list: true });
        }
        let named = names
            .iter()
            .map(|name| {
                STEPS.iter().find(|step| step.name == name).ok_or_else(|| {
                    Failure::new(format!("there is no step `{name}`; `cargo xtask test --list` names them"))
                })
            })
            .collect::<Result<Vec<_>, _>>()?;
        if !rest.is_empty() && named.len() != 1 {
            return Err(Failure::new("arguments after `--` go to one step's tool: name that step alone"));
        }
        let steps = if named.is_empty() { STEPS.iter().collect() } else { named };
        Ok(Self { steps, rest, only_list: false })
    }
}

pub(crate) fn test(options: &Options) -> Result<(), Failure> {
    if options.only_list {
        for step in &STEPS {
            println!("{:<12} {}", step.name, step.about);
        }
        return Ok(());
    }
    let workspace = Workspace::open()?;
    let started = Instant::now();
    let mut checks = Checks { workspace: &workspace, rest: &options.rest, tally: Tally::default() };
    let mut times: Vec<(&str, Duration)> = Vec::new();
    let mut failure = None;
    for step in &options.steps {
        heading(&format!("{}: {}", step.name, step.about));
        let begun = Instant::now();
        let outcome = (step.run)(&mut checks);
        times.push((step.name, begun.elapsed()));
        if let Err(cause) = outcome {
            failure = Some(Failure::new(format!(
                "the step `{name}` failed: {cause} (again alone: `cargo xtask test {name}`)",
                name = step.name
            )));
            break;
        }
    }
    heading("times");
    for (name, time) in &times {
        println!("{name:<12} {:>14}", duration(*time));
    }
    println!("{:<12} {:>14}", "total", duration(started.elapsed()));
    println!("\n{}", checks.tally);
    failure.map_or(Ok(()), Err)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Result<Options, Failure> {
        Options::parse(&arguments.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn without_a_name_every_step_runs() -> Result<(), Failure> {
        assert_eq!(parse(&[])?.steps.len(), STEPS.len());
        Ok(())
    }

    #[test]
    fn a_named_step_runs_alone_and_gets_the_arguments() -> Result<(), Failure> {
        let options = parse(&["e2e", "--", "--grep", "buzón"])?;
        assert_eq!(options.steps.iter().map(|step| step.name).collect::<Vec<_>>(), ["e2e"]);
        assert_eq!(options.rest, ["--grep", "buzón"]);
        Ok(())
    }

    #[test]
    fn a_misspelt_step_is_refused() {
        assert!(parse(&["e2"]).is_err());
        assert!(parse(&["--", "--grep", "buzón"]).is_err());
    }
}
