//! Mexico's fiscal rules for re-billing an invoice (CFDI 4.0), as plain values.
//!
//! | subject | items |
//! | --- | --- |
//! | a taxpayer's key | [`Rfc`], [`PersonKind`] |
//! | a taxpayer's name, and a company's name without its régimen de capital | [`TaxpayerName`] |
//! | the postal code of the fiscal domicile | [`PostalCode`] |
//! | the SAT's catalogs, and who may use which régimen and uso CFDI | [`FiscalRegime`], [`CfdiUse`], [`PaymentForm`], [`PaymentMethod`], [`CancellationReason`], [`RelationKind`] |
//! | all the data of a CFDI's receiver | [`Receiver`], [`ReceiverDraft`] |
//! | text that people type or paste, reduced to what they see | [`visible_text`], [`clean_identifier`], [`clean_address_line`] |
//! | amounts, an invoice's month and its local date | [`Money`], [`Period`], [`CfdiDateTime`] |
//! | whether a cancellation needs acceptance, its deadlines, and until when it is possible | [`CancellationPolicy`], [`is_business_day`], [`add_business_days`] |
//!
//! The crate knows nothing about HTTP, databases, the DOM, clocks or time zones: the current time
//! and the time zone are parameters. It compiles for the browser and natively, and it never panics.
//! Input is parsed once, at the edge: by `FromStr` from stored text, or by a `from_typed` from what
//! people type. A parsed value is always valid.
//!
//! ```
//! use mx_fiscal::{CancellationPolicy, CfdiUse, FiscalRegime, Money, PersonKind, Rfc};
//!
//! let rfc = Rfc::from_typed("isd-950921-he5")?;
//! assert_eq!(rfc.person(), PersonKind::Moral);
//! assert!(rfc.has_valid_check_digit());
//!
//! // An employee's invoice cannot be for general expenses.
//! let expenses: CfdiUse = "G03".parse()?;
//! assert!(!expenses.admits(FiscalRegime::SueldosYSalarios, PersonKind::Fisica));
//!
//! // The manual and the SAT differ at exactly $1,000.00.
//! let total: Money = "1000.00".parse()?;
//! assert!(CancellationPolicy::default().needs_acceptance(total));
//! assert!(!CancellationPolicy::sat(PersonKind::Moral).needs_acceptance(total));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! With the feature `serde`, each value is a string in JSON; [`Receiver`] and [`ReceiverDraft`] are
//! objects of such strings.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

/// Implements serde for a type that has one text form: `Display` writes it and `FromStr` reads it.
macro_rules! serde_as_text {
    ($type:ty) => {
        #[cfg(feature = "serde")]
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::text::deserialize(deserializer)
            }
        }
    };
}

mod business_days;
mod capital_regime;
mod catalogues;
mod cfdi_date_time;
mod money;
mod period;
mod person_name;
mod policy;
mod postal_code;
mod postal_codes;
mod receiver;
mod rfc;
mod taxpayer_name;
#[cfg(feature = "serde")]
mod text;
mod typed;

/// Runs the README's example as a doctest.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub use business_days::{add_business_days, is_business_day};
pub use catalogues::{
    CancellationReason, CfdiUse, FiscalRegime, PaymentForm, PaymentMethod, RelationKind, UnknownKey,
};
pub use cfdi_date_time::{CfdiDateTime, CfdiDateTimeError};
pub use money::{Money, MoneyError};
pub use period::{Period, PeriodError, month_name};
pub use policy::{CancellationPolicy, LastDate, Silence, TAX_MAILBOX, Threshold, TimeLimit};
pub use postal_code::{PostalCode, PostalCodeError};
pub use receiver::{Receiver, ReceiverDraft, ReceiverError, ReceiverField};
pub use rfc::{PersonKind, Rfc, RfcError};
pub use taxpayer_name::{TaxpayerName, TaxpayerNameError};
pub use typed::{clean_address_line, clean_identifier, is_visible, visible_text};
