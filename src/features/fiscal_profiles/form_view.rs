//! The form of a razón social on the screen.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mx_fiscal::PersonKind;
use pase_contract::fiscal_profiles::{FiscalProfile, FiscalProfileDraft};

use super::model::ProfileForm;
use crate::api::Client;
use crate::browser::cancellation::Cancellation;
use crate::failure::Failure;
use crate::ui::{
    Button, ButtonKind, DialogFoot, Disclosure, ErrorSummary, FieldError, Notice, SelectField, SelectOption,
    TextField,
};

/// The form. Whoever shows it holds it, so that what was typed outlives the screen.
#[component]
pub fn ProfileFormView(
    /// The form.
    form: RwSignal<ProfileForm>,
    /// Called with the new razón social.
    on_saved: Callback<FiscalProfile>,
    /// Called when the customer goes back.
    on_cancel: Callback<()>,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(request) = form.try_update(ProfileForm::submit).flatten() else { return };
        let client = client.clone();
        spawn_local(async move {
            let answer = client.send(&request, &Cancellation::new()).await;
            if let Some(profile) = form.try_update(|form| form.answered(answer)).flatten() {
                on_saved.try_run(profile);
            }
        });
    };
    let errors = Signal::derive(move || form.with(|form| form.errors.clone()));
    let editing = move |set: fn(&mut FiscalProfileDraft, String)| {
        Callback::new(move |text: String| form.update(|form| form.edit(|draft| set(draft, text))))
    };
    let regimes = Signal::derive(move || {
        let option = |regime: mx_fiscal::FiscalRegime| SelectOption {
            value: regime.code(),
            label: format!("{} {}", regime.code(), regime.description()),
        };
        form.with(|form| form.regimes().map(option).collect::<Vec<_>>())
    });
    let uses = Signal::derive(move || {
        let option = |cfdi_use: mx_fiscal::CfdiUse| SelectOption {
            value: cfdi_use.code(),
            label: format!("{} {}", cfdi_use.code(), cfdi_use.description()),
        };
        form.with(|form| form.uses().map(option).collect::<Vec<_>>())
    });
    view! {
        <form class="stack" novalidate=true on:submit=submit>
            <p class="hint">
                "Ten a la mano tu Constancia de Situación Fiscal: los datos deben ser idénticos a los de ella."
            </p>
            <ErrorSummary errors=errors/>
            {move || form.with(|form| form.failure.clone()).map(|error| view! { <Failure error=error/> })}
            <div class="stack">
                <ReceiverFields form=form errors=errors editing=editing regimes=regimes uses=uses/>
            </div>
            <AddressFields form=form errors=errors editing=editing/>
            <DialogFoot>
                <Button on_press=move |_| on_cancel.run(())>"Volver"</Button>
                <Button
                    kind=ButtonKind::Primary
                    submit=true
                    busy=Signal::derive(move || form.with(|form| form.sending))
                >
                    "Guardar razón social"
                </Button>
            </DialogFoot>
        </form>
    }
}

/// What a field of the form holds.
fn held(form: RwSignal<ProfileForm>, read: fn(&FiscalProfileDraft) -> &String) -> Signal<String> {
    Signal::derive(move || form.with(|form| read(&form.draft).clone()))
}

/// The five data that a CFDI carries.
#[component]
fn ReceiverFields<E>(
    form: RwSignal<ProfileForm>,
    errors: Signal<Vec<FieldError>>,
    editing: E,
    regimes: Signal<Vec<SelectOption>>,
    uses: Signal<Vec<SelectOption>>,
) -> impl IntoView
where
    E: Fn(fn(&mut FiscalProfileDraft, String)) -> Callback<String> + Copy + Send + Sync + 'static,
{
    let held = move |read| held(form, read);
    view! {
        <TextField
            label="RFC"
            name="rfc"
            hint="12 caracteres para persona moral, 13 para persona física."
            capitals=true
            maxlength=20
            errors=errors
            value=held(|draft| &draft.rfc)
            on_input=editing(|draft, text| draft.rfc = text)
        />
        <div class="stack" aria-live="polite">
            {move || {
                form.with(ProfileForm::person)
                    .map(|person| {
                        view! {
                            <p class="hint">
                                {match person {
                                    PersonKind::Fisica => "Es el RFC de una persona física.",
                                    PersonKind::Moral => "Es el RFC de una persona moral.",
                                }}
                            </p>
                        }
                    })
            }}
            {move || {
                form.with(ProfileForm::check_digit_disagrees)
                    .then(|| {
                        view! {
                            <Notice title="Revisa el RFC">
                                "El último carácter no coincide con los demás. Algunos RFC del SAT son así: si está igual en tu Constancia, continúa."
                            </Notice>
                        }
                    })
            }}
        </div>
        <TextField
            label="Nombre o razón social"
            name="name"
            hint="Como aparece en tu Constancia, sin el régimen de capital (S.A. de C.V.)."
            autocomplete="organization"
            capitals=true
            maxlength=300
            errors=errors
            value=held(|draft| &draft.name)
            on_input=editing(|draft, text| draft.name = text)
        />
        <TextField
            label="Código postal"
            name="postal_code"
            hint="El de tu domicilio fiscal."
            autocomplete="postal-code"
            inputmode="numeric"
            maxlength=5
            errors=errors
            value=held(|draft| &draft.postal_code)
            on_input=editing(|draft, text| draft.postal_code = text)
        />
        <SelectField
            label="Régimen fiscal"
            name="fiscal_regime"
            placeholder="Elige el de tu Constancia"
            options=regimes
            errors=errors
            value=held(|draft| &draft.fiscal_regime)
            on_change=editing(|draft, text| draft.fiscal_regime = text)
        />
        <SelectField
            label="Uso del CFDI"
            name="cfdi_use"
            hint="Se muestran los que permite el régimen elegido."
            placeholder="Elige un uso"
            options=uses
            errors=errors
            value=held(|draft| &draft.cfdi_use)
            on_change=editing(|draft, text| draft.cfdi_use = text)
        />
    }
}

/// The address, which a CFDI does not carry and nobody has to give.
#[component]
fn AddressFields<E>(form: RwSignal<ProfileForm>, errors: Signal<Vec<FieldError>>, editing: E) -> impl IntoView
where
    E: Fn(fn(&mut FiscalProfileDraft, String)) -> Callback<String> + Copy + Send + Sync + 'static,
{
    let held = move |read| held(form, read);
    let field =
        move |label, name, autocomplete: &'static str, read: fn(&FiscalProfileDraft) -> &String, set| {
            view! {
                <TextField
                    label=label
                    name=name
                    autocomplete=autocomplete
                    errors=errors
                    value=held(read)
                    on_input=editing(set)
                />
            }
        };
    view! {
        <Disclosure summary="Domicilio (opcional)">
            {field(
                "Calle y número",
                "address.street",
                "address-line1",
                |draft| &draft.address.street,
                |draft, text| draft.address.street = text,
            )}
            {field(
                "Colonia",
                "address.neighborhood",
                "address-level3",
                |draft| &draft.address.neighborhood,
                |draft, text| draft.address.neighborhood = text,
            )}
            {field(
                "Municipio o alcaldía",
                "address.municipality",
                "address-level2",
                |draft| &draft.address.municipality,
                |draft, text| draft.address.municipality = text,
            )}
            {field(
                "Estado",
                "address.state",
                "address-level1",
                |draft| &draft.address.state,
                |draft, text| draft.address.state = text,
            )}
        </Disclosure>
    }
}
