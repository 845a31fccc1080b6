//! Removing a razón social, asked for first.

use leptos::prelude::*;
use leptos::task::spawn_local;
use pase_contract::fiscal_profiles::{DeleteFiscalProfile, FiscalProfile};
use pase_contract::{ProblemCode, RebillId};

use super::words;
use crate::api::{ApiError, Client};
use crate::browser::cancellation::Cancellation;
use crate::failure::Failure;
use crate::navigation::Navigation;
use crate::route::Route;
use crate::ui::{Button, ButtonKind, Dialog, DialogFoot, Notice, NoticeKind};

/// A razón social that is about to be removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Removal {
    profile: FiscalProfile,
    stage: Stage,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Stage {
    Asked,
    Sending,
    Refused(Refusal),
    Failed(ApiError),
}

/// Why it stays.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Refusal {
    /// A running trámite uses it.
    InUse(Option<RebillId>),
    /// It is the default, and there are others.
    Default,
    /// It has changed since it was read: what was confirmed is not what would go.
    Changed,
}

impl Removal {
    pub(super) fn of(profile: FiscalProfile) -> Self {
        Self { profile, stage: Stage::Asked }
    }

    fn submit(&mut self) -> Option<DeleteFiscalProfile> {
        if self.stage == Stage::Sending {
            return None;
        }
        self.stage = Stage::Sending;
        Some(DeleteFiscalProfile { id: self.profile.id.clone(), version: self.profile.version })
    }

    /// Takes the server's answer: `true` says that it is gone, by us or by another window.
    fn answered(&mut self, answer: Result<(), ApiError>) -> bool {
        let error = match answer {
            Ok(()) => return true,
            Err(error) => error,
        };
        self.stage = match (error.code(), error) {
            (Some(ProblemCode::NotFound), _) => return true,
            (Some(ProblemCode::FiscalProfileInUse), ApiError::Problem(problem)) => {
                Stage::Refused(Refusal::InUse(problem.rebill_id))
            }
            (Some(ProblemCode::FiscalProfileIsDefault), _) => Stage::Refused(Refusal::Default),
            (Some(ProblemCode::PreconditionFailed), _) => Stage::Refused(Refusal::Changed),
            (_, ApiError::Unauthenticated | ApiError::Cancelled) => Stage::Asked,
            (_, error) => Stage::Failed(error),
        };
        false
    }
}

/// The dialog; it is open while there is a removal.
#[component]
pub(super) fn RemovalDialog(
    removal: RwSignal<Option<Removal>>,
    /// Called when it is gone, with its RFC.
    on_removed: Callback<String>,
    /// Called when the list behind the dialog is out of date: what opened the dialog may be gone from it.
    on_changed: Callback<()>,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let is_sending = Signal::derive(move || {
        removal.with(|removal| removal.as_ref().is_some_and(|r| r.stage == Stage::Sending))
    });
    let send = Callback::new(move |()| {
        let Some(request) = removal.try_update(|removal| removal.as_mut()?.submit()).flatten() else {
            return;
        };
        let client = client.clone();
        let rfc = removal.with_untracked(|removal| removal.as_ref().map(|r| r.profile.rfc.to_string()));
        spawn_local(async move {
            let answer = client.send(&request, &Cancellation::new()).await.map(|_| ());
            let gone = removal
                .try_update(|removal| removal.as_mut().is_some_and(|removal| removal.answered(answer)));
            if gone == Some(true) {
                removal.try_set(None);
                on_removed.try_run(rfc.unwrap_or_default());
            }
        });
    });
    let close = Callback::new(move |()| {
        let refused = removal
            .with_untracked(|removal| removal.as_ref().is_some_and(|r| matches!(r.stage, Stage::Refused(_))));
        removal.set(None);
        if refused {
            on_changed.run(());
        }
    });
    let refused = Memo::new(move |_| {
        removal.with(|removal| match removal.as_ref().map(|removal| &removal.stage) {
            Some(Stage::Refused(refusal)) => Some(refusal.clone()),
            _ => None,
        })
    });
    let title = Signal::derive(move || {
        let title =
            if refused.with(Option::is_some) { "No se eliminó" } else { "¿Eliminar esta razón social?" };
        title.to_owned()
    });
    view! {
        <Dialog
            open=Signal::derive(move || removal.with(Option::is_some))
            title=title
            locked=is_sending
            on_dismiss=Callback::new(move |_| close.run(()))
        >
            {move || match refused.get() {
                Some(refusal) => view! { <Refused refusal=refusal on_close=close/> }.into_any(),
                None => view! { <Ask removal=removal busy=is_sending on_send=send on_close=close/> }.into_any(),
            }}
        </Dialog>
    }
}

