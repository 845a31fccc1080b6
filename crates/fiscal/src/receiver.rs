//! The receiver of a CFDI: who an invoice is made out to, with data that fit together.

use thiserror::Error;

use crate::{
    CfdiUse, FiscalRegime, PersonKind, PostalCode, PostalCodeError, Rfc, RfcError, TaxpayerName,
    TaxpayerNameError,
};

/// What a CFDI 4.0 must say about its receiver (`Receptor` in the SAT's `cfdv40.xsd`). All its data
/// fit together.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Receiver {
    rfc: Rfc,
    name: TaxpayerName,
    postal_code: PostalCode,
    fiscal_regime: FiscalRegime,
    cfdi_use: CfdiUse,
}

/// A receiver as it was typed, not yet validated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ReceiverDraft {
    /// RFC, with or without separators, in upper or lower case.
    pub rfc: String,
    /// Name as in the Constancia de Situación Fiscal.
    pub name: String,
    /// Código postal of the fiscal domicile.
    pub postal_code: String,
    /// Key of `c_RegimenFiscal`.
    pub fiscal_regime: String,
    /// Key of `c_UsoCFDI`.
    pub cfdi_use: String,
}

/// A field of a receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReceiverField {
    /// `Rfc`
    Rfc,
    /// `Nombre`
    Name,
    /// `DomicilioFiscalReceptor`
    PostalCode,
    /// `RegimenFiscalReceptor`
    FiscalRegime,
    /// `UsoCFDI`
    CfdiUse,
}

impl ReceiverField {
    /// The field's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rfc => "rfc",
            Self::Name => "name",
            Self::PostalCode => "postal_code",
            Self::FiscalRegime => "fiscal_regime",
            Self::CfdiUse => "cfdi_use",
        }
    }
}

