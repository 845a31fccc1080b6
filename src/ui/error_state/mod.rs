//! The error state, shown instead of what could not be loaded or done: what happened, with what
//! consequence, a retry, and help.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

use super::{Button, Notice, NoticeKind};

/// An error state.
#[component]
pub fn ErrorState(
    /// What happened.
    title: &'static str,
    /// The consequence, and what to do now.
    #[prop(into)]
    text: String,
    /// Tries again; `None` where that is of no use.
    retry: Option<Callback<()>>,
    /// The address where the customer can report the problem.
    #[prop(into)]
    help: String,
) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Error title=title announced=true>
            <p>{text}</p>
            <p class="actions">
                {retry
                    .map(|retry| {
                        view! { <Button on_press=move |_| retry.run(())>"Intentar de nuevo"</Button> }
                    })}
                <a href=help>"Reportar un problema"</a>
            </p>
        </Notice>
    }
}
