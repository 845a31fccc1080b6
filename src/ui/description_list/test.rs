//! Browser tests of the description list: which value belongs to which term.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn each_term_has_its_value() {
    let stage = show_example("description_list", "review").await;
    let row = |row: u8| stage.text(&format!("dl > div:nth-child({row})"));
    assert_eq!(row(1), "Total$1,093.40");
    assert!(row(3).starts_with("Nueva razón socialSAT050528XN0"));
}
