//! The modal: one dialog, whose content follows the model.

use leptos::prelude::*;
use leptos::task::spawn_local;
use pase_contract::fiscal_profiles::ListFiscalProfiles;
use pase_contract::invoices::Invoice;
use pase_contract::{InvoiceId, RebillId};

use super::choose::Choose;
use super::model::{Commitment, ModalView, RebillModel, Redirect};
use super::open_rebill::OpenRebill;
use super::review::Review;
use super::steps::Steps;
use super::unknown_outcome::UnknownOutcome;
use crate::api::{Client, load};
use crate::browser::cancellation::Cancellation;
use crate::browser::clock::ServerClock;
use crate::browser::host::Host;
use crate::browser::random;
use crate::data_views::loaded::skeleton_or_failure;
use crate::features::fiscal_profiles::{ProfileForm, ProfileFormView, is_refused_by_padron};
use crate::features::rebills::mailbox::MailboxNotice;
use crate::features::rebills::registered::RegisteredText;
use crate::locale::format;
use crate::navigation::{HelpContext, Navigation, RebillStep, Route};
use crate::ui::{Button, ButtonKind, Dialog, DialogFoot, Dismissal, Notice, NoticeKind, Skeleton};

/// The modal over the open row. It is on the page for as long as its screen is, and opens when the
/// address has a step.
#[component]
pub fn RebillModal(
    /// The invoice of the open row, once it is known.
    #[prop(into)]
    invoice: Signal<Option<Invoice>>,
    /// The modal's step, and how to change it.
    steps: Steps,
    /// Called when something has changed, or may have, so that the list behind the modal is out of
    /// date.
    on_changed: Callback<()>,
    /// Called when the modal has closed, with the invoice that it was about.
    on_closed: Callback<InvoiceId>,
) -> impl IntoView {
    let rebill = expect_context::<OpenRebill>();
    let navigation = expect_context::<Navigation>();
    navigation.hold_while(Signal::derive(move || rebill.is_sending()));
    Effect::new(move |_| match (steps.at.get(), invoice.get()) {
        (Some(_), Some(invoice)) => rebill.open(&invoice),
        (Some(_), None) => {}
        (None, _) => {
            if let Some(id) =
                rebill.model.with_untracked(|model| model.as_ref().map(|model| model.invoice.id.clone()))
            {
                rebill.close();
                on_closed.run(id);
            }
        }
    });
    let may_have_changed = Memo::new(move |_| rebill.read(RebillModel::may_have_changed));
    Effect::new(move |_| {
        if may_have_changed.get() {
            on_changed.run(());
        }
    });
    let redirect = Memo::new(move |_| {
        let step = steps.at.get()?;
        rebill.read(|model| model.redirect(&step))
    });
    Effect::new(move |_| match redirect.get() {
        Some(Redirect::ToRow(open)) => steps.close_by(open),
        Some(Redirect::To(step)) => steps.replace(step),
        None => {}
    });
    let modal_view = Memo::new(move |_| {
        let step = steps.at.get().filter(|_| redirect.with(Option::is_none))?;
        rebill.read(|model| Some(model.view_at(&step)))
    });
    let close = Callback::new(move |()| steps.close());
    let dismiss = Callback::new(move |dismissal| match (dismissal, modal_view.get_untracked()) {
        // What was typed must not be lost by accident: Esc only leaves the form, and a press beside
        // the dialog does nothing.
        (Dismissal::Escape, Some(ModalView::Adding)) => steps.back_to_choice(),
        (
            Dismissal::Backdrop,
            Some(ModalView::Choosing | ModalView::Adding | ModalView::Reviewing | ModalView::Unknown),
        ) => {}
        _ => steps.close(),
    });
    let title = Signal::derive(move || modal_view.get().map(title_of).unwrap_or_default().to_owned());
    view! {
        <Dialog
            open=Signal::derive(move || modal_view.get().is_some())
            title=title
            locked=Signal::derive(move || rebill.is_sending())
            on_dismiss=dismiss
        >
            <ProfilesLoader rebill=rebill steps=steps>
                {move || match modal_view.get() {
                    Some(ModalView::Choosing) => view! { <Choose rebill=rebill steps=steps/> }.into_any(),
                    Some(ModalView::Adding) => view! { <Adding rebill=rebill steps=steps/> }.into_any(),
                    Some(ModalView::Reviewing) => view! { <Reviewing rebill=rebill steps=steps/> }.into_any(),
                    Some(ModalView::Unknown) => view! { <UnknownOutcome rebill=rebill on_close=close/> }.into_any(),
                    Some(ModalView::Registered) => view! { <Registered rebill=rebill on_close=close/> }.into_any(),
                    Some(ModalView::Refused) => view! { <Refused rebill=rebill on_close=close/> }.into_any(),
                    None => ().into_any(),
                }}
            </ProfilesLoader>
        </Dialog>
    }
}

