//! *Datos fiscales*: the customer's razones sociales, and the one form that adds, edits and
//! corrects them.

mod draft;
mod edit_conflict;
mod form_view;
mod list;
mod model;
mod open;
mod outcome;
mod outcome_view;
mod page;
mod removal;
pub(super) mod texts;

use pase_contract::fiscal_profiles::FiscalProfile;

pub use form_view::ProfileFormView;
pub use model::ProfileForm;
pub use open::OpenProfile;
pub use page::{FiscalProfilesPage, loaded_profile};

/// Whether the SAT's padrón did not recognize the data when they were saved. A trámite with them
/// stops until they are corrected.
pub fn is_refused_by_padron(profile: &FiscalProfile) -> bool {
    !profile.refusals().is_empty()
}
