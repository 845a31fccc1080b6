//! Unpredictable names from the browser's own source.

/// 128 random bits in hexadecimal, for an `Idempotency-Key`; `None` where the browser has no such source.
pub fn key() -> Option<String> {
    let mut bytes = [0; 16];
    leptos::prelude::window().crypto().ok()?.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
