//! A modal dialog on the browser's own `<dialog>`: it keeps focus inside, closes on Esc and gives focus back where it was.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::ev::{Event, MouseEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;

use super::id::unique_id;
use super::{Glyph, Icon};
use crate::browser::focus;

/// How a customer asks to leave a dialog. What follows is for whoever uses it to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dismissal {
    /// ×
    Close,
    /// Esc, or a phone's own Back.
    Escape,
    /// A press beside it.
    Backdrop,
}

/// A modal dialog. It stays in the document, so that closing it can return focus; its content exists while it is open.
///
/// Focus starts at its title, so that it is read from the top, and so it does again with each new title: that is a new
/// step. Where a step commits to something, its safe choice has `initial_focus` and focus starts there (WAI-ARIA APG,
/// dialog pattern: the least destructive action).
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
    /// Called when the customer asks to leave it.
    on_dismiss: Callback<Dismissal>,
    /// Its content.
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    let dismiss = move |dismissal| {
        if !locked.get_untracked() {
            on_dismiss.run(dismissal);
        }
    };
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
    Effect::new(move |before: Option<(bool, String)>| {
        let now = (open.get(), title.get());
        if now.0 && before.as_ref() != Some(&now) {
            // The step that the title is of comes onto the page with this frame.
            request_animation_frame(move || start_reading(element));
        }
        now
    });
    let cancel = move |event: Event| {
        event.prevent_default();
        dismiss(Dismissal::Escape);
    };
    // Some browsers close on a second Esc whatever `cancel` says.
    let closed = move |_: Event| {
        if open.get_untracked() {
            dismiss(Dismissal::Escape);
        }
        if open.get_untracked()
            && let Some(element) = element.get_untracked()
        {
            let _ = element.show_modal();
        }
    };
    // A press that began inside, to select text, may end beside the dialog: that is none.
    let pressed_beside = StoredValue::new(false);
    let is_backdrop = move |event: &Event| {
        let target = event.target();
        element.get_untracked().is_some_and(|element| target.as_ref() == Some(element.as_ref()))
    };
    let press = move |event: PointerEvent| pressed_beside.set_value(is_backdrop(&event));
    let click = move |event: MouseEvent| {
        if pressed_beside.get_value() && is_backdrop(&event) {
            dismiss(Dismissal::Backdrop);
        }
    };
    let title_id = unique_id("dialog");
    let labelled_by = title_id.clone();
    view! {
        <dialog
            class="dialog"
            node_ref=element
            aria-labelledby=labelled_by
            on:cancel=cancel
            on:close=closed
            on:pointerdown=press
            on:click=click
        >
            <Show when=move || open.get()>
                <div class="dialog__head">
                    <h2 class="dialog__title" id=title_id.clone() tabindex="-1">
                        {move || title.get()}
                    </h2>
                    <button
                        type="button"
                        class="dialog__close"
                        aria-label="Cerrar"
                        disabled=move || locked.get()
                        on:click=move |_| dismiss(Dismissal::Close)
                    >
                        <Icon glyph=Glyph::Cross/>
                    </button>
                </div>
                <div class="dialog__body">{children()}</div>
            </Show>
        </dialog>
    }
}

fn start_reading(element: NodeRef<html::Dialog>) {
    if let Some(element) = element.try_get_untracked().flatten() {
        let find = |selector| element.query_selector(selector).ok().flatten();
        match (find("[data-initial-focus]"), find(".dialog__title")) {
            (Some(safe), Some(title)) => {
                // Who listens hears which step it is the safe choice of.
                let _ = safe.set_attribute("aria-describedby", &title.id());
                focus::focus_in_place(&safe);
            }
            (_, Some(title)) => focus::focus_in_place(&title),
            _ => {}
        }
        element.set_scroll_top(0);
    }
}

/// The acts of a dialog's step, which stay in view beneath what is read.
#[component]
pub fn DialogFoot(
    /// The acts, the one that goes on last.
    children: Children,
) -> impl IntoView {
    view! { <div class="dialog__foot">{children()}</div> }
}
