//! Tests the backend from the outside, over HTTP: each test runs the real binary with its own
//! database.
//!
//! Nothing here links the backend, so what is tested is the program that runs in production.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    missing_docs
)]

mod client;
mod corrections;
mod cors;
mod crash;
mod documents;
mod faults;
mod filter;
mod fiscal_profiles;
mod isolation;
mod last_date;
mod lists;
mod mail;
mod mail_crash;
mod mail_server;
mod mail_smtp;
mod pac_and_sat_problems;
mod pages;
mod rebill_once;
mod sandbox;
mod security;
mod sessions;
mod support;
mod tramites;
mod who_must_act;
mod wrong_input;
