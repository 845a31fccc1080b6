//! The view of the form for a razón social.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mx_fiscal::PersonKind;
use pase_contract::fiscal_profiles::{FiscalProfile, FiscalProfileDraft, ListFiscalProfiles};

use super::draft::Field;
use super::edit_conflict::EditConflictNotice;
use super::model::{Announcement, Next, ProfileForm, RequestId, Save, Suggestion};
use super::outcome_view::OutcomeNotice;
use super::texts::label;
use crate::api::Client;
use crate::browser::cancellation::Cancellation;
use crate::browser::{focus, inputs};
use crate::features::legal::Legal;
use crate::ui::{
    Button, ButtonKind, DialogFoot, Disclosure, ErrorSummary, FieldError, Notice, NoticeKind, SelectField,
    SelectOption, TextField,
};

/// The form. The caller holds its state, so that what was typed outlives the screen.
#[component]
pub fn ProfileFormView(
    /// The state of the form.
    form: RwSignal<ProfileForm>,
    /// Whether it is a step of a dialog, whose actions stay in view.
    #[prop(optional)]
    in_dialog: bool,
    /// What the form does, as the label of its button.
    #[prop(default = "Guardar razón social")]
    submit_label: &'static str,
    /// What it means that the SAT does not recognize what is saved.
    #[prop(
        default = "La razón social está guardada. Un trámite con estos datos se detiene, sin cancelar nada, hasta que los corrijas."
    )]
    advice_lead: &'static str,
    /// Called after each save, also if the SAT does not recognize what was saved.
    on_saved: Callback<FiscalProfile>,
    /// Called when the customer goes back. Without it there is no way back.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let element = NodeRef::<html::Form>::new();
    let send = move |client: Client, request_id: RequestId, save: Save| {
        spawn_local(async move {
            if let Some(profile) = send_save(form, &client, request_id, save).await {
                on_saved.try_run(profile);
            }
        });
    };
    let own_client = client.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(element) = element.get_untracked() {
            form.update(|form| form.fill(|field| inputs::value(&element, field.name())));
        }
        if let Some((request_id, save)) = form.try_update(ProfileForm::submit).flatten() {
            send(own_client.clone(), request_id, save);
        }
    };
    let repeat_lookup = Callback::new(move |()| {
        if let Some(request_id) = form.try_update(ProfileForm::repeat_lookup).flatten() {
            send(client.clone(), request_id, Save::LookUpOutcome);
        }
    });
    let errors = Memo::new(move |_| form.with(|form| form.errors.clone()));
    let advice = Memo::new(move |_| form.with(|form| form.advice_left().cloned().collect::<Vec<_>>()));
    let messages = Signal::derive(move || form.with(ProfileForm::field_messages));
    let announcement_count = move |announcement: Announcement| {
        Signal::derive(move || form.with(|form| form.announcement_count(announcement)))
    };
    let sending = Memo::new(move |_| form.with(ProfileForm::is_sending));
    let editing = move |set: fn(&mut FiscalProfileDraft, String)| {
        Callback::new(move |text: String| form.update(|form| form.edit(|draft| set(draft, text))))
    };
    // Typing in the browser's list finds an option by the beginning of its text. So the name comes
    // before the key.
    let regimes = Signal::derive(move || {
        let option = |regime: mx_fiscal::FiscalRegime| SelectOption {
            value: regime.code(),
            label: format!("{} ({})", regime.description(), regime.code()),
        };
        form.with(|form| form.regimes().map(option).collect::<Vec<_>>())
    });
    let uses = Signal::derive(move || {
        let option = |cfdi_use: mx_fiscal::CfdiUse| SelectOption {
            value: cfdi_use.code(),
            label: format!("{} ({})", cfdi_use.description(), cfdi_use.code()),
        };
        form.with(|form| form.uses().map(option).collect::<Vec<_>>())
    });
    let actions = move || {
        let back = on_cancel.map(|back| {
            view! {
                <Button busy=sending on_press=move |_| back.run(())>
                    "Volver"
                </Button>
            }
        });
        view! {
            {back}
            <Button kind=ButtonKind::Primary submit=true busy=sending>
                {submit_label}
            </Button>
        }
    };
    view! {
        <form class="receiver-form stack" novalidate=true node_ref=element on:submit=submit>
            <p class="hint">
                "Ten a la mano tu Constancia de Situación Fiscal: los datos deben ser idénticos a los de ella."
            </p>
            <EditConflictNotice form=form/>
            <ErrorSummary errors=errors announcement_count=announcement_count(Announcement::Errors)/>
            <ErrorSummary
                errors=advice
                announcement_count=announcement_count(Announcement::Advice)
                kind=NoticeKind::Attention
                title="El SAT no reconoce estos datos"
                lead=advice_lead
            />
            <div class="stack">
                <ReceiverFields form=form errors=messages editing=editing regimes=regimes uses=uses/>
            </div>
            <AddressFields form=form errors=messages editing=editing/>
            <Legal/>
            <OutcomeNotice form=form on_repeat_lookup=repeat_lookup/>
            {if in_dialog {
                view! { <DialogFoot>{actions()}</DialogFoot> }.into_any()
            } else {
                view! { <div class="actions">{actions()}</div> }.into_any()
            }}
        </form>
    }
}

