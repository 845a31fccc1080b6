//! Reads the Rust sources of a crate and finds out which file depends on which, so that tests can
//! check the rules of docs/ARCHITECTURE.md instead of reviewers.
//!
//! It reads tokens and compiles nothing. A path that begins with `crate`, `self` or `super` is a
//! dependency on the file that it leads to, even inside a macro such as `view!`. Code under
//! `#[cfg(test)]` is left out. A `pub use` is not itself a dependency: a path through it is a
//! dependency on the file that defines the re-exported name.

mod crate_files;
mod paths;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod rules;

pub use crate_files::{CrateFiles, Dependency, circles};
pub use paths::{NamedPath, named_paths};
