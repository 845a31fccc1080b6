//! `cargo xtask gallery`: shows every part of the design system with its named examples, on this
//! machine until Ctrl-C.
//!
//! The gallery is a binary of the SPA's package (`gallery/main.rs`) that no release contains. It is
//! built as a development build, without Trunk, and served by the reference backend, so that the
//! examples are under the portal's content security policy.

use crate::backend::{self, Serving};
use crate::console::{Failure, duration, heading};
use crate::process;
use crate::tools::{self, CargoTool};
use crate::workspace::Workspace;
use std::path::PathBuf;
use std::time::Instant;

const DEFAULT_PORT: u16 = 8082;

pub(crate) fn gallery(arguments: &[String]) -> Result<(), Failure> {
    let started = Instant::now();
    let address = backend::address("gallery", arguments, DEFAULT_PORT)?;
    let workspace = Workspace::open()?;
    heading("the gallery");
    build(&workspace)?;
    heading("the backend");
    backend::build(&workspace)?;
    let serving = Serving { address, files: folder(&workspace), data: "demo-gallery", allowed_origin: None };
    backend::serve(workspace, &serving, || {
        heading(&format!("ready after {}", duration(started.elapsed())));
        println!("the gallery       http://{address}/up/");
        println!("Ctrl-C ends it; after a change run it again.");
    })
}

/// Rebuilds its files in the checkout's target/gallery.
pub(crate) fn build(workspace: &Workspace) -> Result<(), Failure> {
    tools::ensure_wasm_target(workspace)?;
    tools::ensure_node_packages(workspace)?;
    tools::fetch_crates(workspace)?;
    let because = |what: &'static str| move |_| Failure::new(format!("{what}; the cause is above"));
    let mut cargo = workspace.cargo(&["build", "--locked", "--package", "pase-portal", "--bin", "gallery"]);
    process::run(cargo.args(["--features", "gallery", "--target", tools::WASM_TARGET]))
        .map_err(because("the gallery could not be built"))?;

    let folder = folder(workspace);
    if folder.exists() {
        // A file from an earlier build would hide that this build did not produce it.
        std::fs::remove_dir_all(&folder).map_err(Failure::doing("target/gallery cannot be emptied"))?;
    }
    let path = tools::path_with(workspace, &[CargoTool::wasm_bindgen(workspace)?])?;
    let mut glue = tools::with_path(workspace.command("wasm-bindgen"), &path);
    glue.args(["--target", "web", "--no-typescript", "--out-name", "parts", "--out-dir"]).arg(&folder);
    process::run(glue.arg(wasm(workspace))).map_err(because("the gallery's glue could not be made"))?;
    process::run(workspace.command("node").arg("build/gallery.mjs").arg(&folder))
        .map_err(because("the gallery's page could not be made"))
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.root.join("target").join("gallery")
}

fn wasm(workspace: &Workspace) -> PathBuf {
    workspace.target.join(tools::WASM_TARGET).join("debug").join("gallery.wasm")
}
