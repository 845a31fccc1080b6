//! The modal: one dialog, whose content follows the model.

use leptos::prelude::*;
use leptos::task::spawn_local;
use pase_contract::RebillId;
use pase_contract::fiscal_profiles::ListFiscalProfiles;
use pase_contract::invoices::Invoice;
use pase_contract::rebills::Rebill;

use super::OpenRebill;
use super::choose::Choose;
use super::model::{Phase, RebillModel};
use super::review::Review;
use crate::api::{Client, load};
use crate::browser::cancellation::Cancellation;
use crate::browser::clock::ServerClock;
use crate::browser::{mexico_city, random};
use crate::failure::Failure;
use crate::features::fiscal_profiles::ProfileFormView;
use crate::format;
use crate::navigation::Navigation;
use crate::route::Route;
use crate::ui::{Button, ButtonKind, Dialog, Notice, NoticeKind, Skeleton};

/// The modal. It stands in the page as long as its screen does, and opens when [`OpenRebill`] holds an invoice.
#[component]
pub fn RebillModal(
    /// Called when it closes after something has changed, with the invoice that it was about.
    on_changed: Callback<Invoice>,
) -> impl IntoView {
    let rebill = expect_context::<OpenRebill>();
    let model = rebill.model;
    let step = Memo::new(move |_| model.with(|model| model.as_ref().map(Step::of)));
    let close = Callback::new(move |()| {
        let changed = model.with_untracked(|model| {
            let done = model.as_ref().filter(|model| Step::of(model).is_done());
            done.map(|model| model.invoice.clone())
        });
        rebill.close();
        if let Some(invoice) = changed {
            on_changed.run(invoice);
        }
    });
    let title = Signal::derive(move || step.get().map(Step::title).unwrap_or_default().to_owned());
    view! {
        <Dialog
            open=Signal::derive(move || step.get().is_some())
            title=title
            locked=Signal::derive(move || model.with(|model| model.as_ref().is_some_and(RebillModel::is_sending)))
            on_close=close
        >
            <Profiles rebill=rebill>
                {move || match step.get() {
                    Some(Step::Choosing) => view! { <Choose model=model on_cancel=close/> }.into_any(),
                    Some(Step::Adding) => view! { <Adding rebill=rebill/> }.into_any(),
                    Some(Step::Reviewing) => view! { <Reviewing model=model/> }.into_any(),
                    Some(Step::Registered) => view! { <Registered model=model on_close=close/> }.into_any(),
                    Some(Step::Refused) => view! { <Refused model=model on_close=close/> }.into_any(),
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
            rebill.model.update(|model| {
                if let Some(model) = model {
                    model.loaded(list.items);
                }
            });
        }
    });
    // What was chosen before a session ended is shown at once; the list arrives behind it.
    let ready = Memo::new(move |_| {
        let known = rebill.model.with(|model| model.as_ref().is_some_and(|model| !model.profiles.is_empty()));
        known || profiles.value.with(Option::is_some)
    });
    view! {
        {move || {
            if ready.get() {
                children().into_any()
            } else if let Some(error) = profiles.failure.get() {
                view! { <Failure error=error retry=Callback::new(move |()| profiles.reload())/> }.into_any()
            } else {
                view! { <Skeleton label="Cargando tus razones sociales…" lines=3/> }.into_any()
            }
        }}
    }
}

#[component]
fn Adding(rebill: OpenRebill) -> impl IntoView {
    let change = move |change: fn(&mut RebillModel)| {
        rebill.model.update(|model| {
            if let Some(model) = model {
                change(model);
            }
        });
    };
    view! {
        <ProfileFormView
            form=rebill.form
            on_saved=Callback::new(move |profile| {
                rebill.form.set(Default::default());
                rebill
                    .model
                    .update(|model| {
                        if let Some(model) = model {
                            model.added(profile);
                        }
                    });
            })
            on_cancel=Callback::new(move |()| change(RebillModel::back))
        />
    }
}

