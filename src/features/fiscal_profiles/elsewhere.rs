//! What another window has done to the razón social that is being changed here: nothing typed is lost, what differs is shown.

use leptos::prelude::*;

use super::draft::Difference;
use super::model::{Elsewhere, ProfileForm};
use super::words::label;
use crate::browser::focus;
use crate::ui::{Button, Notice, NoticeKind};

/// The notice; it takes focus when something has happened elsewhere.
#[component]
pub(super) fn ElsewhereNotice(form: RwSignal<ProfileForm>) -> impl IntoView {
    let element = NodeRef::<leptos::html::Div>::new();
    let elsewhere = Memo::new(move |_| form.with(|form| form.elsewhere));
    let differences = Memo::new(move |_| form.with(ProfileForm::differences));
    Effect::new(move |_| {
        if let (Some(_), Some(element)) = (elsewhere.get(), element.get()) {
            focus::focus(&element);
        }
    });
    let changed = move || {
        if differences.with(Vec::is_empty) {
            return view! { <p>"Ya no hay diferencias: guarda para terminar."</p> }.into_any();
        }
        let rows =
            move || differences.get().into_iter().map(|difference| row(form, difference)).collect_view();
        view! {
            <p>
                "No se perdió nada de lo que escribiste. Compara los datos: al guardar queda lo que está en este formulario."
            </p>
            <ul class="differences">{rows}</ul>
        }
        .into_any()
    };
    view! {
        <Show when=move || elsewhere.get().is_some()>
            <div role="alert" tabindex="-1" node_ref=element>
                {move || match elsewhere.get() {
                    Some(Elsewhere::Changed) => view! {
                        <Notice kind=NoticeKind::Attention title="Esta razón social cambió en otra ventana">
                            {changed}
                        </Notice>
                    }
                    .into_any(),
                    Some(Elsewhere::Removed) => view! {
                        <Notice kind=NoticeKind::Attention title="Esta razón social se eliminó en otra ventana">
                            <p>"No se perdió nada de lo que escribiste. Si guardas, se agrega de nuevo."</p>
                        </Notice>
                    }
                    .into_any(),
                    None => ().into_any(),
                }}
            </div>
        </Show>
    }
}

fn row(form: RwSignal<ProfileForm>, difference: Difference) -> impl IntoView {
    let Difference { field, here, saved } = difference;
    let take = move |_| form.update(|form| form.take_saved(field));
    let shown = |value: String| if value.is_empty() { "(vacío)".to_owned() } else { value };
    view! {
        <li class="differences__row">
            <span class="differences__field">{label(field)}</span>
            <span>"Aquí: " <strong>{shown(here)}</strong></span>
            <span>"En la otra ventana: " <strong>{shown(saved)}</strong></span>
            <Button on_press=take>
                "Usar el de la otra ventana" <span class="visually-hidden">": " {label(field)}</span>
            </Button>
        </li>
    }
}
