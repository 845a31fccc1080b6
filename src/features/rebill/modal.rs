//! The modal: one dialog, whose content follows the model.

use leptos::prelude::*;
use leptos::task::spawn_local;
use pase_contract::RebillId;
use pase_contract::fiscal_profiles::ListFiscalProfiles;
use pase_contract::invoices::Invoice;

use super::OpenRebill;
use super::choose::Choose;
use super::mailbox::MailboxNotice;
use super::model::{Phase, RebillModel};
use super::registered::RegisteredWords;
use super::review::Review;
use crate::api::{Client, load};
use crate::browser::cancellation::Cancellation;
use crate::browser::clock::ServerClock;
use crate::browser::host::Host;
use crate::browser::random;
use crate::features::fiscal_profiles::ProfileFormView;
use crate::loaded::not_yet;
use crate::navigation::Navigation;
use crate::route::{HelpContext, Route};
use crate::ui::{Button, ButtonKind, Dialog, DialogFoot, Dismissal, Notice, NoticeKind, Skeleton};

/// The modal. It stands in the page as long as its screen does, and opens when [`OpenRebill`] holds an invoice.
#[component]
pub fn RebillModal(
    /// Called when it closes after something has changed, with the invoice that it was about.
    on_changed: Callback<Invoice>,
) -> impl IntoView {
    let rebill = expect_context::<OpenRebill>();
    let step = Memo::new(move |_| rebill.read(|model| Some(Step::of(model))));
    let close = Callback::new(move |()| {
        let changed = rebill.read_once(|model| Step::of(model).is_done().then(|| model.invoice.clone()));
        rebill.close();
        if let Some(invoice) = changed {
            on_changed.run(invoice);
        }
    });
    let dismiss = Callback::new(move |dismissal| match (dismissal, step.get_untracked()) {
        // What was typed is dear: Esc only leaves the form, and a press beside the dialog does nothing.
        (Dismissal::Escape, Some(Step::Adding)) => {
            rebill.change(RebillModel::back);
        }
        (Dismissal::Backdrop, Some(Step::Choosing | Step::Adding | Step::Reviewing)) => {}
        _ => close.run(()),
    });
    let title = Signal::derive(move || step.get().map(Step::title).unwrap_or_default().to_owned());
    view! {
        <Dialog
            open=Signal::derive(move || step.get().is_some())
            title=title
            locked=Signal::derive(move || rebill.is_sending())
            on_dismiss=dismiss
        >
            <Profiles rebill=rebill>
                {move || match step.get() {
                    Some(Step::Choosing) => view! { <Choose rebill=rebill on_cancel=close/> }.into_any(),
                    Some(Step::Adding) => view! { <Adding rebill=rebill/> }.into_any(),
                    Some(Step::Reviewing) => view! { <Reviewing rebill=rebill/> }.into_any(),
                    Some(Step::Registered) => view! { <Registered rebill=rebill on_close=close/> }.into_any(),
                    Some(Step::Refused) => view! { <Refused rebill=rebill on_close=close/> }.into_any(),
                    None => ().into_any(),
                }}
            </Profiles>
        </Dialog>
    }
}

/// What the dialog shows; it changes less often than the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Choosing,
    Adding,
    Reviewing,
    Registered,
    Refused,
}

impl Step {
    fn of(model: &RebillModel) -> Self {
        match model.phase {
            Phase::Choosing { .. } => Self::Choosing,
            Phase::Adding => Self::Adding,
            Phase::Reviewing { .. } => Self::Reviewing,
            Phase::Registered(_) => Self::Registered,
            Phase::AlreadyRebilled(_) | Phase::NotRebillable => Self::Refused,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Choosing => "Refacturar",
            Self::Adding => "Nueva razón social",
            Self::Reviewing => "Revisa antes de refacturar",
            Self::Registered => "Trámite registrado",
            Self::Refused => "Esta factura ya no se puede refacturar",
        }
    }

    /// Whether the list behind the modal is out of date.
    fn is_done(self) -> bool {
        matches!(self, Self::Registered | Self::Refused)
    }
}

