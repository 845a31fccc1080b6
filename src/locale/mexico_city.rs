//! Formats instants in Mexico City's time, with the browser's own time-zone data.

use chrono::{DateTime, Utc};
use js_sys::{Date, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

const TIME_ZONE: &str = "America/Mexico_City";

/// Formats an instant as `jueves 4 de junio, 10:00 h`, with the year if it is not that of `now`:
/// `jueves 4 de junio de 2020, 10:00 h`. Without the browser's time-zone data, the instant is shown
/// in UTC and marked as such.
pub fn day_and_time(instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let year = |instant| format(instant, &[("year", "numeric")]);
    words(instant, year(instant) != year(now))
}

/// Like [`day_and_time`], but always with the year. For past days, which may be in any year.
pub fn day_and_time_of_year(instant: DateTime<Utc>) -> String {
    words(instant, true)
}

fn words(instant: DateTime<Utc>, with_year: bool) -> String {
    let options = [
        ("weekday", "long"),
        ("day", "numeric"),
        ("month", "long"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("year", "numeric"),
    ];
    let options =
        options.iter().filter(|(part, _)| with_year || *part != "year").copied().collect::<Vec<_>>();
    // CLDR puts a comma after the day of the week. In Mexico it is written without one.
    format(instant, &options)
        .map_or_else(|| fallback(instant), |text| format!("{}\u{a0}h", text.replacen(", ", " ", 1)))
}

/// Formats an instant as `04-jun-20 10:00`, as in the tables.
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
    // `Intl` throws if it does not know the zone. Calling the constructor through `Reflect` returns
    // the exception as a value.
    let constructor = Reflect::get(&js_sys::global(), &JsValue::from_str("Intl")).ok()?;
    let constructor = Reflect::get(&constructor, &JsValue::from_str("DateTimeFormat")).ok()?;
    let arguments = js_sys::Array::of2(&locales, &options);
    let formatter: JsValue =
        Reflect::construct(constructor.dyn_ref::<js_sys::Function>()?, &arguments).ok()?;
    let formatter = formatter.dyn_into::<Intl::DateTimeFormat>().ok()?;
    formatter.format().call1(&JsValue::UNDEFINED, &date).ok()?.as_string()
}
