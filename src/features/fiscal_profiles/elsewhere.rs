//! What another window has done to the razón social that is being changed here: what it changed alone is taken over, what both
//! changed is compared, and nothing that was typed is lost.

use leptos::prelude::*;

use super::draft::Difference;
use super::model::{Elsewhere, ProfileForm};
use super::words::label;
use crate::browser::focus;
use crate::ui::{Button, Notice, NoticeKind};

/// The notice; it takes focus when something has happened elsewhere.
#[component]
pub(super) fn ElsewhereNotice(form: RwSignal<ProfileForm>) -> impl IntoView {
    let elsewhere = Memo::new(move |_| form.with(|form| form.elsewhere.clone()));
    let tellings = Memo::new(move |_| form.with(|form| form.tellings));
    let element = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |before: Option<()>| {
        tellings.get();
        if let (Some(()), Some(_), Some(element)) = (before, elsewhere.get(), element.get()) {
            focus::focus(&element);
        }
    });
    let notice = move |elsewhere| {
        let (title, body) = match elsewhere {
            Elsewhere::Changed(merge) => (
                "Esta razón social cambió en otra ventana",
                view! { <Changed form=form adopted=merge.adopted/> }.into_any(),
            ),
            Elsewhere::Removed => (
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
    move || elsewhere.get().map(notice)
}

#[component]
fn Changed(form: RwSignal<ProfileForm>, adopted: Vec<&'static str>) -> impl IntoView {
    let fields = Memo::new(move |_| {
        let differences = form.with(ProfileForm::differences);
        differences.into_iter().map(|difference| difference.field).collect::<Vec<_>>()
    });
    let decided = Memo::new(move |_| fields.with(Vec::is_empty));
    let adopted = (!adopted.is_empty()).then(|| {
        let names = adopted.into_iter().map(label).collect::<Vec<_>>().join(", ");
        view! { <p>"Tomamos de la otra ventana lo que aquí no habías cambiado: " <strong>{names}</strong> "."</p> }
    });
    view! {
        {adopted}
        <p>
            {move || {
                if decided.get() {
                    "Revisa los datos y guarda para terminar."
                } else {
                    "No se perdió nada de lo que escribiste. Esto cambió en las dos: al guardar queda lo que está en este formulario."
                }
            }}
        </p>
        <ul class="differences">
            <For each=move || fields.get() key=|field| *field let(field)>
                <Row form=form field=field/>
            </For>
        </ul>
    }
}

/// A field that both windows have changed. It stays the same element while its values change.
#[component]
fn Row(form: RwSignal<ProfileForm>, field: &'static str) -> impl IntoView {
    let root = NodeRef::<leptos::html::Li>::new();
    let value = move |read: fn(&Difference) -> &String| {
        Memo::new(move |_| {
            let differences = form.with(ProfileForm::differences);
            let value = differences.iter().find(|difference| difference.field == field).map(read).cloned();
            value.map(|value| if value.is_empty() { "(vacío)".to_owned() } else { value })
        })
    };
    let (here, saved) = (value(|difference| &difference.here), value(|difference| &difference.saved));
    let take = move |_| {
        // The row goes with what it was about: the field that it has changed is next to be read.
        if let Some(form) = root.get_untracked().and_then(|root| root.closest("form").ok().flatten()) {
            focus::focus_within(&form, &format!("[name='{field}']"));
        }
        form.update(|form| form.take_saved(field));
    };
    view! {
        <li class="differences__row" node_ref=root>
            <span class="differences__field">{label(field)}</span>
            <span>"Aquí: " <strong>{here}</strong></span>
            <span>"En la otra ventana: " <strong>{saved}</strong></span>
            <Button on_press=take>
                "Usar el de la otra ventana" <span class="visually-hidden">": " {label(field)}</span>
            </Button>
        </li>
    }
}
