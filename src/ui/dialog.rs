//! A modal dialog on the browser's own `<dialog>`: it traps focus, closes on Esc and gives focus back where it was.

use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;

use crate::browser::focus;

/// A modal dialog. It stays in the document, so that closing it can return focus; its content exists while it is open.
#[component]
pub fn Dialog(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Its title.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it must stay open: something is under way.
    #[prop(optional, into)]
    locked: Signal<bool>,
    /// Called when the customer closes it: ×, Esc.
    on_close: Callback<()>,
    /// Its content.
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(element) = element.get() else { return };
        match (open.get(), element.open()) {
            (true, false) => {
                // A browser refuses only where the dialog is open already or out of the document.
                let _ = element.show_modal();
            }
            (false, true) => element.close(),
            _ => {}
        }
    });
    // A new title is a new step: focus goes to it, so that it is read and the keyboard starts at the top.
    Effect::new(move |before: Option<String>| {
        let title = title.get();
        if let (Some(element), Some(before)) = (element.get(), before)
            && open.get_untracked()
            && before != title
        {
            element.set_scroll_top(0);
            focus::focus_within(&element, ".dialog__title");
        }
        title
    });
    let cancel = move |event: Event| {
        event.prevent_default();
        if !locked.get_untracked() {
            on_close.run(());
        }
    };
    // Some browsers close on a second Esc whatever `cancel` says.
    let closed = move |_: Event| {
        if open.get_untracked() && !locked.get_untracked() {
            on_close.run(());
        } else if open.get_untracked()
            && let Some(element) = element.get_untracked()
        {
            let _ = element.show_modal();
        }
    };
    let title_id = crate::ui::field::unique_id("dialog-title");
    let labelled_by = title_id.clone();
    view! {
        <dialog
            class="dialog"
            node_ref=element
            aria-labelledby=labelled_by
            on:cancel=cancel
            on:close=closed
        >
            <Show when=move || open.get()>
                <div class="dialog__head">
                    <h2 class="dialog__title" id=title_id.clone() tabindex="-1" autofocus=true>
                        {move || title.get()}
                    </h2>
                    <button
                        type="button"
                        class="dialog__close"
                        aria-label="Cerrar"
                        disabled=move || locked.get()
                        on:click=move |_| on_close.run(())
                    >
                        "×"
                    </button>
                </div>
                <div class="dialog__body">{children()}</div>
            </Show>
        </dialog>
    }
}
