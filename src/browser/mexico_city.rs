//! Instants in the time of Mexico City, by the browser's own time-zone data.

use chrono::{DateTime, Utc};
use js_sys::{Date, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

const TIME_ZONE: &str = "America/Mexico_City";

/// `jueves 4 de junio, 10:00 h`; without the browser's time-zone data, the same instant in UTC, marked as such.
pub fn day_and_time(instant: DateTime<Utc>) -> String {
    let options = [
        ("weekday", "long"),
        ("day", "numeric"),
        ("month", "long"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
    ];
    format(instant, &options).map_or_else(|| fallback(instant), |text| format!("{text}\u{a0}h"))
}

/// `04-jun-20 10:00`, as the tables have it.
pub fn short(instant: DateTime<Utc>) -> String {
    let part = |name: &str, style: &str| format(instant, &[(name, style)]);
    let written = || {
        let time = format(instant, &[("hour", "2-digit"), ("minute", "2-digit")])?;
        let (day, month, year) = (part("day", "2-digit")?, part("month", "short")?, part("year", "2-digit")?);
        Some(format!("{day}-{}-{year} {time}", month.trim_end_matches('.')))
    };
    written().unwrap_or_else(|| fallback(instant))
}

fn fallback(instant: DateTime<Utc>) -> String {
    format!("{} UTC", instant.format("%d/%m/%Y %H:%M"))
}

fn format(instant: DateTime<Utc>, parts: &[(&str, &str)]) -> Option<String> {
    let options = Object::new();
    let fixed = [("timeZone", TIME_ZONE), ("hourCycle", "h23")];
    for (name, value) in fixed.iter().chain(parts) {
        Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value)).ok()?;
    }
    #[allow(clippy::cast_precision_loss, reason = "milliseconds of our era fit a double exactly")]
    let date = Date::new(&JsValue::from_f64(instant.timestamp_millis() as f64));
    let locales = js_sys::Array::of1(&JsValue::from_str("es-MX"));
    // `Intl` throws where it does not know the zone; the constructor through `Reflect` hands that back as a value.
    let constructor = Reflect::get(&js_sys::global(), &JsValue::from_str("Intl")).ok()?;
    let constructor = Reflect::get(&constructor, &JsValue::from_str("DateTimeFormat")).ok()?;
    let arguments = js_sys::Array::of2(&locales, &options);
    let formatter: JsValue =
        Reflect::construct(constructor.dyn_ref::<js_sys::Function>()?, &arguments).ok()?;
    let formatter = formatter.dyn_into::<Intl::DateTimeFormat>().ok()?;
    formatter.format().call1(&JsValue::UNDEFINED, &date).ok()?.as_string()
}
