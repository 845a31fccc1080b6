//! The trámite after its registration: the list of all, and the page of one, which shows what the
//! SAT is doing.

mod correction;
mod documents;
mod list;
mod next_action;
mod page;
mod sat;
mod timeline;

pub use list::TramitesPage;
pub use page::TramitePage;
