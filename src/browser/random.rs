//! Unpredictable keys from the browser's own random source.

use js_sys::{Date, Math};

/// A key for one intent of the customer: 128 random bits in hexadecimal. Without a random source
/// the key is made of the time and `Math.random`: it only has to differ from the same customer's
/// other keys.
pub fn key() -> String {
    random_bits().map_or_else(
        || format!("{:.0}-{}", Date::now(), Math::random()),
        |bits| bits.iter().map(|byte| format!("{byte:02x}")).collect(),
    )
}

fn random_bits() -> Option<[u8; 16]> {
    let mut bits = [0; 16];
    leptos::prelude::window().crypto().ok()?.get_random_values_with_u8_array(&mut bits).ok()?;
    Some(bits)
}
