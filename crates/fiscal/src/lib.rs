//! The fiscal rules of Mexico that this product stands on, as plain values.
//!
//! A taxpayer's key ([`Rfc`]), amounts ([`Money`]), an invoice's period and local time ([`Period`], [`CfdiDateTime`]),
//! who may use which régimen and uso CFDI ([`FiscalRegime`], [`CfdiUse`]), the receiver of a CFDI ([`Receiver`]) and
//! what its cancellation asks for ([`CancellationPolicy`]).
//!
//! The crate knows no HTTP, no database, no DOM and no clock: "now" is a parameter. It compiles for the browser and
//! natively, and it never panics. Input is read once, at the edge, by `FromStr` (verbatim) or by a `from_typed`
//! (as people type it); what has been read cannot be wrong afterwards.
//!
//! ```
//! use mx_fiscal::{CancellationPolicy, Money, PersonKind, Rfc};
//!
//! let rfc = Rfc::from_typed("isd-950921-he5")?;
//! assert_eq!(rfc.person(), PersonKind::Moral);
//! assert!(rfc.has_valid_check_digit());
//!
//! let total: Money = "1000.00".parse()?;
//! assert!(CancellationPolicy::default().needs_acceptance(total));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
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

/// Serde for a type that has one text form: written by `Display`, read by `FromStr`.
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
mod policy;
mod postal_code;
mod receiver;
mod rfc;
mod taxpayer_name;
#[cfg(feature = "serde")]
mod text;

pub use business_days::{add_business_days, is_business_day};
pub use catalogues::{
    CancellationReason, CfdiUse, FiscalRegime, PaymentForm, PaymentMethod, RelationKind, UnknownKey,
};
pub use cfdi_date_time::{CfdiDateTime, CfdiDateTimeError};
pub use money::{Money, MoneyError};
pub use period::{Period, PeriodError, month_name};
pub use policy::{CancellationPolicy, LastDate, Silence, Term, Threshold};
pub use postal_code::{PostalCode, PostalCodeError};
pub use receiver::{Receiver, ReceiverDraft, ReceiverError, ReceiverField};
pub use rfc::{PersonKind, Rfc, RfcError};
pub use taxpayer_name::{TaxpayerName, TaxpayerNameError};