/// Sends what is to be saved. If the answer is lost, asks what became of it. Returns the razón
/// social if it is saved.
async fn send_save(
    form: RwSignal<ProfileForm>,
    client: &Client,
    request_id: RequestId,
    save: Save,
) -> Option<FiscalProfile> {
    let never = Cancellation::new();
    let answer = match save {
        Save::Create(request) => Some(client.send(&request, &never).await),
        Save::Update(request) => Some(client.send(&request, &never).await),
        Save::LookUpOutcome => None,
    };
    let next = match answer {
        Some(answer) => form.try_update(|form| form.apply_answer(request_id, answer))?,
        None => Next::LookUpOutcome(request_id),
    };
    let next = match next {
        Next::LookUpOutcome(request_id) => {
            let list = client.send(&ListFiscalProfiles, &Cancellation::new()).await;
            form.try_update(|form| form.apply_current_list(request_id, list))?
        }
        settled => settled,
    };
    match next {
        Next::Saved(profile) => Some(*profile),
        Next::Stay | Next::LookUpOutcome(_) => None,
    }
}

/// The value of a field of the form.
fn field_value(form: RwSignal<ProfileForm>, read: fn(&FiscalProfileDraft) -> &String) -> Signal<String> {
    Signal::derive(move || form.with(|form| read(&form.draft).clone()))
}

/// The five values that a CFDI carries.
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
    let field_value = move |read| field_value(form, read);
    view! {
        <TextField
            label=label(Field::Rfc)
            name=Field::Rfc.name()
            hint="12 caracteres para persona moral, 13 para persona física."
            capitals=true
            errors=errors
            value=field_value(|draft| &draft.rfc)
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
                                "Este RFC podría tener un error. Compáralo con tu Constancia: si es igual, continúa. "
                                <small>"El último carácter no coincide con los demás; algunos RFC del SAT son así."</small>
                            </Notice>
                        }
                    })
            }}
        </div>
        <TextField
            label=label(Field::Name)
            name=Field::Name.name()
            hint="Como aparece en tu Constancia, sin el régimen de capital (S.A. de C.V.)."
            autocomplete="organization"
            capitals=true
            errors=errors
            value=field_value(|draft| &draft.name)
            on_input=editing(|draft, text| draft.name = text)
        />
        <SuggestedName form=form/>
        <TextField
            label=label(Field::PostalCode)
            name=Field::PostalCode.name()
            hint="El de tu domicilio fiscal."
            autocomplete="postal-code"
            inputmode="numeric"
            errors=errors
            value=field_value(|draft| &draft.postal_code)
            on_input=editing(|draft, text| draft.postal_code = text)
        />
        <SelectField
            label=label(Field::FiscalRegime)
            name=Field::FiscalRegime.name()
            placeholder="Elige el de tu Constancia"
            options=regimes
            errors=errors
            value=field_value(|draft| &draft.fiscal_regime)
            on_change=editing(|draft, text| draft.fiscal_regime = text)
        />
        <SelectField
            label=label(Field::CfdiUse)
            name=Field::CfdiUse.name()
            hint="Se muestran los que permite el régimen elegido."
            placeholder="Elige un uso"
            options=uses
            errors=errors
            value=field_value(|draft| &draft.cfdi_use)
            on_change=editing(|draft, text| draft.cfdi_use = text)
        />
    }
}

