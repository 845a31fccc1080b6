//! The tables that only a sandbox has, and what only a sandbox does with the others. Nothing but
//! `sandbox/` uses this folder: `tests/architecture` lets no other file name it.

pub(crate) mod cancellation_outcome;
pub(crate) mod cancellations;
pub(crate) mod clock;
pub(crate) mod demo_data;
pub(crate) mod fault;
pub(crate) mod faults;
pub(crate) mod reset;
pub(crate) mod stamps;
mod tables;
