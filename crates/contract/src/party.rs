//! A party of an invoice.

use mx_fiscal::Rfc;
use serde::{Deserialize, Serialize};

/// The issuer or receiver of an invoice, as printed on the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Party {
    /// RFC.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "ISD950921HE5"))]
    pub rfc: Rfc,
    /// Name, verbatim.
    pub name: String,
}
