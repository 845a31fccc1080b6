//! The form of a razón social on the screen.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mx_fiscal::PersonKind;
use pase_contract::fiscal_profiles::{FiscalProfile, FiscalProfileDraft};

use super::elsewhere::ElsewhereNotice;
use super::model::{ProfileForm, Save};
use super::words::label;
use crate::api::Client;
use crate::browser::cancellation::Cancellation;
use crate::browser::focus;
use crate::failure::Failure;
use crate::ui::{
    Button, ButtonKind, DialogFoot, Disclosure, ErrorSummary, FieldError, Notice, NoticeKind, SelectField,
    SelectOption, TextField,
};

/// The form. Whoever shows it holds it, so that what was typed outlives the screen.
#[component]
pub fn ProfileFormView(
    /// The form.
    form: RwSignal<ProfileForm>,
    /// Whether it is a dialog's step, whose acts stay in view.
    #[prop(optional)]
    in_dialog: bool,
    /// What the form does, on its button.
    #[prop(default = "Guardar razón social")]
    act: &'static str,
    /// What it means that the SAT does not recognise what is saved.
    #[prop(
        default = "La razón social está guardada. Un trámite con estos datos se detiene, sin cancelar nada, hasta que los corrijas."
    )]
    advice_lead: &'static str,
    /// Called each time that it was saved, also with what the SAT does not recognise.
    on_saved: Callback<FiscalProfile>,
    /// Called when the customer goes back; nowhere to go without it.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some((ticket, save)) = form.try_update(ProfileForm::submit).flatten() else { return };
        let client = client.clone();
        spawn_local(async move {
            let never = Cancellation::new();
            let answer = match save {
                Save::Create(request) => client.send(&request, &never).await,
                Save::Update(request) => client.send(&request, &never).await,
            };
            if let Some(profile) = form.try_update(|form| form.answered(ticket, answer)).flatten() {
                on_saved.try_run(profile);
            }
        });
    };
    let errors = Memo::new(move |_| form.with(|form| form.errors.clone()));
    let advice = Memo::new(move |_| form.with(|form| form.advice.clone()));
    let told = Signal::derive(move || form.with(ProfileForm::told));
    let occasion = Memo::new(move |_| form.with(|form| form.tellings));
    let sending = Memo::new(move |_| form.with(ProfileForm::is_sending));
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
    let acts = move || {
        view! {
                {on_cancel
                .map(|back| view! { <Button busy=sending on_press=move |_| back.run(())>"Volver"</Button> })}
                <Button
                    kind=ButtonKind::Primary
                    submit=true
                    busy=sending
                >
                    {act}
                </Button>
        }
    };
    view! {
        <form class="receiver-form stack" novalidate=true on:submit=submit>
            <p class="hint">
                "Ten a la mano tu Constancia de Situación Fiscal: los datos deben ser idénticos a los de ella."
            </p>
            <ElsewhereNotice form=form/>
            <ErrorSummary errors=errors occasion=occasion/>
            <ErrorSummary
                errors=advice
                occasion=occasion
                kind=NoticeKind::Attention
                title="El SAT no reconoce estos datos"
                lead=advice_lead
            />
            {move || form.with(|form| form.failure.clone()).map(|error| view! { <Failure error=error/> })}
            <div class="stack">
                <ReceiverFields form=form errors=told editing=editing regimes=regimes uses=uses/>
            </div>
            <AddressFields form=form errors=told editing=editing/>
            {if in_dialog {
                view! { <DialogFoot>{acts()}</DialogFoot> }.into_any()
            } else {
                view! { <div class="actions">{acts()}</div> }.into_any()
            }}
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
            label=label("rfc")
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
            label=label("name")
            name="name"
            hint="Como aparece en tu Constancia, sin el régimen de capital (S.A. de C.V.)."
            autocomplete="organization"
            capitals=true
            maxlength=300
            errors=errors
            value=held(|draft| &draft.name)
            on_input=editing(|draft, text| draft.name = text)
        />
        <ShorterName form=form/>
        <TextField
            label=label("postal_code")
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
            label=label("fiscal_regime")
            name="fiscal_regime"
            placeholder="Elige el de tu Constancia"
            options=regimes
            errors=errors
            value=held(|draft| &draft.fiscal_regime)
            on_change=editing(|draft, text| draft.fiscal_regime = text)
        />
        <SelectField
            label=label("cfdi_use")
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

/// Offers to take the régimen de capital off a company's name, which a CFDI 4.0 does not carry.
#[component]
fn ShorterName(form: RwSignal<ProfileForm>) -> impl IntoView {
    let shorter = Memo::new(move |_| form.with(ProfileForm::shorter_name));
    let root = NodeRef::<leptos::html::Div>::new();
    let take = move |_| {
        let Some(name) = shorter.get_untracked() else { return };
        form.update(|form| form.edit(|draft| draft.name = name.to_string()));
        // The button is gone with what it was for: the field that it has changed is next to be read.
        if let Some(form) = root.get_untracked().and_then(|root| root.closest("form").ok().flatten()) {
            focus::focus_within(&form, "[name='name']");
        }
    };
    view! {
        <div class="stack" aria-live="polite" node_ref=root>
            {move || {
                shorter
                    .get()
                    .map(|name| {
                        view! {
                            <p class="hint">
                                "Casi siempre la Constancia muestra el nombre sin el régimen de capital: "
                                <strong>{name.to_string()}</strong>
                            </p>
                            <Button on_press=take>"Quitar el régimen de capital"</Button>
                        }
                    })
            }}
        </div>
    }
}

/// The address, which a CFDI does not carry and nobody has to give.
#[component]
fn AddressFields<E>(form: RwSignal<ProfileForm>, errors: Signal<Vec<FieldError>>, editing: E) -> impl IntoView
where
    E: Fn(fn(&mut FiscalProfileDraft, String)) -> Callback<String> + Copy + Send + Sync + 'static,
{
    let held = move |read| held(form, read);
    let field = move |name, autocomplete: &'static str, read: fn(&FiscalProfileDraft) -> &String, set| {
        view! {
            <TextField
                label=label(name)
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
                "address.street",
                "address-line1",
                |draft| &draft.address.street,
                |draft, text| draft.address.street = text,
            )}
            {field(
                "address.neighborhood",
                "address-level3",
                |draft| &draft.address.neighborhood,
                |draft, text| draft.address.neighborhood = text,
            )}
            {field(
                "address.municipality",
                "address-level2",
                |draft| &draft.address.municipality,
                |draft, text| draft.address.municipality = text,
            )}
            {field(
                "address.state",
                "address-level1",
                |draft| &draft.address.state,
                |draft, text| draft.address.state = text,
            )}
        </Disclosure>
    }
}
