//! Builds the SPA into dist/ with Trunk, wasm-split, wasm-bindgen, wasm-opt and
//! build/post_build.mjs.

use crate::console::Failure;
use crate::process;
use crate::tools::{self, CargoTool};
use crate::workspace::Workspace;
use std::time::Duration;

/// How long the build takes on two cores with all dependencies, and how long without them.
const BUILD_TIME_FROM_NOTHING: Duration = Duration::from_secs(130);
const BUILD_TIME: Duration = Duration::from_secs(60);

/// Builds the production files and prints the table of their sizes.
pub(crate) fn dist(workspace: &Workspace) -> Result<(), Failure> {
    tools::ensure_wasm_target(workspace)?;
    tools::ensure_node_packages(workspace)?;
    tools::fetch_crates(workspace)?;
    let path = tools::path_with(workspace, &needed_tools(workspace)?)?;
    let mut trunk = tools::with_path(workspace.command("trunk"), &path);
    // The table already shows that Trunk succeeded, so only its warnings are printed.
    trunk.args(["build", "--release", "--log", "warn"]);
    // With this variable set, Trunk adds a backtrace to its errors, which does not help to fix a
    // view.
    trunk.env_remove("RUST_BACKTRACE");
    process::run(&mut trunk).map_err(|_| Failure::new("the SPA could not be built; the cause is above"))
}

/// How long [`dist`] will take, judging by what is missing.
pub(crate) fn build_time(workspace: &Workspace) -> Result<Duration, Failure> {
    let tools = needed_tools(workspace)?;
    let install_time: Duration = tools.iter().map(|tool| tool.install_time(workspace)).sum();
    let dependencies = workspace.target.join(tools::WASM_TARGET).join("wasm-release").join("deps");
    let build_time = if dependencies.is_dir() { BUILD_TIME } else { BUILD_TIME_FROM_NOTHING };
    Ok(install_time + build_time)
}

fn needed_tools(workspace: &Workspace) -> Result<[CargoTool; 3], Failure> {
    Ok([CargoTool::trunk(), CargoTool::wasm_bindgen(workspace)?, CargoTool::wasm_split()])
}
