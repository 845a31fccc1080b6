//! Shows what became of a save that did not simply succeed, next to the button that was pressed.

use leptos::prelude::*;

use super::model::{Announcement, LostSave, ProfileForm};
use crate::browser::{focus, page};
use crate::data_views::failure::FailureNotice;
use crate::ui::{Button, Notice, NoticeKind};

/// The notice. It takes the focus once for each answer.
#[component]
pub(super) fn OutcomeNotice(
    form: RwSignal<ProfileForm>,
    /// Called without a press, when the connection or the page is back: asks what became of the
    /// save.
    on_repeat_lookup: Callback<()>,
) -> impl IntoView {
    let element = NodeRef::<leptos::html::Div>::new();
    let announcement_count =
        Signal::derive(move || form.with(|form| form.announcement_count(Announcement::Outcome)));
    focus::focus_once(element, announcement_count);
    page::on_return(move || on_repeat_lookup.run(()));
    page::on_online(move || on_repeat_lookup.run(()));
    let failure = Memo::new(move |_| form.with(|form| form.failure.clone()));
    let lost_save = Memo::new(move |_| form.with(|form| form.lost_save));
    view! {
        <div class="stack" tabindex="-1" node_ref=element>
            {move || failure.get().map(|error| view! { <FailureNotice error=error/> })}
            {move || lost_save.get().map(|lost_save| view! { <LostSaveNotice lost_save=lost_save/> })}
        </div>
    }
}

/// What is known about a save whose answer was lost.
#[component]
fn LostSaveNotice(lost_save: LostSave) -> impl IntoView {
    let (title, text) = match lost_save {
        LostSave::LookingUp => (
            "No sabemos todavía si se guardó",
            "No llegó la respuesta. Tus datos pudieron guardarse, o no: estamos preguntando qué pasó…",
        ),
        LostSave::Unanswered => (
            "No sabemos todavía si se guardó",
            "No llegó la respuesta y todavía no pudimos preguntar qué pasó. Lo que escribiste sigue aquí: preguntaremos de nuevo cuando regrese tu conexión.",
        ),
        LostSave::NotSaved => ("No se guardó", "Lo que escribiste sigue aquí. Guarda de nuevo."),
        LostSave::SavedBefore => (
            "Se guardó lo que enviaste",
            "Lo que cambiaste después sigue aquí y todavía no está guardado. Guarda de nuevo.",
        ),
    };
    let again = (lost_save == LostSave::Unanswered).then(|| {
        view! {
            <p class="actions">
                <Button submit=true>"Preguntar de nuevo"</Button>
            </p>
        }
    });
    view! {
        <Notice kind=NoticeKind::Attention title=title announced=true>
            <p>{text}</p>
            {again}
        </Notice>
    }
}
