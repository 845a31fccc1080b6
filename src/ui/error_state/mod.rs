//! What stands where something could not be had: what happened, that nothing was lost, another try, and help.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

use super::{Button, Notice, NoticeKind};

/// An error state.
#[component]
pub fn ErrorState(
    /// What happened.
    title: &'static str,
    /// That nothing was lost, and what to do now.
    text: &'static str,
    /// Tries again.
    retry: Option<Callback<()>>,
    /// Where to report it.
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
