//! Browser tests of the table: columns that sort, rows that open.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn a_column_says_which_way_it_is_in_order() {
    let stage = show_example("table", "opening").await;
    assert_eq!(stage.text("[aria-sort=descending]"), "Fecha");
    assert_eq!(stage.attribute("th:nth-child(4)", "aria-sort"), None);
    assert!(stage.has("th:nth-child(4) a[href]"), "an order is an address");
}

#[wasm_bindgen_test]
async fn a_row_opens_beneath_itself() {
    let stage = show_example("table", "opening").await;
    let opener = "tbody > tr:first-child button";
    assert_eq!(stage.attribute(opener, "aria-expanded").as_deref(), Some("false"));
    stage.click(opener).await;
    assert_eq!(stage.attribute(opener, "aria-label").as_deref(), Some("Cerrar factura folio O-48733916"));
    let details = stage.attribute(opener, "aria-controls").unwrap();
    assert_eq!(stage.find("tbody > tr:nth-child(2)").id(), details);
}

#[wasm_bindgen_test]
async fn whatever_its_layout_it_stays_a_table() {
    let stage = show_example("table", "plain").await;
    for (element, role) in [
        ("table", "table"),
        ("thead", "rowgroup"),
        ("tbody", "rowgroup"),
        ("tr", "row"),
        ("th", "columnheader"),
        ("td", "cell"),
    ] {
        assert!(!stage.has(&format!("{element}:not([role={role}])")), "{element}");
    }
    assert_eq!(stage.text("caption"), "Movimientos");
}
