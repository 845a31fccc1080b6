//! The issuer of every document: PASE, with the data that its own documents show.

/// Its RFC.
pub(crate) const RFC: &str = "ISD950921HE5";
/// Its name as the SAT has it.
pub(crate) const NAME: &str = "PASE, SERVICIOS ELECTRONICOS";
/// Its régimen fiscal.
pub(crate) const FISCAL_REGIME: &str = "601";
/// The postal code of its place of issue.
pub(crate) const PLACE_OF_ISSUE: &str = "11529";
