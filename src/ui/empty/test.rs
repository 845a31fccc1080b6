//! Browser tests of the empty state.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn it_says_what_there_is_none_of_and_what_to_do() {
    let stage = show_example("empty", "with a way on").await;
    assert!(stage.root.text_content().unwrap().starts_with("Ninguna factura coincide"));
    assert!(stage.root.text_content().unwrap().ends_with("cambia las fechas de Inicio y Fin."));
}
