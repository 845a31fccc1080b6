//! Browser tests of the countdown: what it says before and after its deadline.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn it_says_how_long_and_until_when() {
    let stage = show_example("countdown", "hours away").await;
    assert_eq!(stage.text("p:first-child"), "faltan 3 h 12 min");
    assert_eq!(stage.text("time"), "jueves 4 de junio, 10:00\u{a0}h");
    assert_eq!(stage.attribute("time", "datetime").as_deref(), Some("2020-06-04T15:00:00+00:00"));
}

#[wasm_bindgen_test]
async fn a_deadline_that_is_past_says_so_in_words() {
    let stage = show_example("countdown", "past").await;
    assert_eq!(stage.text("p:first-child"), "venció hace 1 h 35 min");
}
