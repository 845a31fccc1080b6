//! Browser tests of the date range: how one day limits the other.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn each_day_bounds_the_other() {
    let stage = show_example("date_range", "days").await;
    assert_eq!(stage.attribute("[name=from]", "max").as_deref(), Some("2020-05-31"));
    assert_eq!(stage.attribute("[name=to]", "min").as_deref(), Some("2020-05-01"));
    assert_eq!(stage.attribute("[name=to]", "aria-invalid"), None);
}

#[wasm_bindgen_test]
async fn a_range_that_ends_before_it_begins_is_told_at_its_end() {
    let stage = show_example("date_range", "backwards").await;
    assert_eq!(stage.attribute("[name=to]", "aria-invalid").as_deref(), Some("true"));
    assert!(stage.described("[name=to]").contains("anterior al de Inicio"));
    assert_eq!(stage.attribute("[name=from]", "aria-invalid"), None);
}

#[wasm_bindgen_test]
async fn a_day_that_is_cleared_opens_the_range() {
    let stage = show_example("date_range", "days").await;
    stage.enter("[name=to]", "", "change").await;
    assert_eq!(stage.attribute("[name=from]", "max"), None);
}
