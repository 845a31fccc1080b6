//! The Python environment of the conformance tests, which contains the outside references that the
//! fiscal rules are compared with.

use crate::console::Failure;
use crate::process::{self, output_of};
use crate::workspace::Workspace;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest minor version of Python 3 that runs all references (satcfdi requires it).
const MINOR: u32 = 10;
const NAMES: [&str; 2] = ["python3", "python"];

/// Prepares a script of tests/conformance in the environment with the references.
pub(crate) fn conformance_script(workspace: &Workspace, script: &str) -> Result<Command, Failure> {
    let python = ensure_environment(workspace)?;
    let mut command = workspace.command(python);
    // Keeps Python's bytecode files out of the checkout.
    command.env("PYTHONDONTWRITEBYTECODE", "1").arg(conformance(workspace).join(script));
    Ok(command)
}

/// Rewrites the postal codes from the SAT's catalog.
pub(crate) fn write_postal_codes(workspace: &Workspace) -> Result<(), Failure> {
    let file = workspace.root.join("crates").join("fiscal").join("src").join("postal_codes.rs");
    process::run(conformance_script(workspace, "write_postal_codes.py")?.arg(file))
}

fn conformance(workspace: &Workspace) -> PathBuf {
    workspace.root.join("tests").join("conformance")
}

/// The interpreter of an environment in the cache that has exactly the packages of
/// requirements.txt.
fn ensure_environment(workspace: &Workspace) -> Result<PathBuf, Failure> {
    let requirements = conformance(workspace).join("requirements.txt");
    let wanted = fs::read(&requirements).map_err(Failure::doing("requirements.txt cannot be read"))?;
    let base = interpreter()?;
    let folder = workspace.cache.join("tools").join(format!("python-{:016x}", fingerprint(&wanted, &base)));
    let python = folder.join("bin").join("python");
    // Written last, so that an interrupted installation is not mistaken for a complete one.
    let mark = folder.join("installed-requirements.txt");
    if fs::read(&mark).is_ok_and(|installed| installed == wanted) && python.exists() {
        return Ok(python);
    }
    println!("installing the Python packages of tests/conformance/requirements.txt (once; some seconds)");
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .map_err(Failure::doing(format!("{} cannot be emptied", folder.display())))?;
    }
    process::run(workspace.command(&base.program).args(["-m", "venv"]).arg(&folder)).map_err(|_| {
        Failure::new("Python could not make an environment: install its module venv (Debian: `python3-venv`)")
    })?;
    install(workspace, &python, &requirements)?;
    fs::write(&mark, &wanted).map_err(Failure::doing(format!("{} cannot be written", mark.display())))?;
    Ok(python)
}

fn install(workspace: &Workspace, python: &Path, requirements: &Path) -> Result<(), Failure> {
    let mut pip = workspace.command(python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    pip.args(["--no-deps", "--only-binary", ":all:", "--require-hashes", "--requirement"]).arg(requirements);
    process::run(&mut pip).map_err(|_| {
        Failure::new(
            "the Python packages could not be installed: pip's own message stands above (it needs the package index: \
             is there a network?)",
        )
    })
}

struct Interpreter {
    program: PathBuf,
    version: String,
}

/// The interpreter in `PYTHON`, or else the first of the usual names that is new enough.
fn interpreter() -> Result<Interpreter, Failure> {
    let named = std::env::var_os("PYTHON").filter(|value| !value.is_empty()).map(PathBuf::from);
    let candidates = named.map_or_else(|| NAMES.map(PathBuf::from).to_vec(), |program| vec![program]);
    let found = candidates.into_iter().filter_map(|program| {
        let version = output_of(&program, &["--version"])?;
        Some(Interpreter { program, version })
    });
    let found: Vec<_> = found.collect();
    let versions = found.iter().map(|python| python.version.clone()).collect::<Vec<_>>().join(", ");
    found.into_iter().find(|python| is_new_enough(&python.version)).ok_or_else(|| {
        let what = if versions.is_empty() { "is missing".to_owned() } else { format!("is too old ({versions})") };
        Failure::new(format!(
            "Python {what}: the conformance tests need version 3.{MINOR} or newer; install it, or name it in PYTHON"
        ))
    })
}

/// Whether a version such as `Python 3.11.7` is new enough.
fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.trim_start_matches("Python ").split('.').map(str::parse::<u32>);
    matches!((numbers.next(), numbers.next()), (Some(Ok(3)), Some(Ok(minor))) if minor >= MINOR)
}

/// Other requirements or another Python give another environment, so that different checkouts can
/// share the cache.
fn fingerprint(requirements: &[u8], base: &Interpreter) -> u64 {
    let mut hasher = DefaultHasher::new();
    requirements.hash(&mut hasher);
    base.program.hash(&mut hasher);
    base.version.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn python_3_10_is_the_oldest() {
        for new in ["Python 3.10.0", "Python 3.11.7", "Python 3.14.0rc1"] {
            assert!(is_new_enough(new), "{new}");
        }
        for old in ["Python 3.9.18", "Python 2.7.18", "", "Python"] {
            assert!(!is_new_enough(old), "{old}");
        }
    }
}
