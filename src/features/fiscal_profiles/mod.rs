//! Datos fiscales: the customer's razones sociales, and the form that adds one.

mod form_view;
mod model;
mod words;

pub use form_view::ProfileFormView;
pub use model::ProfileForm;
