//! *Refacturar*: the modal (the manual's steps 5 to 6.1).

mod choose;
mod modal;
mod model;
mod open_rebill;
mod review;
mod steps;
mod unknown_outcome;

pub use modal::RebillModal;
pub use open_rebill::OpenRebill;
pub use steps::{Steps, StepsChange};
