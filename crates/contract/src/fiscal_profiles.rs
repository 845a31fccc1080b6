//! The customer's razones sociales: their data, the draft that a form sends, and their endpoints.

use chrono::{DateTime, Utc};
use mx_fiscal::{
    CfdiUse, FiscalRegime, PersonKind, PostalCode, Receiver, ReceiverDraft, ReceiverError, Rfc, TaxpayerName,
    clean_address_line, is_visible,
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{Endpoint, FiscalProfileId, List, Method, Nothing, ProblemCode, RebillId};

/// A razón social: a tax identity that invoices can be made out to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FiscalProfile {
    /// Identifier of the razón social.
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
    /// The address shown in the list. A CFDI 4.0 does not contain it.
    pub address: Address,
    /// Whether future invoices are made out to it.
    pub is_default: bool,
    /// Incremented with every save. A change names the version it applies to in `If-Match`.
    pub version: u32,
    /// What the SAT's padrón said when the data were last saved; `None` if it could not be asked.
    pub padron_check: Option<PadronCheck>,
    /// A running trámite that uses this razón social. It cannot be removed until that trámite has
    /// ended.
    pub rebill_id: Option<RebillId>,
}

/// The PAC's answer to whether a razón social matches the SAT's padrón. It is only advice: a
/// trámite asks the PAC again before it cancels anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PadronCheck {
    /// When the PAC was asked.
    pub checked_at: DateTime<Utc>,
    /// Everything that does not match; empty if everything does.
    pub refusals: Vec<ReceiverRefusal>,
}

/// One field of a receiver that a PAC refuses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiverRefusal {
    /// The field's name, as in a razón social: `name`. Different PACs may report the same code for
    /// different fields.
    pub field: String,
    /// The error code from the SAT's validation matrix: `CFDI40145`.
    pub code: String,
}

/// A postal address, as typed. Every line is optional: a CFDI 4.0 contains only the postal code.
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

/// A razón social as typed by the customer. Browser and server both validate it as a whole with
/// [`FiscalProfileDraft::check`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct FiscalProfileDraft {
    /// RFC, in any usual form.
    pub rfc: String,
    /// Name as in the Constancia de Situación Fiscal.
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
    /// A field of the receiver is wrong.
    #[error(transparent)]
    Receiver(#[from] ReceiverError),
    /// No fiscal domicile has this postal code: it is not in the SAT's `c_CodigoPostal`, or it is
    /// 00000, which is reserved for residents abroad.
    #[error("no fiscal domicile has this postal code")]
    PostalCodeUnknown,
    /// A line of the address is too long: the line's name on the wire, and its number of
    /// characters.
    #[error("at most 120 characters, not {1}")]
    TooLong(&'static str, usize),
    /// A line of the address contains an invisible character: the line's name on the wire, and the
    /// character.
    #[error("no invisible characters, such as {1:?}")]
    Character(&'static str, char),
}

impl DraftError {
    /// The field's name on the wire.
    pub fn field(self) -> &'static str {
        match self {
            Self::Receiver(error) => error.field().as_str(),
            Self::PostalCodeUnknown => "postal_code",
            Self::TooLong(field, _) | Self::Character(field, _) => field,
        }
    }

    /// A stable code for the wire, from which the client chooses the message for the customer.
    pub fn code(self) -> &'static str {
        match self {
            Self::Receiver(error) => error.code(),
            Self::PostalCodeUnknown => "unknown",
            Self::TooLong(..) => "too_long",
            Self::Character(..) => "character",
        }
    }
}

impl FiscalProfileDraft {
    /// Validates the whole draft and returns the receiver it describes.
    ///
    /// # Errors
    /// Everything that is wrong, at most one error per field, in the order of the form. Postal
    /// codes are compared with the catalog here and not in [`Receiver`], because an issued document
    /// keeps the code it was issued with.
    pub fn check(&self) -> Result<Receiver, Vec<DraftError>> {
        let receiver = Receiver::try_from(&self.receiver());
        let mut errors: Vec<DraftError> =
            receiver.as_ref().err().into_iter().flatten().map(|error| DraftError::Receiver(*error)).collect();
        let is_nowhere = |code: PostalCode| !code.is_in_catalogue() || code.to_string() == "00000";
        if PostalCode::from_typed(&self.postal_code).is_ok_and(is_nowhere) {
            let before = errors.iter().take_while(|error| matches!(error.field(), "rfc" | "name")).count();
            errors.insert(before, DraftError::PostalCodeUnknown);
        }
        errors.extend(self.address.errors());
        match receiver {
            Ok(receiver) if errors.is_empty() => Ok(receiver),
            _ => Err(errors),
        }
    }

