//! The package's build script: a release for the browser is split into two wasm files (src/customer.rs). wasm-split needs
//! the linker's relocations for that; every other build is of one piece, and knows nothing of it.

// Cargo is told by the standard output.
#![allow(clippy::print_stdout)]

fn main() {
    println!("cargo::rerun-if-changed=build/split.rs");
    println!("cargo::rustc-check-cfg=cfg(split)");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|found| found == value);
    // `PROFILE` is `release` for every profile that inherits from it.
    if is("CARGO_CFG_TARGET_ARCH", "wasm32") && is("PROFILE", "release") {
        println!("cargo::rustc-cfg=split");
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
