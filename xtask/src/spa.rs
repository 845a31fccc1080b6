//! Builds the SPA into dist/ with Trunk, wasm-split, wasm-bindgen, wasm-opt and
//! build/post_build.mjs.

use crate::console::Failure;
use crate::process;
use crate::tools::{self, CargoTool};
use crate::workspace::Workspace;

/// Builds the production files and prints the table of their sizes.
pub(crate) fn dist(workspace: &Workspace) -> Result<(), Failure> {
    tools::ensure_wasm_target(workspace)?;
    tools::ensure_node_packages(workspace)?;
    tools::fetch_crates(workspace)?;
    let path = tools::path_with(
        workspace,
        &[CargoTool::trunk(), CargoTool::wasm_bindgen(workspace)?, CargoTool::wasm_split()],
    )?;
    let mut trunk = tools::with_path(workspace.command("trunk"), &path);
    // The table already shows that Trunk succeeded, so only its warnings are printed.
    trunk.args(["build", "--release", "--log", "warn"]);
    // With this variable set, Trunk adds a backtrace to its errors, which does not help to fix a
    // view.
    trunk.env_remove("RUST_BACKTRACE");
    process::run(&mut trunk).map_err(|_| Failure::new("the SPA could not be built; the cause is above"))
}
