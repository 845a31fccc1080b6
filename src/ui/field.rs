//! Fields of a form: label, hint, error and control, tied together for whoever cannot see them.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::ev::Event;
use leptos::prelude::*;

/// What is wrong with a field, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name.
    pub field: &'static str,
    /// What is wrong and what to do.
    pub message: &'static str,
}

/// An id that is unique in the page, for labels and descriptions.
pub(super) fn unique_id(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("pase-{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

fn error_of(errors: Signal<Vec<FieldError>>, field: &'static str) -> Memo<Option<&'static str>> {
    Memo::new(move |_| errors.get().iter().find(|error| error.field == field).map(|error| error.message))
}

/// The parts of a field around its control.
fn frame(
    id: String,
    label: &'static str,
    hint: &'static str,
    error: Memo<Option<&'static str>>,
    control: impl IntoView,
) -> impl IntoView {
    view! {
        <div class="field" class:field--wrong=move || error.get().is_some()>
            <label class="field__label" for=id.clone()>
                {label}
            </label>
            {(!hint.is_empty())
                .then(|| {
                    view! {
                        <p class="field__hint" id=format!("{id}-hint")>
                            {hint}
                        </p>
                    }
                })}
            <p class="field__error" id=format!("{id}-error")>
                {move || error.get().unwrap_or_default()}
            </p>
            {control.into_any()}
        </div>
    }
}

/// What describes a control: its hint, and its error while it has one.
fn described_by(
    id: &str,
    hint: &str,
    error: Memo<Option<&'static str>>,
) -> impl Fn() -> Option<String> + use<> {
    let hint = (!hint.is_empty()).then(|| format!("{id}-hint"));
    let wrong = format!("{id}-error");
    move || {
        let wrong = error.get().map(|_| wrong.clone());
        let both: Vec<String> = hint.clone().into_iter().chain(wrong).collect();
        (!both.is_empty()).then(|| both.join(" "))
    }
}

/// A field for a line of text.
#[component]
pub fn Field(
    /// Its label.
    label: &'static str,
    /// Its name in the form.
    name: &'static str,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: &'static str,
    /// `autocomplete`, so that browsers and password managers help.
    #[prop(optional)]
    autocomplete: &'static str,
    /// `inputmode`: which keyboard a phone shows.
    #[prop(optional)]
    inputmode: &'static str,
    /// How many characters it takes at the most.
    #[prop(optional)]
    maxlength: Option<u16>,
    /// Whether what is typed belongs in capitals.
    #[prop(optional)]
    capitals: bool,
    /// What is wrong in the form.
    #[prop(optional, into)]
    errors: Signal<Vec<FieldError>>,
    /// What it holds.
    #[prop(into)]
    value: Signal<String>,
    /// What is typed.
    on_input: Callback<String>,
) -> impl IntoView {
    let id = unique_id(name);
    let error = error_of(errors, name);
    let optional = |text: &'static str| (!text.is_empty()).then_some(text);
    let control = view! {
        <input
            class="field__control"
            class:field__control--capitals=capitals
            id=id.clone()
            name=name
            type="text"
            autocomplete=optional(autocomplete)
            autocapitalize=if capitals { "characters" } else { "off" }
            spellcheck="false"
            inputmode=optional(inputmode)
            maxlength=maxlength.map(|length| length.to_string())
            aria-invalid=move || error.get().map(|_| "true")
            aria-describedby=described_by(&id, hint, error)
            prop:value=move || value.get()
            on:input=move |event: Event| on_input.run(event_target_value(&event))
        />
    };
    frame(id, label, hint, error, control)
}

/// A field for a password, which can be shown.
#[component]
pub fn PasswordField(
    /// Its label.
    label: &'static str,
    /// Its name in the form.
    name: &'static str,
    /// `autocomplete`: `current-password` or `new-password`.
    autocomplete: &'static str,
    /// What is wrong in the form.
    #[prop(optional, into)]
    errors: Signal<Vec<FieldError>>,
    /// What it holds.
    #[prop(into)]
    value: Signal<String>,
    /// What is typed.
    on_input: Callback<String>,
) -> impl IntoView {
    let id = unique_id(name);
    let error = error_of(errors, name);
    let shown = RwSignal::new(false);
    let control = view! {
        <div class="field__group">
            <input
                class="field__control"
                id=id.clone()
                name=name
                type=move || if shown.get() { "text" } else { "password" }
                autocomplete=autocomplete
                autocapitalize="off"
                spellcheck="false"
                aria-invalid=move || error.get().map(|_| "true")
                aria-describedby=described_by(&id, "", error)
                prop:value=move || value.get()
                on:input=move |event: Event| on_input.run(event_target_value(&event))
            />
            <button
                type="button"
                class="field__reveal"
                aria-label=move || if shown.get() { "Ocultar contraseña" } else { "Mostrar contraseña" }
                on:click=move |_| shown.update(|shown| *shown = !*shown)
            >
                {move || if shown.get() { "Ocultar" } else { "Mostrar" }}
            </button>
        </div>
    };
    frame(id, label, "", error, control)
}

/// A choice of a select field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectOption {
    /// Its value.
    pub value: &'static str,
    /// Its words.
    pub label: String,
}

/// A field for one of several choices.
#[component]
pub fn SelectField(
    /// Its label.
    label: &'static str,
    /// Its name in the form.
    name: &'static str,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: &'static str,
    /// What stands there while nothing is chosen.
    placeholder: &'static str,
    /// The choices.
    #[prop(into)]
    options: Signal<Vec<SelectOption>>,
    /// What is wrong in the form.
    #[prop(optional, into)]
    errors: Signal<Vec<FieldError>>,
    /// What is chosen.
    #[prop(into)]
    value: Signal<String>,
    /// What is chosen now.
    on_change: Callback<String>,
) -> impl IntoView {
    let id = unique_id(name);
    let error = error_of(errors, name);
    let choices = move || {
        let chosen = value.get();
        let options = options.get().into_iter();
        options
            .map(|option| {
                let selected = option.value == chosen;
                view! {
                    <option value=option.value selected=selected>
                        {option.label}
                    </option>
                }
            })
            .collect_view()
    };
    let control = view! {
        <select
            class="field__control"
            id=id.clone()
            name=name
            aria-invalid=move || error.get().map(|_| "true")
            aria-describedby=described_by(&id, hint, error)
            on:change=move |event: Event| on_change.run(event_target_value(&event))
        >
            <option value="" selected=move || value.get().is_empty()>
                {placeholder}
            </option>
            {choices}
        </select>
    };
    frame(id, label, hint, error, control)
}

/// A field for a day, by the browser's own calendar.
#[component]
pub fn DateField(
    /// Its label.
    label: &'static str,
    /// Its name in the form.
    name: &'static str,
    /// The day, `2020-05-27`; empty without one.
    #[prop(into)]
    value: Signal<String>,
    /// What is chosen.
    on_change: Callback<String>,
) -> impl IntoView {
    let id = unique_id(name);
    let error = Memo::new(|_| None);
    let control = view! {
        <input
            class="field__control"
            id=id.clone()
            name=name
            type="date"
            prop:value=move || value.get()
            on:change=move |event: Event| on_change.run(event_target_value(&event))
        />
    };
    frame(id, label, "", error, control)
}