#[component]
fn Ask(
    removal: RwSignal<Option<Removal>>,
    busy: Signal<bool>,
    on_send: Callback<()>,
    on_close: Callback<()>,
) -> impl IntoView {
    let failure = Memo::new(move |_| {
        removal.with(|removal| match removal.as_ref().map(|removal| &removal.stage) {
            Some(Stage::Failed(error)) => Some(error.clone()),
            _ => None,
        })
    });
    let profile = removal.with_untracked(|removal| removal.as_ref().map(|removal| removal.profile.clone()));
    profile.map(|profile| {
        view! {
            <div class="stack">
                <p>
                    <strong class="code">{words::title(&profile)}</strong> <br/> {profile.name.to_string()}
                </p>
                <p>"Ya no podrás elegirla para refacturar. Las facturas y los trámites que ya la tienen no cambian."</p>
                {move || failure.get().map(|error| view! { <Failure error=error/> })}
            </div>
            <DialogFoot>
                <Button initial_focus=true on_press=move |_| on_close.run(())>
                    "Conservar"
                </Button>
                <Button kind=ButtonKind::Primary busy=busy on_press=move |_| on_send.run(())>
                    "Eliminar"
                </Button>
            </DialogFoot>
        }
    })
}

#[component]
fn Refused(refusal: Refusal, on_close: Callback<()>) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let (text, rebill) = match refusal {
        Refusal::InUse(rebill) => ("Un trámite en curso la usa. Podrás eliminarla cuando termine.", rebill),
        Refusal::Default => (
            "Es la predeterminada: a ella se emiten tus próximas facturas. Elige antes otra como predeterminada.",
            None,
        ),
        Refusal::Changed => {
            ("Cambió en otra ventana. Revisa cómo quedó y, si aún quieres, elimínala de nuevo.", None)
        }
    };
    view! {
        <Notice kind=NoticeKind::Attention announced=true>{text}</Notice>
        <DialogFoot>
            {rebill
                .map(|rebill| {
                    let href = navigation.href(&Route::Rebill(rebill));
                    view! { <a href=href>"Ver el trámite"</a> }
                })}
            <Button kind=ButtonKind::Primary on_press=move |_| on_close.run(())>
                "ENTENDIDO"
            </Button>
        </DialogFoot>
    }
}

#[cfg(test)]
mod tests {
    use pase_contract::Problem;

    use super::*;

    fn removal() -> Removal {
        let profile = r#"{"id": "p1", "rfc": "EKU9003173C9", "person": "moral", "name": "KEMPER", "postal_code": "42501",
            "fiscal_regime": "601", "cfdi_use": "G03", "address": {}, "is_default": true, "version": 7,
            "padron_check": null, "rebill_id": null}"#;
        Removal::of(serde_json::from_str(profile).unwrap())
    }

    fn refused(code: ProblemCode) -> Stage {
        let mut removal = removal();
        removal.submit();
        assert!(!removal.answered(Err(ApiError::Problem(Box::new(Problem::new(code, String::new()))))));
        removal.stage
    }

    #[test]
    fn it_is_sent_once_and_only_as_it_was_read() {
        let mut removal = removal();
        assert_eq!(removal.submit().map(|request| request.version), Some(7));
        assert!(removal.submit().is_none());
        assert!(removal.answered(Ok(())));
    }

    #[test]
    fn what_another_window_removed_is_gone_too() {
        let mut removal = removal();
        removal.submit();
        let gone = Problem::new(ProblemCode::NotFound, String::new());
        assert!(removal.answered(Err(ApiError::Problem(Box::new(gone)))));
    }

    #[test]
    fn why_it_stays_is_told_apart() {
        assert_eq!(refused(ProblemCode::FiscalProfileInUse), Stage::Refused(Refusal::InUse(None)));
        assert_eq!(refused(ProblemCode::FiscalProfileIsDefault), Stage::Refused(Refusal::Default));
        assert_eq!(refused(ProblemCode::PreconditionFailed), Stage::Refused(Refusal::Changed));
        assert!(matches!(refused(ProblemCode::Internal), Stage::Failed(_)));
    }
}
