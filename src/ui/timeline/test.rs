//! Browser tests of the timeline: it says in words what its marks show.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn it_says_in_words_what_its_marks_show() {
    let stage = show_example("timeline", "waiting").await;
    let title = |entry: &str| stage.text(&format!("{entry} p"));
    assert_eq!(title("li:nth-child(1)"), "Listo: Trámite registrado");
    assert_eq!(title("[aria-current=step]"), "En curso: Aceptación pendiente en el buzón tributario");
    assert_eq!(title("li:nth-child(5)"), "Pendiente: Documento corregido disponible");
    let stage = show_example("timeline", "rejected").await;
    assert_eq!(stage.text("li:last-child p"), "No se logró: Cancelación rechazada");
}
