//! How domain values are stored in columns: texts and keys as TEXT, enums and structures of the
//! contract as TEXT, amounts as centavos and instants as milliseconds in INTEGER. No column
//! contains a decimal, because SeaORM reads a decimal of SQLite through a float.
#![allow(unreachable_pub, reason = "SeaORM's derived types are public and name these")]

use std::fmt::{Debug, Display};
use std::str::FromStr;

use chrono::{DateTime, Utc};
use mx_fiscal::Money;
use sea_orm::sea_query::{ArrayType, Nullable, ValueType, ValueTypeErr};
use sea_orm::{
    ActiveValue, ColIdx, ColumnType, DbErr, IntoActiveValue, QueryResult, TryFromU64, TryGetError,
    TryGetable, Value,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A value, stored as its one text form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextColumn<T>(pub T);

/// A value of an enum without data, stored as its name on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnumColumn<T>(pub T);

/// A structure of the contract, stored as its JSON on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonColumn<T>(pub T);

/// An amount, stored in centavos.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Centavos(pub Money);

/// An instant, stored in milliseconds since 1970 in UTC. Fractions of a millisecond are cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(pub DateTime<Utc>);

impl<T: FromStr> TextColumn<T> {
    fn read(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

impl<T: Serialize + DeserializeOwned> EnumColumn<T> {
    fn read(text: &str) -> Option<Self> {
        serde_json::from_value(serde_json::Value::from(text)).ok().map(Self)
    }

    fn write(&self) -> Option<String> {
        serde_json::to_value(&self.0).ok()?.as_str().map(str::to_owned)
    }
}

impl<T: DeserializeOwned> JsonColumn<T> {
    fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().map(Self)
    }
}

impl Centavos {
    fn read(centavos: &i64) -> Option<Self> {
        Money::from_centavos(*centavos).ok().map(Self)
    }
}

impl Instant {
    fn read(millis: &i64) -> Option<Self> {
        DateTime::from_timestamp_millis(*millis).map(Self)
    }
}

impl<T: Display> From<TextColumn<T>> for Value {
    fn from(text: TextColumn<T>) -> Self {
        text.0.to_string().into()
    }
}

impl<T: Serialize + DeserializeOwned> From<EnumColumn<T>> for Value {
    fn from(value: EnumColumn<T>) -> Self {
        value.write().into()
    }
}

impl<T: Serialize> From<JsonColumn<T>> for Value {
    fn from(structure: JsonColumn<T>) -> Self {
        serde_json::to_string(&structure.0).ok().into()
    }
}

impl From<Centavos> for Value {
    fn from(amount: Centavos) -> Self {
        amount.0.centavos().into()
    }
}

impl From<Instant> for Value {
    fn from(instant: Instant) -> Self {
        instant.0.timestamp_millis().into()
    }
}

/// Implements what SeaORM requires of a type that a column can contain, by means of the type that
/// is stored.
macro_rules! column {
    ($type:ty, $stored:ty, $value:ident, $($generics:tt)*) => {
        impl<$($generics)*> TryGetable for $type {
            fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
                let stored = <$stored as TryGetable>::try_get_by(row, index)?;
                // The error does not contain the value, because errors are logged and a value may
                // be personal.
                let unreadable = || DbErr::Type(format!("a {} cannot be read", std::any::type_name::<Self>()));
                Self::read(&stored).ok_or_else(|| unreadable().into())
            }
        }

        impl<$($generics)*> ValueType for $type {
            fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
                match value {
                    Value::$value(Some(stored)) => Self::read(&stored).ok_or(ValueTypeErr),
                    _ => Err(ValueTypeErr),
                }
            }

            fn type_name() -> String {
                std::any::type_name::<Self>().to_owned()
            }

            fn array_type() -> ArrayType {
                <$stored as ValueType>::array_type()
            }

            fn column_type() -> ColumnType {
                <$stored as ValueType>::column_type()
            }
        }

        impl<$($generics)*> Nullable for $type {
            fn null() -> Value {
                <$stored as Nullable>::null()
            }
        }

        impl<$($generics)*> TryFromU64 for $type {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(std::any::type_name::<Self>()))
            }
        }

        impl<$($generics)*> IntoActiveValue<Self> for $type {
            fn into_active_value(self) -> ActiveValue<Self> {
                ActiveValue::Set(self)
            }
        }
    };
}

column!(TextColumn<T>, String, String, T: FromStr + Display);
column!(EnumColumn<T>, String, String, T: Serialize + DeserializeOwned);
column!(JsonColumn<T>, String, String, T: Serialize + DeserializeOwned);
column!(Centavos, i64, BigInt,);
column!(Instant, i64, BigInt,);

#[cfg(test)]
mod tests {
    use pase_contract::rebills::RebillStatus;

    use super::*;

    #[test]
    fn a_word_is_stored_as_it_is_on_the_wire() {
        assert_eq!(
            Value::from(EnumColumn(RebillStatus::AwaitingAcceptance)),
            Value::String(Some("awaiting_acceptance".to_owned()))
        );
        assert_eq!(EnumColumn::<RebillStatus>::read("issued"), Some(EnumColumn(RebillStatus::Issued)));
    }

    #[test]
    fn an_instant_is_cut_to_the_millisecond() {
        let instant: DateTime<Utc> = "2020-06-03T15:00:00.123456789Z".parse().unwrap();
        let Value::BigInt(Some(millis)) = Value::from(Instant(instant)) else { panic!("not a number") };
        assert_eq!(Instant::read(&millis).unwrap().0.to_rfc3339(), "2020-06-03T15:00:00.123+00:00");
    }
}