#[component]
fn Reviewing(model: RwSignal<Option<RebillModel>>) -> impl IntoView {
    let client = expect_context::<Client>();
    let clock = expect_context::<ServerClock>();
    let submit = Callback::new(move |()| {
        let request =
            model.try_update(|model| model.as_mut().and_then(|model| model.submit(random::key))).flatten();
        let Some(request) = request else { return };
        let client = client.clone();
        spawn_local(async move {
            // Never given up when the view leaves: what was committed is answered.
            let answer = client.send(&request, &Cancellation::new()).await;
            if let Ok(rebill) = &answer {
                clock.set(rebill.as_of);
            }
            model.try_update(|model| {
                if let Some(model) = model {
                    model.answered(answer);
                }
            });
        });
    });
    view! { <Review model=model on_submit=submit/> }
}

/// The manual's steps 6 and 6.1.
#[component]
fn Registered(model: RwSignal<Option<RebillModel>>, on_close: Callback<()>) -> impl IntoView {
    let registered = model.with_untracked(|model| match model.as_ref().map(|model| &model.phase) {
        Some(Phase::Registered(rebill)) => Some((**rebill).clone()),
        _ => None,
    });
    registered.map(|rebill| {
        let id = rebill.id.clone();
        let at_once = rebill.acceptance.is_none();
        view! {
            <Notice kind=NoticeKind::Success announced=true>
                <p>"Su trámite de refacturación ha sido registrado."</p>
                {at_once
                    .then(|| {
                        view! {
                            <p>
                                "Podrá descargar su documento corregido en el transcurso de las siguientes 24 horas."
                            </p>
                        }
                    })}
            </Notice>
            <TaxMailboxNotice rebill=rebill/>
            <div class="actions actions--end">
                <TramiteLink id=id on_follow=on_close/>
                <Button kind=ButtonKind::Primary on_press=move |_| on_close.run(())>"ENTENDIDO"</Button>
            </div>
        }
    })
}

/// The manual's *Atención* notice: whose buzón tributario, until when.
#[component]
pub(super) fn TaxMailboxNotice(rebill: Rebill) -> impl IntoView {
    let clock = expect_context::<ServerClock>();
    rebill.acceptance.clone().map(|acceptance| {
        let due_at = acceptance.due_at;
        let left = move || format::remaining(due_at.signed_duration_since(clock.now()));
        view! {
            <Notice kind=NoticeKind::Attention title="Atención">
                <p>
                    "Para finalizar su solicitud, le pedimos ingrese a su buzón tributario y acepte la cancelación del documento."
                </p>
                <p>
                    "El buzón tributario es el del RFC " <strong class="code">{acceptance.rfc.to_string()}</strong>
                    ", en el portal del SAT. Acéptala antes del "
                    <strong>
                        <time datetime=due_at.to_rfc3339()>{mexico_city::day_and_time(due_at)}</time>
                    </strong> " (" {left} ")."
                </p>
                <p class="footnote">
                    "*Una vez cancelada la factura original, podrá descargar su documento corregido en el transcurso de las siguientes 24 horas."
                </p>
            </Notice>
        }
    })
}

#[component]
fn Refused(model: RwSignal<Option<RebillModel>>, on_close: Callback<()>) -> impl IntoView {
    let winner = model.with_untracked(|model| match model.as_ref().map(|model| &model.phase) {
        Some(Phase::AlreadyRebilled(id)) => Some(id.clone()),
        _ => None,
    });
    let text = if winner.is_some() {
        "Esta factura ya tiene un trámite de refacturación, quizá desde otra ventana. Por cada factura seleccionada solo es posible realizar una vez el trámite; no se registró otro."
    } else {
        "El estado de la factura cambió y ya no admite el trámite. No se registró nada."
    };
    view! {
        <Notice announced=true>{text}</Notice>
        <div class="actions actions--end">
            {winner.map(|id| view! { <TramiteLink id=id on_follow=on_close/> })}
            <Button kind=ButtonKind::Primary on_press=move |_| on_close.run(())>"ENTENDIDO"</Button>
        </div>
    }
}

/// A link to a trámite's page, which leaves the modal.
#[component]
fn TramiteLink(id: RebillId, on_follow: Callback<()>) -> impl IntoView {
    let href = expect_context::<Navigation>().href(&Route::Rebill(id));
    view! { <a href=href on:click=move |_| on_follow.run(())>"Ver mi trámite"</a> }
}
