//! Small parts that know nothing of the product: time, chance, pauses, versions, digests.

pub(crate) mod allowed_origin;
pub(crate) mod backoff;
pub(crate) mod clock;
pub(crate) mod digest;
pub(crate) mod entity_tag;
pub(crate) mod iso_duration;
pub(crate) mod mexico_city;
pub(crate) mod random;
