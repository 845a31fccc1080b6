//! The result of a PAC's check of a receiver: accepted, or everything that the PAC refuses, each
//! with its field and a code.
//!
//! The codes are those of the SAT's matrix of errors of CFDI 4.0. Field and code are kept apart
//! because PACs do not all use a code for the same field, and because a PAC may have codes of its
//! own.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use mx_fiscal::ReceiverField;
use pase_contract::fiscal_profiles::ReceiverRefusal;

/// What a PAC says about a receiver's data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReceiverCheck {
    /// The data are as registered with the SAT.
    Accepted,
    /// The data are not as registered.
    Refused(Refusals),
}

/// The refusals of a receiver. There is at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusals {
    first: Refusal,
    more: Vec<Refusal>,
}

/// One refused field of a receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The field that is refused.
    pub field: ReceiverField,
    /// Why.
    pub code: RefusalCode,
}

/// The code of a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefusalCode {
    /// A code of the SAT's matrix.
    Matrix(MatrixCode),
    /// A code that this program does not know. The customer sees it unchanged.
    Other(String),
}

macro_rules! matrix_codes {
    ($($variant:ident $code:literal $field:ident $description:literal;)*) => {
        /// A code about the receiver in the SAT's matrix of errors (CFDI 4.0, attributes of
        /// `Receptor`).
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum MatrixCode {
            $(#[doc = concat!($code, ": ", $description)] $variant,)*
        }

        impl MatrixCode {
            const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code as text: `CFDI40145`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The field that the matrix assigns to the code. CFDI40130 is about RFC and name; it
            /// counts for the name, because the name is what the customer can correct.
            pub fn field(self) -> ReceiverField {
                match self { $(Self::$variant => ReceiverField::$field,)* }
            }

            /// What the code means, in English, for the log.
            pub fn description(self) -> &'static str {
                match self { $(Self::$variant => $description,)* }
            }
        }
    };
}

matrix_codes! {
    NameOfThePublic "CFDI40130" Name "with the RFC of the general public the name must be PUBLICO EN GENERAL";
    RfcUnknown "CFDI40143" Rfc "the SAT's list of RFCs does not have it";
    NameUnlisted "CFDI40144" Name "the receiver is not on the list of registered RFCs that are not cancelled";
    NameDiffers "CFDI40145" Name "the name is not the one of this RFC";
    PostalCodeUnlisted "CFDI40147" PostalCode "the receiver is not on the list of registered RFCs that are not cancelled";
    PostalCodeDiffers "CFDI40148" PostalCode "the postal code is not the one of this RFC";
    PostalCodeOfIssue "CFDI40149" PostalCode "with a generic RFC it must be the place of issue";
    RegimeUnknown "CFDI40157" FiscalRegime "c_RegimenFiscal does not have it";
    RegimeForPerson "CFDI40158" FiscalRegime "it is not for this kind of person";
    RegimeDiffers "CFDI40159" FiscalRegime "the régimen is not one of this RFC";
    UseUnknown "CFDI40160" CfdiUse "c_UsoCFDI does not have it";
    UseForRegime "CFDI40161" CfdiUse "it is not open to this kind of person and régimen";
}

impl ReceiverCheck {
    /// The result of a check that found these refusals.
    pub fn of(refusals: Vec<Refusal>) -> Self {
        let mut refusals = refusals.into_iter();
        match refusals.next() {
            Some(first) => Self::Refused(Refusals { first, more: refusals.collect() }),
            None => Self::Accepted,
        }
    }
}

impl Refusals {
    /// The refusals, in the order in which the PAC gave them.
    pub fn iter(&self) -> impl Iterator<Item = &Refusal> {
        std::iter::once(&self.first).chain(&self.more)
    }

    /// The refusals in the contract's form.
    pub(crate) fn to_contract(&self) -> Vec<ReceiverRefusal> {
        self.iter().map(Refusal::to_contract).collect()
    }
}

impl Refusal {
    /// The refusal in the contract's form.
    pub(crate) fn to_contract(&self) -> ReceiverRefusal {
        ReceiverRefusal { field: self.field.as_str().to_owned(), code: self.code.to_string() }
    }
}

impl From<MatrixCode> for Refusal {
    fn from(code: MatrixCode) -> Self {
        Self { field: code.field(), code: RefusalCode::Matrix(code) }
    }
}

impl RefusalCode {
    /// What the code means, in English, for the log.
    pub(crate) fn description(&self) -> &'static str {
        match self {
            Self::Matrix(code) => code.description(),
            Self::Other(_) => "a code of the PAC's own",
        }
    }
}

impl FromStr for RefusalCode {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let known = MatrixCode::ALL.iter().copied().find(|code| code.as_str() == text);
        Ok(known.map_or_else(|| Self::Other(text.to_owned()), Self::Matrix))
    }
}

impl fmt::Display for RefusalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Matrix(code) => code.as_str(),
            Self::Other(code) => code,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_has_its_codes_on_its_fields() {
        let fields: Vec<_> =
            MatrixCode::ALL.iter().map(|code| (code.as_str(), code.field().as_str())).collect();
        assert_eq!(
            fields,
            [
                ("CFDI40130", "name"),
                ("CFDI40143", "rfc"),
                ("CFDI40144", "name"),
                ("CFDI40145", "name"),
                ("CFDI40147", "postal_code"),
                ("CFDI40148", "postal_code"),
                ("CFDI40149", "postal_code"),
                ("CFDI40157", "fiscal_regime"),
                ("CFDI40158", "fiscal_regime"),
                ("CFDI40159", "fiscal_regime"),
                ("CFDI40160", "cfdi_use"),
                ("CFDI40161", "cfdi_use"),
            ]
        );
    }

    #[test]
    fn a_code_is_kept_as_the_pac_has_it() {
        for text in ["CFDI40145", "CFDI40999", "P-17"] {
            assert_eq!(text.parse::<RefusalCode>().unwrap().to_string(), text);
        }
        assert_eq!("CFDI40145".parse(), Ok(RefusalCode::Matrix(MatrixCode::NameDiffers)));
    }

    #[test]
    fn without_a_refusal_a_receiver_is_accepted() {
        assert_eq!(ReceiverCheck::of(Vec::new()), ReceiverCheck::Accepted);
        let both = [MatrixCode::NameDiffers, MatrixCode::RegimeDiffers].map(Refusal::from);
        let ReceiverCheck::Refused(refusals) = ReceiverCheck::of(both.to_vec()) else { panic!("accepted") };
        assert_eq!(refusals.iter().cloned().collect::<Vec<_>>(), both);
    }
}
