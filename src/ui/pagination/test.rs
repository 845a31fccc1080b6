//! Browser tests of the pagination.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn a_list_of_one_page_has_no_pages() {
    assert!(!show_example("pagination", "only").await.has("nav"));
}

#[wasm_bindgen_test]
async fn a_page_in_the_middle_says_where_it_is() {
    let stage = show_example("pagination", "middle").await;
    assert_eq!(stage.text("p"), "21–40 de 3,214");
    assert_eq!(stage.text("a[href$=a]"), "Anterior");
    assert_eq!(stage.text("a[href$=b]"), "Siguiente");
}

#[wasm_bindgen_test]
async fn the_first_page_has_nothing_before_it_and_the_last_nothing_after() {
    let stage = show_example("pagination", "first").await;
    assert_eq!((stage.text("p"), stage.text("a")), ("1–20 de 21".to_owned(), "Siguiente".to_owned()));
    let stage = show_example("pagination", "last").await;
    assert_eq!((stage.text("p"), stage.text("a")), ("21–21 de 21".to_owned(), "Anterior".to_owned()));
}
