//! Pages, notices and timelines.

use leptos::prelude::*;
use pase_portal::ui::{Notice, NoticeKind, Pagination, Timeline, TimelineEntry, TimelineState};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::show;

#[wasm_bindgen_test]
async fn a_list_of_one_page_has_no_pages() {
    let stage = show(|| {
        view! { <Pagination label="Páginas" offset=0 rows=2 total=2 previous=None next=None/> }
    })
    .await;
    assert!(!stage.has("nav"));
}

#[wasm_bindgen_test]
async fn a_page_in_the_middle_says_where_it_is() {
    let stage = show(|| {
        let (previous, next) = (Some("/up/a".to_owned()), Some("/up/b".to_owned()));
        view! { <Pagination label="Páginas" offset=20 rows=20 total=3214 previous=previous next=next/> }
    })
    .await;
    assert_eq!(stage.text(".pagination__range"), "21–40 de 3,214");
    assert_eq!(stage.find("[rel=prev]").get_attribute("href").as_deref(), Some("/up/a"));
    assert_eq!(stage.find("[rel=next]").get_attribute("href").as_deref(), Some("/up/b"));
}

#[wasm_bindgen_test]
async fn the_first_page_has_nothing_before_it() {
    let stage = show(|| {
        let next = Some("/up/b".to_owned());
        view! { <Pagination label="Páginas" offset=0 rows=20 total=21 previous=None next=next/> }
    })
    .await;
    assert!(!stage.has("[rel=prev]"));
    assert_eq!(stage.text(".pagination__range"), "1–20 de 21");
}

#[wasm_bindgen_test]
async fn a_grave_notice_interrupts_and_a_plain_one_waits() {
    let stage = show(|| {
        view! {
            <Notice kind=NoticeKind::Error announced=true>"Algo falló."</Notice>
            <Notice kind=NoticeKind::Success announced=true>"Listo."</Notice>
            <Notice title="Atención">"Lee esto."</Notice>
        }
    })
    .await;
    let roles = |child: u8| stage.find(&format!(".notice:nth-of-type({child})")).get_attribute("role");
    assert_eq!(roles(1).as_deref(), Some("alert"));
    assert_eq!(roles(2).as_deref(), Some("status"));
    assert_eq!(roles(3), None);
}

#[wasm_bindgen_test]
async fn a_timeline_says_in_words_what_its_marks_show() {
    let entry = |title: &str, state| TimelineEntry { title: title.to_owned(), state, time: None, text: None };
    let entries = vec![
        entry("Trámite registrado", TimelineState::Done),
        entry("Aceptación pendiente", TimelineState::Current),
        entry("Documento corregido", TimelineState::Pending),
    ];
    let stage = show(|| view! { <Timeline entries=entries/> }).await;
    assert_eq!(stage.text("li:nth-child(1) .timeline__title"), "Listo: Trámite registrado");
    assert_eq!(stage.text("[aria-current=step] .timeline__title"), "En curso: Aceptación pendiente");
    assert_eq!(stage.text("li:nth-child(3) .timeline__title"), "Pendiente: Documento corregido");
}
