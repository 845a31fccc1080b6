//! The SAT's catalogs that a re-billing needs, each as a type whose values are its keys.
//!
//! They are the CFDI 4.0 catalogs in force. A key that has expired (`P01`, régimen 609) is not
//! included, although the SAT's own schema `catCFDI.xsd` still lists it. Descriptions are the
//! SAT's, without a final full stop and with the accent that the SAT omits (I04, "cómputo").

use thiserror::Error;

/// Declares a catalog: its doc comment, its type, the SAT's name for it, and one row per key
/// (variant, key, description). A catalog may have one more column, named after the method that
/// returns it. Each row then has that value before the description.
macro_rules! catalogue {
    (
        $(#[$doc:meta])*
        $type:ident of $name:literal, $column:ident -> $values:ident;
        $($variant:ident $code:literal $value:ident $description:literal;)*
    ) => {
        catalogue! { $(#[$doc])* $type of $name; $($variant $code $description;)* }

        impl $type {
            fn $column(self) -> $values {
                match self { $(Self::$variant => $values::$value,)* }
            }
        }
    };
    (
        $(#[$doc:meta])*
        $type:ident of $name:literal;
        $($variant:ident $code:literal $description:literal;)*
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $type {
            $(#[doc = concat!($code, " ", $description)] $variant,)*
        }

        impl $type {
            /// The whole catalog, in the SAT's order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The SAT's key.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The SAT's description, in Spanish.
            pub fn description(self) -> &'static str {
                match self { $(Self::$variant => $description,)* }
            }
        }

        impl std::str::FromStr for $type {
            type Err = crate::UnknownKey;

            fn from_str(text: &str) -> Result<Self, crate::UnknownKey> {
                let found = Self::ALL.iter().copied().find(|key| key.code() == text);
                found.ok_or(crate::UnknownKey { catalogue: $name })
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        serde_as_text!($type);
    };
}

mod cancellation_reason;
mod cfdi_use;
mod fiscal_regime;
mod payment;
mod relation_kind;

pub use cancellation_reason::CancellationReason;
pub use cfdi_use::CfdiUse;
pub use fiscal_regime::FiscalRegime;
pub use payment::{PaymentForm, PaymentMethod};
pub use relation_kind::RelationKind;

/// The text is not a key of the SAT's catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("this is no key of the catalogue {catalogue}")]
pub struct UnknownKey {
    /// The SAT's name of the catalog: `c_RegimenFiscal`.
    pub catalogue: &'static str,
}

#[cfg(test)]
mod tests {
    use std::fmt::{Debug, Display};
    use std::str::FromStr;

    use super::*;

    fn check<Key>(all: &[Key], count: usize, foreign: &[&str])
    where
        Key: Copy + Debug + Display + PartialEq + FromStr<Err = UnknownKey>,
    {
        assert_eq!(all.len(), count);
        for key in all {
            assert_eq!(key.to_string().parse::<Key>(), Ok(*key));
        }
        for text in foreign.iter().chain(&["", " ", "01 ", "é"]) {
            assert!(text.parse::<Key>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_key_is_its_text() {
        check(FiscalRegime::ALL, 19, &["609", "628", "6", "601 "]);
        check(CfdiUse::ALL, 24, &["P01", "g03", "G3"]);
        check(PaymentForm::ALL, 22, &["4", "07", "98"]);
        check(PaymentMethod::ALL, 2, &["pue", "PIP"]);
        check(CancellationReason::ALL, 4, &["1", "05"]);
        check(RelationKind::ALL, 7, &["4", "08", "09"]);
    }

    #[test]
    fn an_unknown_key_names_its_catalogue() {
        let refusal = "P01".parse::<CfdiUse>().unwrap_err();
        assert_eq!(refusal.to_string(), "this is no key of the catalogue c_UsoCFDI");
    }

    #[cfg(feature = "serde")]
    #[test]
    fn a_key_is_text_in_json() {
        assert_eq!(serde_json::to_string(&PaymentForm::CreditCard).unwrap(), "\"04\"");
        assert_eq!(serde_json::from_str::<RelationKind>("\"04\"").unwrap(), RelationKind::Substitution);
        assert!(serde_json::from_str::<CancellationReason>("\"05\"").is_err());
    }
}
