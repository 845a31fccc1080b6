//! Shows what another window did to the razón social that is being edited here. What only the other
//! window changed is adopted, what both changed is compared, and nothing that was typed is lost.

use leptos::prelude::*;

use super::draft::{Difference, Field};
use super::model::{Announcement, EditConflict, ProfileForm};
use super::texts::label;
use crate::browser::focus;
use crate::ui::{Button, Notice, NoticeKind};

/// The notice. It takes the focus when another window has changed or removed the razón social.
#[component]
pub(super) fn EditConflictNotice(form: RwSignal<ProfileForm>) -> impl IntoView {
    let conflict = Memo::new(move |_| form.with(|form| form.edit_conflict.clone()));
    let element = NodeRef::<leptos::html::Div>::new();
    let announcement_count =
        Signal::derive(move || form.with(|form| form.announcement_count(Announcement::EditConflict)));
    focus::focus_once(element, announcement_count);
    let notice = move |conflict| {
        let (title, body) = match conflict {
            EditConflict::Changed(merge) => (
                "Esta razón social cambió en otra ventana",
                view! { <ChangedFields form=form adopted=merge.adopted/> }.into_any(),
            ),
            EditConflict::Removed => (
                "Esta razón social se eliminó en otra ventana",
                view! { <p>"No se perdió nada de lo que escribiste. Si guardas, se agrega de nuevo."</p> }
                    .into_any(),
            ),
        };
        view! {
            <div role="group" aria-label=title tabindex="-1" node_ref=element>
                <Notice kind=NoticeKind::Attention title=title>
                    {body}
                </Notice>
            </div>
        }
    };
    move || conflict.get().map(notice)
}

#[component]
fn ChangedFields(form: RwSignal<ProfileForm>, adopted: Vec<Field>) -> impl IntoView {
    let fields = Memo::new(move |_| {
        let differences = form.with(ProfileForm::differences);
        differences.into_iter().map(|difference| difference.field).collect::<Vec<_>>()
    });
    let is_resolved = Memo::new(move |_| fields.with(Vec::is_empty));
    let adopted = (!adopted.is_empty()).then(|| {
        let names = adopted.into_iter().map(label).collect::<Vec<_>>().join(", ");
        view! { <p>"Tomamos de la otra ventana lo que aquí no habías cambiado: " <strong>{names}</strong> "."</p> }
    });
    view! {
        {adopted}
        <p>
            {move || {
                if is_resolved.get() {
                    "Revisa los datos y guarda para terminar."
                } else {
                    "No se perdió nada de lo que escribiste. Esto cambió en las dos: al guardar queda lo que está en este formulario."
                }
            }}
        </p>
        <ul class="differences">
            <For each=move || fields.get() key=|field| *field let(field)>
                <DifferenceRow form=form field=field/>
            </For>
        </ul>
    }
}

/// A field that both windows changed. Its row stays the same element while the values change.
#[component]
fn DifferenceRow(form: RwSignal<ProfileForm>, field: Field) -> impl IntoView {
    let root = NodeRef::<leptos::html::Li>::new();
    let value = move |read: fn(&Difference) -> &String| {
        Memo::new(move |_| {
            let differences = form.with(ProfileForm::differences);
            let value = differences.iter().find(|difference| difference.field == field).map(read).cloned();
            value.map(|value| if value.is_empty() { "(vacío)".to_owned() } else { value })
        })
    };
    let (here, saved) = (value(|difference| &difference.here), value(|difference| &difference.saved));
    let take_saved = move |_| {
        // The row disappears once the difference is gone. So the focus moves to the field that was
        // changed.
        if let Some(root) = root.get_untracked() {
            focus::focus_near(&root, "form", &format!("[name='{}']", field.name()));
        }
        form.update(|form| form.take_saved(field));
    };
    view! {
        <li class="differences__row" node_ref=root>
            <span class="differences__field">{label(field)}</span>
            <span>"Aquí: " <strong>{here}</strong></span>
            <span>"En la otra ventana: " <strong>{saved}</strong></span>
            <Button on_press=take_saved>
                "Usar el de la otra ventana" <span class="visually-hidden">": " {label(field)}</span>
            </Button>
        </li>
    }
}