/// What is wrong with one field of a receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ReceiverError {
    /// The text is not an RFC.
    #[error(transparent)]
    Rfc(#[from] RfcError),
    /// The RFC is one of the SAT's generic keys, which identify nobody.
    #[error("a generic RFC names nobody")]
    GenericRfc,
    /// The text is not a name.
    #[error(transparent)]
    Name(#[from] TaxpayerNameError),
    /// The text is not a postal code.
    #[error(transparent)]
    PostalCode(#[from] PostalCodeError),
    /// No régimen was chosen.
    #[error("a régimen fiscal is missing")]
    FiscalRegimeMissing,
    /// The key is not in `c_RegimenFiscal` (CFDI40157).
    #[error("this régimen fiscal is unknown")]
    FiscalRegimeUnknown,
    /// The régimen is not for this kind of person (CFDI40158).
    #[error("this régimen fiscal is for the other kind of person")]
    FiscalRegimeForPerson,
    /// No uso CFDI was chosen.
    #[error("a uso CFDI is missing")]
    CfdiUseMissing,
    /// The key is not in `c_UsoCFDI` (CFDI40160), or no invoice can have it.
    #[error("this uso CFDI is unknown")]
    CfdiUseUnknown,
    /// The uso CFDI is not open to this régimen and kind of person (CFDI40161).
    #[error("this uso CFDI is not open to the régimen fiscal")]
    CfdiUseForRegime,
}

impl ReceiverError {
    /// The field that the error is about.
    pub fn field(self) -> ReceiverField {
        match self {
            Self::Rfc(_) | Self::GenericRfc => ReceiverField::Rfc,
            Self::Name(_) => ReceiverField::Name,
            Self::PostalCode(_) => ReceiverField::PostalCode,
            Self::FiscalRegimeMissing | Self::FiscalRegimeUnknown | Self::FiscalRegimeForPerson => {
                ReceiverField::FiscalRegime
            }
            Self::CfdiUseMissing | Self::CfdiUseUnknown | Self::CfdiUseForRegime => ReceiverField::CfdiUse,
        }
    }

    /// A stable code for the wire, from which a client chooses its message.
    pub fn code(self) -> &'static str {
        match self {
            Self::Rfc(RfcError::Empty)
            | Self::Name(TaxpayerNameError::Empty)
            | Self::PostalCode(PostalCodeError::Empty)
            | Self::FiscalRegimeMissing
            | Self::CfdiUseMissing => "required",
            Self::Rfc(RfcError::Length) => "length",
            Self::Rfc(RfcError::Pattern) | Self::PostalCode(PostalCodeError::Form) => "form",
            Self::Rfc(RfcError::Date) => "date",
            Self::Rfc(RfcError::ForbiddenWord) => "forbidden_word",
            Self::GenericRfc => "generic",
            Self::Name(TaxpayerNameError::TooLong(_)) => "too_long",
            Self::Rfc(RfcError::Character(_))
            | Self::Name(TaxpayerNameError::Character(_))
            | Self::PostalCode(PostalCodeError::Character(_)) => "character",
            Self::FiscalRegimeUnknown | Self::CfdiUseUnknown => "unknown",
            Self::FiscalRegimeForPerson => "not_for_person",
            Self::CfdiUseForRegime => "not_for_regime",
        }
    }
}

impl Receiver {
    /// RFC.
    pub fn rfc(&self) -> &Rfc {
        &self.rfc
    }

    /// Name as in the Constancia de Situación Fiscal.
    pub fn name(&self) -> &TaxpayerName {
        &self.name
    }

    /// Código postal of the fiscal domicile.
    pub fn postal_code(&self) -> PostalCode {
        self.postal_code
    }

    /// Régimen fiscal.
    pub fn fiscal_regime(&self) -> FiscalRegime {
        self.fiscal_regime
    }

    /// Uso CFDI.
    pub fn cfdi_use(&self) -> CfdiUse {
        self.cfdi_use
    }

    /// Persona física or moral.
    pub fn person(&self) -> PersonKind {
        self.rfc.person()
    }
}

impl TryFrom<&ReceiverDraft> for Receiver {
    /// Everything that is wrong, at most one error per field, in the order of the form.
    type Error = Vec<ReceiverError>;

    fn try_from(draft: &ReceiverDraft) -> Result<Self, Vec<ReceiverError>> {
        let rfc = read_rfc(&draft.rfc);
        let name = TaxpayerName::from_typed(&draft.name).map_err(ReceiverError::from);
        let postal_code = PostalCode::from_typed(&draft.postal_code).map_err(ReceiverError::from);
        let person = rfc.as_ref().ok().map(Rfc::person);
        let fiscal_regime = read_regime(&draft.fiscal_regime, person);
        let cfdi_use = read_use(&draft.cfdi_use, fiscal_regime.ok(), person);
        match (rfc, name, postal_code, fiscal_regime, cfdi_use) {
            (Ok(rfc), Ok(name), Ok(postal_code), Ok(fiscal_regime), Ok(cfdi_use)) => {
                Ok(Self { rfc, name, postal_code, fiscal_regime, cfdi_use })
            }
            (rfc, name, postal_code, fiscal_regime, cfdi_use) => {
                let errors = [rfc.err(), name.err(), postal_code.err(), fiscal_regime.err(), cfdi_use.err()]
                    .into_iter();
                Err(errors.flatten().collect())
            }
        }
    }
}

fn read_rfc(typed: &str) -> Result<Rfc, ReceiverError> {
    let rfc = Rfc::from_typed(typed)?;
    if rfc.is_generic() { Err(ReceiverError::GenericRfc) } else { Ok(rfc) }
}

/// Without a valid RFC the kind of person is unknown, so the régimen cannot be checked against it.
fn read_regime(key: &str, person: Option<PersonKind>) -> Result<FiscalRegime, ReceiverError> {
    if key.trim().is_empty() {
        return Err(ReceiverError::FiscalRegimeMissing);
    }
    let regime: FiscalRegime = key.trim().parse().map_err(|_| ReceiverError::FiscalRegimeUnknown)?;
    match person {
        Some(person) if !regime.admits(person) => Err(ReceiverError::FiscalRegimeForPerson),
        _ => Ok(regime),
    }
}

/// Without a valid RFC and régimen, only the key itself can be checked.
fn read_use(
    key: &str,
    regime: Option<FiscalRegime>,
    person: Option<PersonKind>,
) -> Result<CfdiUse, ReceiverError> {
    if key.trim().is_empty() {
        return Err(ReceiverError::CfdiUseMissing);
    }
    let cfdi_use: CfdiUse = key.trim().parse().map_err(|_| ReceiverError::CfdiUseUnknown)?;
    if !cfdi_use.is_for_invoices() {
        return Err(ReceiverError::CfdiUseUnknown);
    }
    match (regime, person) {
        (Some(regime), Some(person)) if !cfdi_use.admits(regime, person) => {
            Err(ReceiverError::CfdiUseForRegime)
        }
        _ => Ok(cfdi_use),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kemper() -> ReceiverDraft {
        ReceiverDraft {
            rfc: "eku-900317-3c9".to_owned(),
            name: "Escuela Kemper Urgate".to_owned(),
            postal_code: "42501".to_owned(),
            fiscal_regime: "601".to_owned(),
            cfdi_use: "G03".to_owned(),
        }
    }

    fn errors(draft: &ReceiverDraft) -> Vec<(&'static str, &'static str)> {
        let errors = Receiver::try_from(draft).expect_err("a receiver that should be refused");
        errors.into_iter().map(|error| (error.field().as_str(), error.code())).collect()
    }

    #[test]
    fn a_receiver_that_fits_together_is_read() {
        let receiver = Receiver::try_from(&kemper()).unwrap();
        assert_eq!(receiver.rfc().as_str(), "EKU9003173C9");
        assert_eq!(receiver.name().as_str(), "ESCUELA KEMPER URGATE");
        assert_eq!(receiver.person(), PersonKind::Moral);
    }

    #[test]
    fn all_that_is_missing_is_told_at_once() {
        let missing =
            ["rfc", "name", "postal_code", "fiscal_regime", "cfdi_use"].map(|field| (field, "required"));
        assert_eq!(errors(&ReceiverDraft::default()), missing);
    }

    #[test]
    fn a_regime_of_the_other_kind_of_person_is_refused() {
        let draft = ReceiverDraft { fiscal_regime: "612".to_owned(), ..kemper() };
        assert_eq!(errors(&draft), [("fiscal_regime", "not_for_person")]);
    }

    #[test]
    fn a_use_that_the_regime_does_not_open_is_refused() {
        let draft = ReceiverDraft { cfdi_use: "D01".to_owned(), ..kemper() };
        assert_eq!(errors(&draft), [("cfdi_use", "not_for_regime")]);
        let draft = ReceiverDraft { cfdi_use: "CP01".to_owned(), ..kemper() };
        assert_eq!(errors(&draft), [("cfdi_use", "unknown")]);
    }

    #[test]
    fn a_wrong_rfc_is_not_held_against_the_other_fields() {
        let draft =
            ReceiverDraft { rfc: "EKU900317".to_owned(), fiscal_regime: "612".to_owned(), ..kemper() };
        assert_eq!(errors(&draft), [("rfc", "length")]);
    }

    #[test]
    fn nobody_is_no_receiver() {
        let draft =
            ReceiverDraft { rfc: "XAXX010101000".to_owned(), fiscal_regime: "616".to_owned(), ..kemper() };
        assert_eq!(errors(&draft)[0], ("rfc", "generic"));
    }

    proptest! {
        #[test]
        fn any_text_is_judged_without_panic(
            rfc in any::<String>(), name in any::<String>(), postal_code in any::<String>(),
            fiscal_regime in any::<String>(), cfdi_use in any::<String>(),
        ) {
            let draft = ReceiverDraft { rfc, name, postal_code, fiscal_regime, cfdi_use };
            let _ = Receiver::try_from(&draft);
        }

        #[test]
        fn what_was_read_reads_again(regime in 0usize..19, cfdi_use in 0usize..24) {
            let draft = ReceiverDraft {
                fiscal_regime: FiscalRegime::ALL[regime].code().to_owned(),
                cfdi_use: CfdiUse::ALL[cfdi_use].code().to_owned(),
                ..kemper()
            };
            if let Ok(receiver) = Receiver::try_from(&draft) {
                prop_assert!(receiver.cfdi_use().admits(receiver.fiscal_regime(), receiver.person()));
            }
        }
    }
}
