//! The customer's razones sociales.

use chrono::{DateTime, Utc};
use mx_fiscal::{
    CfdiUse, FiscalRegime, PersonKind, PostalCode, Receiver, ReceiverDraft, ReceiverError, Rfc, TaxpayerName,
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{Endpoint, FiscalProfileId, List, Method, Nothing, ProblemCode, RebillId};

/// A razón social: a tax identity that invoices can be made out to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FiscalProfile {
    /// The razón social.
    pub id: FiscalProfileId,
    /// RFC.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "ISD950921HE5"))]
    pub rfc: Rfc,
    /// Persona física or moral.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "moral"))]
    pub person: PersonKind,
    /// Name as in the Constancia de Situación Fiscal.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "PASE, SERVICIOS ELECTRONICOS"))]
    pub name: TaxpayerName,
    /// Código postal of the fiscal domicile.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "11529"))]
    pub postal_code: PostalCode,
    /// Key of `c_RegimenFiscal`.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "601"))]
    pub fiscal_regime: FiscalRegime,
    /// Key of `c_UsoCFDI`.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "G03"))]
    pub cfdi_use: CfdiUse,
    /// The address that the list shows; a CFDI 4.0 does not carry it.
    pub address: Address,
    /// Whether future invoices are made out to it.
    pub is_default: bool,
    /// Goes up with every change of the data: what a change is made to (`If-Match`).
    pub version: u32,
    /// What the SAT's padrón said when the data were last saved; `None` if it could not be asked.
    pub padron_check: Option<PadronCheck>,
    /// A running trámite that uses it: it cannot be removed before that has ended.
    pub rebill_id: Option<RebillId>,
}

/// What the PAC answered when it was asked whether a razón social stands so in the SAT's padrón. Advice: a trámite asks
/// again before it cancels anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PadronCheck {
    /// When it was asked.
    pub checked_at: DateTime<Utc>,
    /// Everything that does not agree; empty if all does.
    pub refusals: Vec<ReceiverRefusal>,
}

/// What a PAC refuses about a receiver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiverRefusal {
    /// The field, as in a razón social: `name`. The same code is about different fields at different PACs.
    pub field: String,
    /// The code of the SAT's matrix of errors, `CFDI40145`.
    pub code: String,
}

/// A postal address, as typed. All of it is optional: a CFDI 4.0 carries the postal code alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Address {
    /// Street and number.
    pub street: String,
    /// Colonia.
    pub neighborhood: String,
    /// Municipio or alcaldía.
    pub municipality: String,
    /// Entidad federativa.
    pub state: String,
}

/// A razón social as it was typed; checked whole by [`FiscalProfileDraft::check`], on both sides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct FiscalProfileDraft {
    /// RFC, in any usual form.
    pub rfc: String,
    /// Name as in the Constancia.
    pub name: String,
    /// Código postal of the fiscal domicile.
    pub postal_code: String,
    /// Key of `c_RegimenFiscal`.
    pub fiscal_regime: String,
    /// Key of `c_UsoCFDI`.
    pub cfdi_use: String,
    /// The address.
    pub address: Address,
}

/// What is wrong with one field of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DraftError {
    /// A field of the receiver.
    #[error(transparent)]
    Receiver(#[from] ReceiverError),
    /// No fiscal domicile has this postal code: the SAT's `c_CodigoPostal` lacks it, or holds it for residents abroad (00000).
    #[error("no fiscal domicile has this postal code")]
    PostalCodeUnknown,
    /// A line of the address, by its name on the wire.
    #[error("at most 120 characters")]
    TooLong(&'static str),
}

impl DraftError {
    /// The field's name on the wire.
    pub fn field(self) -> &'static str {
        match self {
            Self::Receiver(error) => error.field().as_str(),
            Self::PostalCodeUnknown => "postal_code",
            Self::TooLong(field) => field,
        }
    }

    /// A stable code, for the wire and for whoever words it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Receiver(error) => error.code(),
            Self::PostalCodeUnknown => "unknown",
            Self::TooLong(_) => "too_long",
        }
    }
}