fn title_of(view: ModalView) -> &'static str {
    match view {
        ModalView::Choosing => "Refacturar",
        ModalView::Adding => "Nueva razón social",
        ModalView::Reviewing => "Revisa antes de refacturar",
        ModalView::Unknown => "No sabemos si tu trámite quedó registrado",
        ModalView::Registered => "Trámite registrado",
        ModalView::Refused => "Esta factura ya no se puede refacturar",
    }
}

/// Loads the razones sociales for as long as the modal is open. Loading them again keeps what was
/// chosen.
#[component]
fn ProfilesLoader(rebill: OpenRebill, steps: Steps, children: ChildrenFn) -> impl IntoView {
    let client = expect_context::<Client>();
    let profiles = load(client, || Some(ListFiscalProfiles));
    Effect::new(move |_| {
        let Some(list) = profiles.value.get() else { return };
        // The choice in an address that was opened by reload, by Forward or in another tab.
        let reviewed = steps.at.with_untracked(|step| match step {
            Some(RebillStep::Review(id)) => Some(id.clone()),
            _ => None,
        });
        let is_known = rebill.change(|model| {
            if let Some(id) = &reviewed {
                model.choose(id.clone());
            }
            model.set_profiles(list.items, list.unreadable);
            model.chosen_profile().is_some_and(|chosen| Some(&chosen.id) == reviewed.as_ref())
        });
        if reviewed.is_some() && is_known == Some(false) {
            steps.back_to_choice();
        }
    });
    // A razón social that was saved, but whose answer was lost, is in the list after the customer
    // has left the form.
    let is_adding = Memo::new(move |_| steps.at.with(|step| *step == Some(RebillStep::Add)));
    Effect::new(move |was_adding: Option<bool>| {
        let is_adding = is_adding.get();
        if was_adding == Some(true) && !is_adding {
            profiles.reload();
        }
        is_adding
    });
    // What was chosen before a session ended is shown at once; the list arrives behind it.
    let ready = Memo::new(move |_| rebill.read(|model| model.is_loaded || model.may_have_changed()));
    view! {
        {move || {
            if ready.get() {
                children().into_any()
            } else {
                let skeleton =
                    || view! { <Skeleton label="Cargando tus razones sociales…" lines=8/> }.into_any();
                let waiting = skeleton_or_failure(profiles, skeleton, HelpContext::default());
                view! { <div class="rebill__waiting">{waiting}</div> }.into_any()
            }
        }}
    }
}

#[component]
fn Adding(rebill: OpenRebill, steps: Steps) -> impl IntoView {
    // What was typed before and not saved is still there.
    rebill.form.update(|form| {
        if form.saved.is_some() {
            *form = ProfileForm::default();
        }
    });
    let saved = Callback::new(move |profile| {
        if rebill.change(|model| model.add_profile(profile)) == Some(true) {
            steps.back_to_choice();
        }
    });
    let back = Callback::new(move |()| steps.back_to_choice());
    view! { <ProfileFormView in_dialog=true form=rebill.form on_saved=saved on_cancel=back/> }
}

