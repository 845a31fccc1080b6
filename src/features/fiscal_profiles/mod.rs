//! Datos fiscales: the customer's razones sociales, and the one form that adds, changes and mends them.

mod draft;
mod elsewhere;
mod form_view;
mod list;
mod model;
mod open;
mod page;
mod removal;
pub(super) mod words;

pub use form_view::ProfileFormView;
pub use model::ProfileForm;
pub use open::OpenProfile;
pub use page::{FiscalProfilesPage, one_of};
