//! The trámite after its registration: the list of all, and the page of one, which tells what the SAT is doing.

mod correction;
mod documents;
mod list;
mod page;
mod sat;
mod timeline;
mod what_now;

pub use list::TramitesPage;
pub use page::TramitePage;
