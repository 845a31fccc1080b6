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
    /// Goes up each time that they are told: the same errors, told again, are read again.
    #[prop(optional, into)]
    occasion: Signal<u32>,
    /// What it is about.
    #[prop(default = "Revisa estos datos")]
    title: &'static str,
    /// What has become of the form, before its errors.
    #[prop(optional)]
    lead: &'static str,
    /// How grave they are.
    #[prop(default = NoticeKind::Error)]
    kind: NoticeKind,
) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    Effect::new(move |before: Option<()>| {
        // Read, not only tracked: a memo that was never read counts as changed when it is first asked.
        occasion.get();
        let told = errors.with(|errors| !errors.is_empty());
        // What was told before the form was shown is read in its turn.
        if let (Some(()), true, Some(element)) = (before, told, element.get()) {
            focus::focus(&element);
        }
    });
    let go_to = move |field: &'static str| {
        // The form is the summary's parent; ids would not do inside a shadow root.
        if let Some(form) = element.get_untracked().and_then(|element| element.parent_element()) {
            focus::focus_within(&form, &format!("[name='{field}']"));
        }
    };
    let line = move |error: FieldError| {
        view! {
            <li>
                <button type="button" class="error-summary__link" on:click=move |_| go_to(error.field)>
                    {error.message}
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || !errors.get().is_empty()>
            <div role="alert" tabindex="-1" node_ref=element>
                <Notice kind=kind title=title>
                    {(!lead.is_empty()).then(|| view! { <p>{lead}</p> })}
                    <ul class="error-summary__list">
                        {move || errors.get().into_iter().map(line).collect_view()}
                    </ul>
                </Notice>
            </div>
        </Show>
    }
}
