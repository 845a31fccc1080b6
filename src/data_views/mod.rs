//! Views of what the server sent, in each of its states: loading, failed, empty, or loaded.

pub mod document_links;
pub mod failure;
pub mod listing;
pub mod loaded;
pub mod polling;
