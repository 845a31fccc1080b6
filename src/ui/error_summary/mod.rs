//! All that is wrong with a form, told at once above it; each line leads to its field.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::html;
use leptos::prelude::*;

use super::{FieldError, Notice, NoticeKind};
use crate::browser::focus;

/// The summary; it takes focus whenever it gets errors.
#[component]
pub fn ErrorSummary(
    /// What is wrong, in the order of the form.
    #[prop(into)]
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if !errors.get().is_empty()
            && let Some(element) = element.get()
        {
            focus::focus(&element);
        }
    });
    let lead = move |field: &'static str| {
        // The form is the summary's parent; ids would not do inside a shadow root.
        if let Some(form) = element.get_untracked().and_then(|element| element.parent_element()) {
            focus::focus_within(&form, &format!("[name='{field}']"));
        }
    };
    let line = move |error: FieldError| {
        view! {
            <li>
                <button type="button" class="error-summary__link" on:click=move |_| lead(error.field)>
                    {error.message}
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || !errors.get().is_empty()>
            <div role="alert" tabindex="-1" node_ref=element>
                <Notice kind=NoticeKind::Error title="Revisa estos datos">
                    <ul class="error-summary__list">
                        {move || errors.get().into_iter().map(line).collect_view()}
                    </ul>
                </Notice>
            </div>
        </Show>
    }
}