    /// The draft in the form in which it is saved, so that differences in case, white space and
    /// invisible characters disappear. A value that cannot be read stays as typed.
    #[must_use]
    pub fn as_saved(&self) -> Self {
        let typed = |text: &String| text.trim().to_owned();
        let or_typed = |read: Option<String>, text: &String| read.unwrap_or_else(|| text.clone());
        Self {
            rfc: or_typed(Rfc::from_typed(&self.rfc).ok().map(|rfc| rfc.to_string()), &self.rfc),
            name: or_typed(
                TaxpayerName::from_typed(&self.name).ok().map(|name| name.to_string()),
                &self.name,
            ),
            postal_code: or_typed(
                PostalCode::from_typed(&self.postal_code).ok().map(|code| code.to_string()),
                &self.postal_code,
            ),
            fiscal_regime: typed(&self.fiscal_regime),
            cfdi_use: typed(&self.cfdi_use),
            address: self.address.clone().tidied(),
        }
    }

    /// The part that `mx-fiscal` validates.
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

/// The initial content of a form that edits this razón social.
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
    /// What the padrón refused about this razón social; empty if the padrón was not asked.
    pub fn refusals(&self) -> &[ReceiverRefusal] {
        self.padron_check.as_ref().map_or(&[], |check| &check.refusals)
    }
}

impl Address {
    /// The maximum number of characters of each line.
    pub const MAX_CHARACTERS: usize = 120;

    /// The address with its invisible characters removed, and without labels that were pasted along
    /// with the lines.
    #[must_use]
    pub fn tidied(self) -> Self {
        let Self { street, neighborhood, municipality, state } = self;
        Self {
            street: clean_address_line(&street),
            neighborhood: clean_address_line(&neighborhood),
            municipality: clean_address_line(&municipality),
            state: clean_address_line(&state),
        }
    }

    /// What is wrong with the lines, at most one error per line. The length is that of the tidied
    /// line.
    pub fn errors(&self) -> impl Iterator<Item = DraftError> {
        let Self { street, neighborhood, municipality, state } = self.clone().tidied();
        [
            ("address.street", street),
            ("address.neighborhood", neighborhood),
            ("address.municipality", municipality),
            ("address.state", state),
        ]
        .into_iter()
        .filter_map(|(field, line)| {
            let length = line.chars().count();
            match line.chars().find(|character| !is_visible(*character)) {
                Some(character) => Some(DraftError::Character(field, character)),
                None => (length > Self::MAX_CHARACTERS).then_some(DraftError::TooLong(field, length)),
            }
        })
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

/// `POST /fiscal-profiles`: adds a razón social. The first one becomes the default. An RFC that the
/// account already has is a field error `duplicate`.
#[derive(Clone, Debug)]
pub struct CreateFiscalProfile {
    /// What the customer typed.
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

/// `PUT /fiscal-profiles/{id}`: changes a razón social if it has not changed since it was read.
/// Otherwise 412 `precondition_failed` returns its current state. Trámites that were waiting for
/// this correction continue.
#[derive(Clone, Debug)]
pub struct UpdateFiscalProfile {
    /// The razón social to change.
    pub id: FiscalProfileId,
    /// The version that was read.
    pub version: u32,
    /// What the customer typed.
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

/// `DELETE /fiscal-profiles/{id}`: removes a razón social if it has not changed since it was read.
/// One that a running trámite uses cannot be removed (`fiscal_profile_in_use`), nor can the default
/// while there are others (`fiscal_profile_is_default`).
#[derive(Clone, Debug)]
pub struct DeleteFiscalProfile {
    /// The razón social to remove.
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

/// The razón social that future invoices are made out to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DefaultFiscalProfile {
    /// Identifier of the razón social.
    pub fiscal_profile_id: FiscalProfileId,
}

/// `PUT /fiscal-profiles/default`: chooses the default. The response is the whole updated list.
#[derive(Clone, Debug)]
pub struct SetDefaultFiscalProfile {
    /// The new default.
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
    fn what_was_pasted_is_saved_as_it_is_seen() {
        let draft = FiscalProfileDraft {
            rfc: "RFC: EKU9003173C9\u{200b}".to_owned(),
            name: "Denominación/Razón Social: LUCES &amp; DISEN\u{303}O".to_owned(),
            postal_code: "C.P. 42501".to_owned(),
            fiscal_regime: "601".to_owned(),
            cfdi_use: "G03".to_owned(),
            address: Address {
                street: format!("Calle:\u{a0}{}\u{200b}", "x".repeat(120)),
                ..Address::default()
            },
        };
        let receiver = draft.check().expect("a draft whose visible values are right");
        let saved = draft.as_saved();
        assert_eq!(saved.rfc, receiver.rfc().as_str());
        assert_eq!(saved.name, "LUCES & DISEÑO");
        assert_eq!(saved.postal_code, "42501");
        assert_eq!(saved.address.street, "x".repeat(120));
        assert_eq!(saved.as_saved(), saved);
        let hidden = Address { street: "\u{202e}12 ellaC".to_owned(), ..Address::default() };
        assert_eq!(
            wrong(&FiscalProfileDraft { address: hidden, ..draft }),
            [("address.street", "character")]
        );
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
