//! Building the SPA: Trunk, wasm-split, wasm-bindgen, wasm-opt and build/post_build.mjs, into dist/.

use crate::console::Failure;
use crate::process;
use crate::tools::{self, CargoTool};
use crate::workspace::Workspace;

/// The production files, and the table of their sizes on the standard output.
pub(crate) fn dist(workspace: &Workspace) -> Result<(), Failure> {
    tools::ensure_wasm_target(workspace)?;
    tools::ensure_node_packages(workspace)?;
    tools::fetch_crates(workspace)?;
    let path = tools::path_with(
        workspace,
        &[CargoTool::trunk(), CargoTool::wasm_bindgen(workspace)?, CargoTool::wasm_split()],
    )?;
    let mut trunk = tools::with_path(workspace.command("trunk"), &path);
    // Trunk's own success is told by the table; only its warnings are worth a line.
    trunk.args(["build", "--release", "--log", "warn"]);
    // Its errors come with a backtrace when this is set, which says nothing to who mends a view.
    trunk.env_remove("RUST_BACKTRACE");
    process::run(&mut trunk).map_err(|_| Failure::new("the SPA could not be built; the cause stands above"))
}