#[component]
fn Reviewing(rebill: OpenRebill, steps: Steps) -> impl IntoView {
    let client = expect_context::<Client>();
    let clock = expect_context::<ServerClock>();
    let host = expect_context::<Host>();
    let submit = Callback::new(move |()| {
        let Some(request) = rebill.change(|model| model.submit(random::key)).flatten() else { return };
        let client = client.clone();
        spawn_local(async move {
            // The request is never aborted when the view is removed: the answer to a commitment
            // must be received.
            let answer = client.send(&request, &Cancellation::new()).await;
            if let Ok(registered) = &answer {
                clock.set(registered.as_of);
                host.dispatch_event("pase-rebill-registered", &[("id", registered.id.as_str())]);
            }
            rebill.change(|model| model.apply_answer(answer));
        });
    });
    view! { <Review rebill=rebill steps=steps on_submit=submit/> }
}

/// The confirmation (the manual's steps 6 and 6.1).
#[component]
fn Registered(rebill: OpenRebill, on_close: Callback<()>) -> impl IntoView {
    let registered = rebill.read_untracked(|model| match &model.commitment {
        Commitment::Registered(rebill) => Some((**rebill).clone()),
        _ => None,
    });
    // The padrón did not recognize the razón social when it was saved. The PAC will not either, and
    // nobody is asked to accept.
    let is_refused = rebill.read(|model| model.chosen_profile().is_some_and(is_refused_by_padron));
    registered.map(|registered| {
        let at_once = registered.acceptance.is_none() && !is_refused;
        view! {
            <div class="stack">
                <Notice kind=NoticeKind::Success announced=true>
                    <div class="manual">
                        <RegisteredText at_once=at_once/>
                    </div>
                    <p>
                        "Factura " <span class="code" translate="no">{registered.original.folio.clone()}</span>
                        ", a nombre de " <span class="code" translate="no">{registered.to.rfc.to_string()}</span> " "
                        {registered.to.name.clone()} "."
                    </p>
                </Notice>
                {if is_refused {
                    view! {
                        <Notice kind=NoticeKind::Attention title="Corrige un dato para continuar tu trámite">
                            "El SAT no reconoce los datos de la nueva razón social. El trámite espera, sin cancelar nada, hasta que los corrijas: entra a tu trámite y compáralos con tu Constancia."
                        </Notice>
                    }
                        .into_any()
                } else {
                    let uuid = format::uuid(registered.original.uuid);
                    let notice = |acceptance| view! { <MailboxNotice acceptance=acceptance uuid=uuid/> };
                    registered.acceptance.map(notice).into_any()
                }}
            </div>
            <DialogFoot>
                <TramiteLink id=registered.id rebill=rebill/>
                <UnderstoodButton on_press=on_close/>
            </DialogFoot>
        }
    })
}

#[component]
fn Refused(rebill: OpenRebill, on_close: Callback<()>) -> impl IntoView {
    let winner = rebill.read_untracked(|model| match &model.commitment {
        Commitment::AlreadyRebilled(id) => Some(id.clone()),
        _ => None,
    });
    let text = if winner.is_some() {
        "Esta factura ya tiene un trámite de refacturación, quizá desde otra ventana. Por cada factura seleccionada solo es posible realizar una vez el trámite; no se registró otro."
    } else {
        "El estado de la factura cambió y ya no admite el trámite. No se registró nada."
    };
    view! {
        <Notice announced=true>{text}</Notice>
        <DialogFoot>
            {winner.map(|id| view! { <TramiteLink id=id rebill=rebill/> })}
            <UnderstoodButton on_press=on_close/>
        </DialogFoot>
    }
}

#[component]
fn UnderstoodButton(on_press: Callback<()>) -> impl IntoView {
    view! {
        <Button kind=ButtonKind::Primary on_press=move |_| on_press.run(())>
            "ENTENDIDO"
        </Button>
    }
}

/// A link to a trámite's page, which leaves the modal. Back from there leads to the row.
#[component]
fn TramiteLink(id: RebillId, rebill: OpenRebill) -> impl IntoView {
    let href = expect_context::<Navigation>().href(&Route::Rebill(id));
    view! { <a href=href on:click=move |_| rebill.close()>"Ver mi trámite"</a> }
}
