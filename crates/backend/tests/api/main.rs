//! The backend as its clients meet it: the real binary, a database of its own for each test, HTTP.
//!
//! Nothing here links the backend: what is tested is what runs.
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
mod crash;
mod documents;
mod faults;
mod fiscal_profiles;
mod isolation;
mod last_date;
mod lists;
mod mail;
mod mail_crash;
mod mail_server;
mod mail_smtp;
mod once;
mod other_origins;
mod outside;
mod pages;
mod sandbox;
mod security;
mod sessions;
mod support;
mod tramites;
