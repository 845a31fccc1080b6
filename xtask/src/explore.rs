//! Runs `tests/e2e/explorer`: random customers use the real backend, for a chosen time and from a
//! chosen seed.

use crate::console::Failure;
use crate::playwright;
use crate::process;
use crate::spa;
use crate::workspace::Workspace;
use std::process::Command;

/// The duration of a run if none is given.
const MINUTES: u32 = 10;

/// How long to explore, and with which seed to begin. Each further journey takes the next seed.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    seconds: u32,
    seed: u32,
}

/// `cargo xtask explore [--minutes N] [--seed S]`.
pub(crate) fn explore(arguments: &[String]) -> Result<(), Failure> {
    let options = parse(arguments)?;
    let workspace = Workspace::open()?;
    // Hours spent on an app of yesterday's sources would prove nothing.
    spa::dist(&workspace)?;
    process::run(&mut command(&workspace, &options)?)
}

/// The short run of `cargo xtask test`, always from the same seed.
pub(crate) fn short_run(workspace: &Workspace) -> Result<Command, Failure> {
    command(workspace, &Options { seconds: 75, seed: 1 })
}

fn command(workspace: &Workspace, options: &Options) -> Result<Command, Failure> {
    let mut command = playwright::explorer(workspace)?;
    command.env("EXPLORE_SECONDS", options.seconds.to_string()).env("EXPLORE_SEED", options.seed.to_string());
    Ok(command)
}

fn parse(arguments: &[String]) -> Result<Options, Failure> {
    let mut options = Options { seconds: MINUTES * 60, seed: 1 };
    let mut rest = arguments.iter().map(String::as_str);
    while let Some(name) = rest.next() {
        let value = rest.next().and_then(|value| value.parse::<u32>().ok());
        match (name, value) {
            ("--minutes", Some(minutes)) if (1..=1_440).contains(&minutes) => options.seconds = minutes * 60,
            ("--seed", Some(seed)) => options.seed = seed,
            _ => {
                return Err(Failure::new(
                    "`explore` takes `--minutes N` (1 to 1440) and `--seed S` (a whole number), and nothing else",
                ));
            }
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Options, Failure> {
        parse(&arguments.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn time_and_seed_are_optional_and_come_in_any_order() -> Result<(), Failure> {
        assert_eq!(parsed(&[])?, Options { seconds: 600, seed: 1 });
        assert_eq!(parsed(&["--seed", "7", "--minutes", "60"])?, Options { seconds: 3_600, seed: 7 });
        Ok(())
    }

    #[test]
    fn what_is_no_number_or_no_option_is_refused() {
        for arguments in [&["--minutes"][..], &["--minutes", "0"], &["--seed", "x"], &["--port", "1"]] {
            assert!(parsed(arguments).is_err(), "{arguments:?}");
        }
    }
}
