//! What the modal, the trámites, the invoices and the banner share about a re-billing.

pub mod mailbox;
pub mod parties;
pub mod registered;
pub mod turn;