impl FiscalProfileDraft {
    /// The receiver that it makes.
    ///
    /// # Errors
    /// Everything that is wrong, at most one error a field, in the order of the form. Postal codes are held against the
    /// catalogue here and not in [`Receiver`], because an issued document keeps the code that it was issued with.
    pub fn check(&self) -> Result<Receiver, Vec<DraftError>> {
        let receiver = Receiver::try_from(&self.receiver());
        let mut errors: Vec<DraftError> =
            receiver.as_ref().err().into_iter().flatten().map(|error| DraftError::Receiver(*error)).collect();
        let is_nowhere = |code: PostalCode| !code.is_in_catalogue() || code.to_string() == "00000";
        if self.postal_code.trim().parse().is_ok_and(is_nowhere) {
            let before = errors.iter().take_while(|error| matches!(error.field(), "rfc" | "name")).count();
            errors.insert(before, DraftError::PostalCodeUnknown);
        }
        errors.extend(self.address.too_long().map(DraftError::TooLong));
        match receiver {
            Ok(receiver) if errors.is_empty() => Ok(receiver),
            _ => Err(errors),
        }
    }

    /// What `mx-fiscal` judges of it.
    fn receiver(&self) -> ReceiverDraft {
        ReceiverDraft {
            rfc: self.rfc.clone(),
            name: self.name.clone(),
            postal_code: self.postal_code.clone(),
            fiscal_regime: self.fiscal_regime.clone(),
            cfdi_use: self.cfdi_use.clone(),
        }
    }
}

/// What a form that changes it starts from.
impl From<&FiscalProfile> for FiscalProfileDraft {
    fn from(profile: &FiscalProfile) -> Self {
        Self {
            rfc: profile.rfc.to_string(),
            name: profile.name.to_string(),
            postal_code: profile.postal_code.to_string(),
            fiscal_regime: profile.fiscal_regime.to_string(),
            cfdi_use: profile.cfdi_use.to_string(),
            address: profile.address.clone(),
        }
    }
}

impl FiscalProfile {
    /// What the padrón refused of it, if it was asked.
    pub fn refusals(&self) -> &[ReceiverRefusal] {
        self.padron_check.as_ref().map_or(&[], |check| &check.refusals)
    }
}

impl Address {
    /// How many characters each line may have.
    pub const MAX_CHARACTERS: usize = 120;

    /// The names, on the wire, of the lines that are too long.
    pub fn too_long(&self) -> impl Iterator<Item = &'static str> {
        [
            ("address.street", &self.street),
            ("address.neighborhood", &self.neighborhood),
            ("address.municipality", &self.municipality),
            ("address.state", &self.state),
        ]
        .into_iter()
        .filter(|(_, line)| line.chars().count() > Self::MAX_CHARACTERS)
        .map(|(field, _)| field)
    }
}

/// `GET /fiscal-profiles`: all razones sociales of the account, the default first.
#[derive(Clone, Copy, Debug)]
pub struct ListFiscalProfiles;

impl Endpoint for ListFiscalProfiles {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/fiscal-profiles";
    const PROBLEMS: &'static [ProblemCode] = ProblemCode::WITH_SESSION;
    type Body = Nothing;
    type Response = List<FiscalProfile>;

    fn path(&self) -> String {
        Self::PATH.to_owned()
    }

    fn body(&self) -> &Nothing {
        &Nothing
    }
}

/// `POST /fiscal-profiles`: add one; the first becomes the default. An RFC that the account has already is a field error `duplicate`.
#[derive(Clone, Debug)]
pub struct CreateFiscalProfile {
    /// What was typed.
    pub draft: FiscalProfileDraft,
}

impl Endpoint for CreateFiscalProfile {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/fiscal-profiles";
    const STATUS: u16 = 201;
    const PROBLEMS: &'static [ProblemCode] = &[ProblemCode::Unauthenticated, ProblemCode::InvalidInput];
    type Body = FiscalProfileDraft;
    type Response = FiscalProfile;

    fn path(&self) -> String {
        Self::PATH.to_owned()
    }

    fn body(&self) -> &FiscalProfileDraft {
        &self.draft
    }
}

/// `PUT /fiscal-profiles/{id}`: change one that is still as it was read; 412 `precondition_failed` brings it as it now is.
/// Trámites that waited for these data to be mended go on with them.
#[derive(Clone, Debug)]
pub struct UpdateFiscalProfile {
    /// Which.
    pub id: FiscalProfileId,
    /// The version that was read.
    pub version: u32,
    /// What was typed.
    pub draft: FiscalProfileDraft,
}

