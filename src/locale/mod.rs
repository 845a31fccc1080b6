//! Numbers, dates and times as they are written in Mexico.

pub mod format;
pub mod mexico_city;
