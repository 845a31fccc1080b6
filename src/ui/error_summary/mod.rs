//! A summary, above a form, of everything that is wrong with it. Each line leads to its field.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::html;
use leptos::prelude::*;

use super::{FieldError, Notice, NoticeKind};
use crate::browser::focus;

/// The summary. It takes the focus once for each announcement. When a field is corrected and its
/// line disappears, the focus stays where it is.
#[component]
pub fn ErrorSummary(
    /// The errors, in the order of the form.
    #[prop(into)]
    errors: Signal<Vec<FieldError>>,
    /// Changes each time the errors are to be announced, even if they are the same as before. 0
    /// while something else was announced last.
    #[prop(into)]
    announcement_count: Signal<u32>,
    /// The heading.
    #[prop(default = "Revisa estos datos")]
    title: &'static str,
    /// What happened to the form, shown before its errors. May be empty.
    #[prop(optional)]
    lead: &'static str,
    /// How serious the errors are.
    #[prop(default = NoticeKind::Error)]
    kind: NoticeKind,
) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    focus::focus_once(element, announcement_count);
    let go_to = move |field: &'static str| {
        // The form is the summary's parent. Looking ids up in the document would not work inside a
        // shadow root.
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