/// Offers the name as the SAT may have it.
#[component]
fn SuggestedName(form: RwSignal<ProfileForm>) -> impl IntoView {
    let suggestion = Memo::new(move |_| form.with(ProfileForm::suggested_name));
    let root = NodeRef::<html::Div>::new();
    let take_suggestion = move |_| {
        let Some(suggestion) = suggestion.get_untracked() else { return };
        form.update(|form| form.edit(|draft| draft.name = suggestion.name().to_string()));
        // The button disappears once it has been used. So the focus moves to the field that was
        // changed.
        if let Some(root) = root.get_untracked() {
            focus::focus_near(&root, "form", &format!("[name='{}']", Field::Name.name()));
        }
    };
    let offer = move |suggestion: Suggestion| {
        let (reason, button_label) = match suggestion {
            Suggestion::WithoutCapitalRegime(_) => (
                "Casi siempre la Constancia muestra el nombre sin el régimen de capital: ",
                "Quitar el régimen de capital",
            ),
            Suggestion::GivenNamesFirst(_) => {
                ("En el SAT el nombre va antes de los apellidos: ", "Poner primero el nombre")
            }
            Suggestion::WithoutAccents(_) => {
                ("El SAT tiene casi todos los nombres sin acentos: ", "Quitar los acentos")
            }
        };
        view! {
            <p class="hint">{reason} <strong>{suggestion.name().to_string()}</strong></p>
            <Button on_press=take_suggestion>{button_label}</Button>
        }
    };
    view! {
        <div class="stack" aria-live="polite" node_ref=root>
            {move || suggestion.get().map(offer)}
        </div>
    }
}

/// The address. A CFDI does not carry it, and it is optional.
#[component]
fn AddressFields<E>(form: RwSignal<ProfileForm>, errors: Signal<Vec<FieldError>>, editing: E) -> impl IntoView
where
    E: Fn(fn(&mut FiscalProfileDraft, String)) -> Callback<String> + Copy + Send + Sync + 'static,
{
    let field_value = move |read| field_value(form, read);
    let is_wrong = Signal::derive(move || {
        errors
            .with(|errors| errors.iter().filter_map(|error| Field::parse(error.field)).any(Field::is_address))
    });
    let line =
        move |field: Field, autocomplete: &'static str, read: fn(&FiscalProfileDraft) -> &String, set| {
            view! {
                <TextField
                    label=label(field)
                    name=field.name()
                    autocomplete=autocomplete
                    errors=errors
                    value=field_value(read)
                    on_input=editing(set)
                />
            }
        };
    view! {
        <Disclosure summary="Domicilio (opcional)" reveals=is_wrong>
            {line(
                Field::Street,
                "address-line1",
                |draft| &draft.address.street,
                |draft, text| draft.address.street = text,
            )}
            {line(
                Field::Neighborhood,
                "address-level3",
                |draft| &draft.address.neighborhood,
                |draft, text| draft.address.neighborhood = text,
            )}
            {line(
                Field::Municipality,
                "address-level2",
                |draft| &draft.address.municipality,
                |draft, text| draft.address.municipality = text,
            )}
            {line(
                Field::State,
                "address-level1",
                |draft| &draft.address.state,
                |draft, text| draft.address.state = text,
            )}
        </Disclosure>
    }
}
