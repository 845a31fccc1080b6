//! Form fields: label, hint, error and control, connected for assistive technology. The text and
//! password fields are here; other controls use the same frame.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use std::borrow::Cow;

use leptos::ev::Event;
use leptos::prelude::*;

use super::id::unique_id;
use super::{Glyph, Icon};

/// The error of a field, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name.
    pub field: &'static str,
    /// What is wrong and what to do.
    pub message: Cow<'static, str>,
}

impl FieldError {
    /// An error whose text is known at compile time.
    pub const fn new(field: &'static str, message: &'static str) -> Self {
        Self { field, message: Cow::Borrowed(message) }
    }
}

/// Connects a control to its label, hint and error.
pub(super) struct FieldFrame {
    /// The control's id. The ids of the hint and the error are derived from it.
    pub(super) id: String,
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    error: Memo<Option<Cow<'static, str>>>,
}

impl FieldFrame {
    /// Connects the control with this name. Its error is the first of `errors` with the same name.
    pub(super) fn new(
        label: &'static str,
        name: &'static str,
        hint: &'static str,
        errors: Signal<Vec<FieldError>>,
    ) -> Self {
        let error = Memo::new(move |_| {
            errors.with(|errors| {
                errors.iter().find(|error| error.field == name).map(|error| error.message.clone())
            })
        });
        Self { id: unique_id(name), name, label, hint, error }
    }

    /// The attributes to spread onto the control: `id`, `name`, and what a screen reader says about
    /// the hint and the error.
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

    /// Renders the whole field around its control.
    pub(super) fn render_around(self, control: impl IntoView) -> impl IntoView {
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

/// The error message before a control. Its `<p>` stays, empty, while nothing is wrong.
#[component]
pub(super) fn ErrorLine(
    /// The id that the control's `aria-describedby` refers to.
    id: String,
    /// The message.
    #[prop(into)]
    error: Signal<Option<Cow<'static, str>>>,
) -> impl IntoView {
    view! {
        <p class="field__error" id=id>
            {move || {
                error.get().map(|message| view! { <Icon glyph=Glyph::Attention/> <span>{message}</span> })
            }}
        </p>
    }
}

/// The value of a control as a memo, so that it is written to the control only when it changes. A
/// browser or a password manager may have filled the control in without an event, and typing in
/// another field must not undo that.
fn only_when_it_changes(value: Signal<String>) -> Memo<String> {
    Memo::new(move |_| value.get())
}

/// A field for one line of text. It does not limit the length: the code that reads the value checks
/// its length after cleaning it.
#[component]
pub fn TextField(
    /// The label.
    label: &'static str,
    /// The input's `name` in the form.
    name: &'static str,
    /// A hint that helps to fill it in.
    #[prop(optional)]
    hint: &'static str,
    /// `autocomplete`, for browsers and password managers.
    #[prop(optional, into)]
    autocomplete: Option<&'static str>,
    /// `inputmode`: which keyboard a phone shows.
    #[prop(optional, into)]
    inputmode: Option<&'static str>,
    /// Whether the value belongs in capitals.
    #[prop(optional)]
    capitals: bool,
    /// The errors of the form. The field shows its own.
    #[prop(optional, into)]
    errors: Signal<Vec<FieldError>>,
    /// The current value.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the text on every input.
    on_input: Callback<String>,
) -> impl IntoView {
    let frame = FieldFrame::new(label, name, hint, errors);
    let value = only_when_it_changes(value);
    let control = view! {
        <input
            {..frame.attributes()}
            class="field__control"
            class:field__control--capitals=capitals
            type="text"
            autocomplete=autocomplete
            autocapitalize=if capitals { "characters" } else { "off" }
            spellcheck="false"
            inputmode=inputmode
            prop:value=move || value.get()
            on:input=move |event: Event| on_input.run(event_target_value(&event))
        />
    };
    frame.render_around(control)
}

/// A field for a password, with a button that shows or hides it.
#[component]
pub fn PasswordField(
    /// The label.
    label: &'static str,
    /// The input's `name` in the form.
    name: &'static str,
    /// `autocomplete`: `current-password` or `new-password`.
    autocomplete: &'static str,
    /// The errors of the form. The field shows its own.
    #[prop(optional, into)]
    errors: Signal<Vec<FieldError>>,
    /// The current value.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the text on every input.
    on_input: Callback<String>,
) -> impl IntoView {
    let frame = FieldFrame::new(label, name, "", errors);
    let value = only_when_it_changes(value);
    let shown = RwSignal::new(false);
    let control = view! {
        <div class="field__group">
            <input
                {..frame.attributes()}
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
    frame.render_around(control)
}
