//! The SPA's build script: the wasm of a release is split into two files
//! (src/shell/deferred_screens.rs), and wasm-split needs the linker's relocations for that. All
//! other builds are one file, and the cfg `split` is off in them.

// A build script talks to Cargo through the standard output.
#![allow(clippy::print_stdout)]

fn main() {
    println!("cargo::rerun-if-changed=build/split.rs");
    println!("cargo::rustc-check-cfg=cfg(split)");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|found| found == value);
    // Cargo sets `PROFILE` to `release` for every profile that inherits from `release`.
    if is("CARGO_CFG_TARGET_ARCH", "wasm32") && is("PROFILE", "release") {
        println!("cargo::rustc-cfg=split");
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
