//! A modal dialog, based on the browser's `<dialog>`. It keeps the focus inside, closes on Esc, and
//! returns the focus to where it was.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::ev::{Event, MouseEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;

use super::id::unique_id;
use super::{Glyph, Icon};
use crate::browser::focus;

/// How a customer asks to leave a dialog. The caller decides what happens then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dismissal {
    /// The × button.
    Close,
    /// Esc, or the Back button of a phone.
    Escape,
    /// A press on the backdrop, beside the dialog.
    Backdrop,
}

/// A modal dialog. Its element stays in the document, so that closing it can return the focus; its
/// content exists only while it is open.
///
/// The focus starts at the title, so that a screen reader reads the dialog from the top. A new
/// title means a new step, so the focus moves to it again. In a step that commits to something, the
/// safe choice has `initial_focus` and receives the focus instead (WAI-ARIA APG, dialog pattern:
/// the least destructive action).
#[component]
pub fn Dialog(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// The title.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it cannot be left, because something is in progress.
    #[prop(optional, into)]
    locked: Signal<bool>,
    /// Called when the customer asks to leave it.
    on_dismiss: Callback<Dismissal>,
    /// The content.
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
                // The browser refuses only if the dialog is already open or not in the document.
                let _ = element.show_modal();
            }
            (false, true) => element.close(),
            _ => {}
        }
    });
    Effect::new(move |before: Option<(bool, String)>| {
        let now = (open.get(), title.get());
        if now.0 && before.as_ref() != Some(&now) {
            // In the next frame, the step that the title belongs to is on the page.
            request_animation_frame(move || start_reading(element));
        }
        now
    });
    let cancel = move |event: Event| {
        event.prevent_default();
        dismiss(Dismissal::Escape);
    };
    // Some browsers close the dialog on a second Esc, even if `cancel` was prevented.
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
    // A press that began inside, to select text, may end on the backdrop. It does not count as a
    // press on the backdrop.
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
        // If the new step shows the answer to a press, that is read first and scrolled into view.
        if let Some(answer) = find(".dialog__answer:not(:empty)") {
            focus::focus(&answer);
            return;
        }
        match (find("[data-initial-focus]"), find(".dialog__title")) {
            (Some(safe), Some(title)) => {
                // A screen reader then says which step this is the safe choice of.
                let _ = safe.set_attribute("aria-describedby", &title.id());
                focus::focus_in_place(&safe);
            }
            (_, Some(title)) => focus::focus_in_place(&title),
            _ => {}
        }
        element.set_scroll_top(0);
    }
}

/// The actions of a dialog's step.
///
/// They stay visible below the content. In a step that commits to something they come
/// `after_reading`, at the end of the content, so that nobody commits without passing the warnings.
#[component]
pub fn DialogFoot(
    /// The answer to the last press, shown right above the actions, where the press was.
    #[prop(optional, into)]
    answer: ViewFn,
    /// Whether the actions come at the end of the content instead of staying visible below it.
    #[prop(optional)]
    after_reading: bool,
    /// The actions. The one that continues comes last.
    children: Children,
) -> impl IntoView {
    let foot = NodeRef::<html::Div>::new();
    let shown = move || {
        // Actions at the end of the content are pushed out of view by an answer above them.
        if after_reading {
            request_animation_frame(move || {
                if let Some(foot) = foot.try_get_untracked().flatten()
                    && foot.query_selector(".dialog__answer:not(:empty)").ok().flatten().is_some()
                {
                    focus::bring_into_view(&foot);
                }
            });
        }
        answer.run()
    };
    view! {
        <div class="dialog__foot" class:dialog__foot--after-reading=after_reading node_ref=foot>
            <div class="dialog__answer" tabindex="-1">{shown}</div>
            {children()}
        </div>
    }
}
