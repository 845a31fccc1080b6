//! The parts of the screens in a real browser: what they put into the document, where focus goes, what a press does.
//!
//! Run by `cargo xtask test web` in Chromium through its driver. Rules and models are tested natively, the customer's
//! whole way in `tests/e2e`.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod clock;
mod mounting;
mod stage;
mod ui;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
