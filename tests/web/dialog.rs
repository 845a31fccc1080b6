//! The modal dialog.

use leptos::prelude::*;
use leptos::task::tick;
use pase_portal::ui::Dialog;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, EventInit, HtmlDialogElement, HtmlElement};

use crate::stage::{Stage, show};

/// A button that opens a dialog, which closes unless it is locked.
async fn dialog(locked: bool) -> (Stage<impl leptos::tachys::view::Mountable>, RwSignal<bool>) {
    let open = RwSignal::new(false);
    let stage = show(move || {
        view! {
            <button class="opener" on:click=move |_| open.set(true)>
                "Abrir"
            </button>
            <Dialog
                open=open
                title="Refacturar".to_owned()
                locked=Signal::derive(move || locked)
                on_close=Callback::new(move |()| open.set(false))
            >
                <input name="inside"/>
            </Dialog>
        }
    })
    .await;
    (stage, open)
}

/// What the browser sends when Esc is pressed.
fn escape() -> Event {
    let init = EventInit::new();
    init.set_cancelable(true);
    Event::new_with_event_init_dict("cancel", &init).unwrap()
}

#[wasm_bindgen_test]
async fn it_opens_as_a_modal_named_by_its_title() {
    let (stage, _) = dialog(false).await;
    assert!(!stage.has("input"), "a closed dialog has no content");
    stage.click(".opener").await;
    let element = stage.find("dialog").unchecked_into::<HtmlDialogElement>();
    assert!(element.open() && element.matches(":modal").unwrap());
    let name = element.get_attribute("aria-labelledby").unwrap();
    assert_eq!(stage.find("h2").id(), name);
    assert!(stage.is_focused("h2"), "focus starts at the title");
}

#[wasm_bindgen_test]
async fn esc_closes_it_and_focus_goes_back() {
    let (stage, open) = dialog(false).await;
    stage.find(".opener").unchecked_into::<HtmlElement>().focus().unwrap();
    stage.click(".opener").await;
    stage.find("dialog").dispatch_event(&escape()).unwrap();
    tick().await;
    assert!(!open.get_untracked());
    assert!(!stage.find("dialog").unchecked_into::<HtmlDialogElement>().open());
    assert!(stage.is_focused(".opener"));
}

#[wasm_bindgen_test]
async fn while_something_is_under_way_it_stays() {
    let (stage, open) = dialog(true).await;
    stage.click(".opener").await;
    stage.find("dialog").dispatch_event(&escape()).unwrap();
    stage.click(".dialog__close").await;
    assert!(open.get_untracked());
    assert!(stage.find("dialog").unchecked_into::<HtmlDialogElement>().open());
}
