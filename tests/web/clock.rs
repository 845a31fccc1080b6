//! Times: Mexico City's, and the server's.

use chrono::{DateTime, TimeDelta};
use leptos::prelude::*;
use pase_portal::browser::clock::ServerClock;
use pase_portal::locale::mexico_city;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn mexico_city_had_summer_time_in_2020_and_has_none_since_2022() {
    assert_eq!(mexico_city::short("2020-06-04T15:00:00Z".parse().unwrap()), "04-jun-20 10:00");
    assert_eq!(mexico_city::short("2025-06-04T15:00:00Z".parse().unwrap()), "04-jun-25 09:00");
    assert_eq!(mexico_city::short("2020-01-01T05:59:00Z".parse().unwrap()), "31-dic-19 23:59");
}

#[wasm_bindgen_test]
fn a_deadline_is_a_day_and_a_time() {
    let due_at = "2020-06-04T15:05:00Z".parse().unwrap();
    let words = mexico_city::day_and_time(due_at, "2020-06-03T15:00:00Z".parse().unwrap());
    assert_eq!(words, "jueves 4 de junio, 10:05\u{a0}h");
    assert_eq!(mexico_city::day_and_time_of_year(due_at), "jueves 4 de junio de 2020, 10:05\u{a0}h");
}

#[wasm_bindgen_test]
fn a_year_is_shown_when_it_is_not_the_current_one_in_mexico_city() {
    let last_hour_of_2019 = "2020-01-01T05:59:00Z".parse().unwrap();
    let words = |now: &str| mexico_city::day_and_time(last_hour_of_2019, now.parse().unwrap());
    assert_eq!(words("2020-01-01T05:59:59Z"), "martes 31 de diciembre, 23:59\u{a0}h");
    assert_eq!(words("2020-01-01T06:00:00Z"), "martes 31 de diciembre de 2019, 23:59\u{a0}h");
}

#[wasm_bindgen_test]
fn the_servers_time_counts_not_the_devices() {
    Owner::new().with(|| {
        let clock = ServerClock::new();
        let device = DateTime::from_timestamp_millis(js_sys::Date::now() as i64).unwrap();
        let device_is_behind = device + TimeDelta::hours(5);
        clock.set(device_is_behind);
        let error = clock.now().signed_duration_since(device_is_behind);
        assert!(error.num_seconds().abs() <= 1, "{error}");

        // The answer of a repeated request was made earlier; it does not turn the clock back.
        clock.set(device_is_behind - TimeDelta::minutes(30));
        let error = clock.now().signed_duration_since(device_is_behind);
        assert!(error.num_seconds().abs() <= 1, "{error}");
    });
}
