//! Fields of a form: label, hint, error and control, tied together for whoever cannot see them. Text and password stand
//! here; other controls take the same frame.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::ev::Event;
use leptos::prelude::*;

use super::id::unique_id;
use super::{Glyph, Icon};

/// What is wrong with a field, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name.
    pub field: &'static str,
    /// What is wrong and what to do.
    pub message: &'static str,
}

/// What ties a control to its label, hint and error.
pub(super) struct Tied {
    /// The control's id.
    pub(super) id: String,
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    error: Memo<Option<&'static str>>,
}

impl Tied {
    /// For the control of this name; its error is the first of `errors` that is about it.
    pub(super) fn new(
        label: &'static str,
        name: &'static str,
        hint: &'static str,
        errors: Signal<Vec<FieldError>>,
    ) -> Self {
        let error = Memo::new(move |_| {
            errors.get().iter().find(|error| error.field == name).map(|error| error.message)
        });
        Self { id: unique_id(name), name, label, hint, error }
    }

    /// `id`, `name` and what the control says to whoever cannot see it; spread onto the control.
    pub(super) fn attributes(&self) -> impl leptos::attr::Attribute + Clone + use<> {
        let error = self.error;
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.id));
        let wrong = format!("{}-error", self.id);
        let description = move || {
            let wrong = error.get().map(|_| wrong.clone());
            let both: Vec<String> = hint.clone().into_iter().chain(wrong).collect();
            (!both.is_empty()).then(|| both.join(" "))
        };
        view! {
            <{..}
                id=self.id.clone()
                name=self.name
                aria-invalid=move || error.get().map(|_| "true")
                aria-describedby=description
            />
        }
    }

    /// The whole field around its control.
    pub(super) fn around(self, control: impl IntoView) -> impl IntoView {
        let Self { id, label, hint, error, .. } = self;
        let hint = (!hint.is_empty()).then(|| {
            view! {
                <p class="field__hint" id=format!("{id}-hint")>
                    {hint}
                </p>
            }
        });
        view! {
            <div class="field">
                <label class="field__label" for=id.clone()>
                    {label}
                </label>
                {hint}
                <ErrorLine id=format!("{id}-error") error=error/>
                {control.into_any()}
            </div>
        }
    }
}

/// What is wrong, before its control; an empty line while nothing is.
#[component]
pub(super) fn ErrorLine(
    /// What the control's `aria-describedby` names.
    id: String,
    /// What is wrong.
    #[prop(into)]
    error: Signal<Option<&'static str>>,
) -> impl IntoView {
    view! {
        <p class="field__error" id=id>
            {move || {
                error.get().map(|message| view! { <Icon glyph=Glyph::Attention/> <span>{message}</span> })
            }}
        </p>
    }
}

/// A field for a line of text.
#[component]
pub fn TextField(
    /// Its label.
    label: &'static str,
    /// Its name in the form.
    name: &'static str,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: &'static str,
    /// `autocomplete`, so that browsers and password managers help.
    #[prop(optional, into)]
    autocomplete: Option<&'static str>,
    /// `inputmode`: which keyboard a phone shows.
    #[prop(optional, into)]
    inputmode: Option<&'static str>,
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
    let tied = Tied::new(label, name, hint, errors);
    let control = view! {
        <input
            {..tied.attributes()}
            class="field__control"
            class:field__control--capitals=capitals
            type="text"
            autocomplete=autocomplete
            autocapitalize=if capitals { "characters" } else { "off" }
            spellcheck="false"
            inputmode=inputmode
            maxlength=maxlength.map(|length| length.to_string())
            prop:value=move || value.get()
            on:input=move |event: Event| on_input.run(event_target_value(&event))
        />
    };
    tied.around(control)
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
    let tied = Tied::new(label, name, "", errors);
    let shown = RwSignal::new(false);
    let control = view! {
        <div class="field__group">
            <input
                {..tied.attributes()}
                class="field__control"
                type=move || if shown.get() { "text" } else { "password" }
                autocomplete=autocomplete
                autocapitalize="off"
                spellcheck="false"
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
    tied.around(control)
}