impl Endpoint for UpdateFiscalProfile {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/fiscal-profiles/{id}";
    const PROBLEMS: &'static [ProblemCode] = &[
        ProblemCode::Unauthenticated,
        ProblemCode::NotFound,
        ProblemCode::PreconditionFailed,
        ProblemCode::InvalidInput,
        ProblemCode::PreconditionRequired,
    ];
    type Body = FiscalProfileDraft;
    type Response = FiscalProfile;

    fn path(&self) -> String {
        Self::PATH.replace("{id}", self.id.as_str())
    }

    fn body(&self) -> &FiscalProfileDraft {
        &self.draft
    }

    fn if_match(&self) -> Option<u32> {
        Some(self.version)
    }
}

/// `DELETE /fiscal-profiles/{id}`: remove one that is still as it was read. Never one that a running trámite uses
/// (`fiscal_profile_in_use`), nor the default while there are others (`fiscal_profile_is_default`).
#[derive(Clone, Debug)]
pub struct DeleteFiscalProfile {
    /// Which.
    pub id: FiscalProfileId,
    /// The version that was read.
    pub version: u32,
}

impl Endpoint for DeleteFiscalProfile {
    const METHOD: Method = Method::Delete;
    const PATH: &'static str = "/fiscal-profiles/{id}";
    const STATUS: u16 = 204;
    const PROBLEMS: &'static [ProblemCode] = &[
        ProblemCode::Unauthenticated,
        ProblemCode::NotFound,
        ProblemCode::FiscalProfileInUse,
        ProblemCode::FiscalProfileIsDefault,
        ProblemCode::PreconditionFailed,
        ProblemCode::PreconditionRequired,
    ];
    type Body = Nothing;
    type Response = Nothing;

    fn path(&self) -> String {
        Self::PATH.replace("{id}", self.id.as_str())
    }

    fn body(&self) -> &Nothing {
        &Nothing
    }

    fn if_match(&self) -> Option<u32> {
        Some(self.version)
    }
}

/// Which razón social future invoices are made out to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DefaultFiscalProfile {
    /// The razón social.
    pub fiscal_profile_id: FiscalProfileId,
}

/// `PUT /fiscal-profiles/default`: choose the default; the answer is the whole list, as it then is.
#[derive(Clone, Debug)]
pub struct SetDefaultFiscalProfile {
    /// Which.
    pub request: DefaultFiscalProfile,
}

impl Endpoint for SetDefaultFiscalProfile {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/fiscal-profiles/default";
    const PROBLEMS: &'static [ProblemCode] = &[ProblemCode::Unauthenticated, ProblemCode::NotFound];
    type Body = DefaultFiscalProfile;
    type Response = List<FiscalProfile>;

    fn path(&self) -> String {
        Self::PATH.to_owned()
    }

    fn body(&self) -> &DefaultFiscalProfile {
        &self.request
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(draft: &FiscalProfileDraft) -> Vec<(&'static str, &'static str)> {
        let errors = draft.check().expect_err("a draft that should be refused");
        errors.into_iter().map(|error| (error.field(), error.code())).collect()
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once_in_the_order_of_the_form() {
        let draft = FiscalProfileDraft {
            postal_code: "00001".to_owned(),
            address: Address { state: "x".repeat(121), ..Address::default() },
            ..FiscalProfileDraft::default()
        };
        let expected = [
            ("rfc", "required"),
            ("name", "required"),
            ("postal_code", "unknown"),
            ("fiscal_regime", "required"),
            ("cfdi_use", "required"),
            ("address.state", "too_long"),
        ];
        assert_eq!(wrong(&draft), expected);
    }

    #[test]
    fn nobody_lives_at_the_postal_code_of_residents_abroad() {
        let draft = FiscalProfileDraft {
            rfc: "EKU9003173C9".to_owned(),
            name: "ESCUELA KEMPER URGATE".to_owned(),
            postal_code: "00000".to_owned(),
            fiscal_regime: "601".to_owned(),
            cfdi_use: "G03".to_owned(),
            ..FiscalProfileDraft::default()
        };
        assert_eq!(wrong(&draft), [("postal_code", "unknown")]);
        assert!(FiscalProfileDraft { postal_code: "42501".to_owned(), ..draft }.check().is_ok());
    }
}