/// Loads the razones sociales for as long as the modal is open; a reload keeps what was chosen.
#[component]
fn Profiles(rebill: OpenRebill, children: ChildrenFn) -> impl IntoView {
    let client = expect_context::<Client>();
    let profiles = load(client, || Some(ListFiscalProfiles));
    Effect::new(move |_| {
        if let Some(list) = profiles.value.get() {
            rebill.change(|model| model.loaded(list.items));
        }
    });
    // What was saved, but whose answer was lost, is in the list after the form was left.
    let is_adding = Memo::new(move |_| rebill.read(|model| matches!(model.phase, Phase::Adding)));
    Effect::new(move |was_adding: Option<bool>| {
        let is_adding = is_adding.get();
        if was_adding == Some(true) && !is_adding {
            profiles.reload();
        }
        is_adding
    });
    // What was chosen before a session ended is shown at once; the list arrives behind it.
    let ready = Memo::new(move |_| {
        let known = rebill.read(|model| !model.profiles.is_empty());
        known || profiles.value.with(Option::is_some)
    });
    view! {
        {move || {
            if ready.get() {
                children().into_any()
            } else {
                let bones =
                    || view! { <Skeleton label="Cargando tus razones sociales…" lines=8/> }.into_any();
                view! { <div class="rebill__waiting">{not_yet(profiles, bones, HelpContext::default())}</div> }
                    .into_any()
            }
        }}
    }
}

#[component]
fn Adding(rebill: OpenRebill) -> impl IntoView {
    let saved = Callback::new(move |profile| {
        rebill.change(|model| model.added(profile));
    });
    let back = Callback::new(move |()| {
        rebill.change(RebillModel::back);
    });
    view! { <ProfileFormView in_dialog=true form=rebill.form on_saved=saved on_cancel=back/> }
}

#[component]
fn Reviewing(rebill: OpenRebill) -> impl IntoView {
    let client = expect_context::<Client>();
    let clock = expect_context::<ServerClock>();
    let host = expect_context::<Host>();
    let submit = Callback::new(move |()| {
        let Some(request) = rebill.change(|model| model.submit(random::key)).flatten() else { return };
        let client = client.clone();
        spawn_local(async move {
            // Never given up when the view leaves: what was committed is answered.
            let answer = client.send(&request, &Cancellation::new()).await;
            if let Ok(registered) = &answer {
                clock.set(registered.as_of);
                host.tell("pase-rebill-registered", &[("id", registered.id.as_str())]);
            }
            rebill.change(|model| model.answered(answer));
        });
    });
    view! { <Review rebill=rebill on_submit=submit/> }
}

/// The manual's steps 6 and 6.1.
#[component]
fn Registered(rebill: OpenRebill, on_close: Callback<()>) -> impl IntoView {
    let registered = rebill.read_once(|model| match &model.phase {
        Phase::Registered(rebill) => Some((**rebill).clone()),
        _ => None,
    });
    registered.map(|registered| {
        let at_once = registered.acceptance.is_none();
        view! {
            <div class="stack">
                <Notice kind=NoticeKind::Success announced=true>
                    <RegisteredWords at_once=at_once/>
                </Notice>
                {registered.acceptance.map(|acceptance| view! { <MailboxNotice acceptance=acceptance/> })}
            </div>
            <DialogFoot>
                <TramiteLink id=registered.id on_follow=on_close/>
                <Understood on_press=on_close/>
            </DialogFoot>
        }
    })
}

#[component]
fn Refused(rebill: OpenRebill, on_close: Callback<()>) -> impl IntoView {
    let winner = rebill.read_once(|model| match &model.phase {
        Phase::AlreadyRebilled(id) => Some(id.clone()),
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
            {winner.map(|id| view! { <TramiteLink id=id on_follow=on_close/> })}
            <Understood on_press=on_close/>
        </DialogFoot>
    }
}

#[component]
fn Understood(on_press: Callback<()>) -> impl IntoView {
    view! {
        <Button kind=ButtonKind::Primary on_press=move |_| on_press.run(())>
            "ENTENDIDO"
        </Button>
    }
}

/// A link to a trámite's page, which leaves the modal.
#[component]
fn TramiteLink(id: RebillId, on_follow: Callback<()>) -> impl IntoView {
    let href = expect_context::<Navigation>().href(&Route::Rebill(id));
    view! { <a href=href on:click=move |_| on_follow.run(())>"Ver mi trámite"</a> }
}
