//! Removes a razón social, after the customer has confirmed it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use pase_contract::fiscal_profiles::{DeleteFiscalProfile, FiscalProfile, ListFiscalProfiles};
use pase_contract::{List, ProblemCode, RebillId};

use super::texts;
use crate::api::{ApiError, Client, Outcome};
use crate::browser::cancellation::Cancellation;
use crate::data_views::failure::FailureNotice;
use crate::navigation::{Navigation, Route};
use crate::ui::{Button, ButtonKind, Dialog, DialogFoot, Notice, NoticeKind};

/// A razón social that is about to be removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Removal {
    profile: FiscalProfile,
    stage: Stage,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Stage {
    /// The customer is asked to confirm.
    Confirming,
    Sending,
    Refused(Refusal),
    Failed(ApiError),
    /// The answer was lost, and the server is being asked what became of the removal.
    LookingUp,
    /// The answer was lost, and the server could not be asked.
    Unknown,
    /// The answer was lost, and the razón social is still there, unchanged.
    NotRemoved,
}

/// What a press on the dialog's button sends.
#[derive(Clone, Debug)]
enum Request {
    Remove(DeleteFiscalProfile),
    /// Asks what became of the last request.
    LookUpOutcome,
}

/// What follows an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// It is gone, removed by us or by another window.
    Gone,
    /// The server must be asked what became of it.
    LookUpOutcome,
    Stay,
}

/// Why it was not removed.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Refusal {
    /// A running trámite uses it.
    InUse(Option<RebillId>),
    /// It is the default, and there are others.
    Default,
    /// It has changed since it was read, so it is not what the customer confirmed.
    Changed,
}

impl Removal {
    pub(super) fn new(profile: FiscalProfile) -> Self {
        Self { profile, stage: Stage::Confirming }
    }

    fn is_sending(&self) -> bool {
        matches!(self.stage, Stage::Sending | Stage::LookingUp)
    }

    fn submit(&mut self) -> Option<Request> {
        match self.stage {
            Stage::Sending | Stage::LookingUp => None,
            Stage::Unknown => {
                self.stage = Stage::LookingUp;
                Some(Request::LookUpOutcome)
            }
            _ => {
                self.stage = Stage::Sending;
                let (id, version) = (self.profile.id.clone(), self.profile.version);
                Some(Request::Remove(DeleteFiscalProfile { id, version }))
            }
        }
    }

    /// Takes the server's answer to a removal.
    fn apply_answer(&mut self, answer: Result<(), ApiError>) -> Next {
        let error = match answer {
            Ok(()) => return Next::Gone,
            Err(error) => error,
        };
        self.stage = match (error.code(), error) {
            (Some(ProblemCode::NotFound), _) => return Next::Gone,
            (Some(ProblemCode::FiscalProfileInUse), ApiError::Problem(problem)) => {
                Stage::Refused(Refusal::InUse(problem.rebill_id))
            }
            (Some(ProblemCode::FiscalProfileIsDefault), _) => Stage::Refused(Refusal::Default),
            (Some(ProblemCode::PreconditionFailed), _) => Stage::Refused(Refusal::Changed),
            (_, ApiError::Unauthenticated | ApiError::Cancelled) => Stage::Confirming,
            (_, error) if error.outcome() == Outcome::Unknown => {
                self.stage = Stage::LookingUp;
                return Next::LookUpOutcome;
            }
            (_, error) => Stage::Failed(error),
        };
        Next::Stay
    }

    /// Takes the current list, after a removal whose answer was lost.
    fn apply_current_list(&mut self, answer: Result<List<FiscalProfile>, ApiError>) -> Next {
        let Ok(list) = answer else {
            self.stage = Stage::Unknown;
            return Next::Stay;
        };
        self.stage = match list.items.into_iter().find(|profile| profile.id == self.profile.id) {
            None => return Next::Gone,
            Some(now) if now.version == self.profile.version => Stage::NotRemoved,
            Some(_) => Stage::Refused(Refusal::Changed),
        };
        Next::Stay
    }
}

/// The dialog. It is open while there is a removal.
#[component]
pub(super) fn RemovalDialog(
    removal: RwSignal<Option<Removal>>,
    /// Called when the razón social is gone, with its RFC.
    on_removed: Callback<String>,
    /// Called when the list behind the dialog is out of date. The button that opened the dialog may
    /// be gone from it.
    on_changed: Callback<()>,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let is_sending =
        Signal::derive(move || removal.with(|removal| removal.as_ref().is_some_and(Removal::is_sending)));
    let send = Callback::new(move |()| {
        let Some(request) = removal.try_update(|removal| removal.as_mut()?.submit()).flatten() else {
            return;
        };
        let client = client.clone();
        let rfc = removal.with_untracked(|removal| removal.as_ref().map(|r| r.profile.rfc.to_string()));
        spawn_local(async move {
            let mut next = match request {
                Request::Remove(request) => {
                    let answer = client.send(&request, &Cancellation::new()).await.map(|_| ());
                    removal.try_update(|removal| Some(removal.as_mut()?.apply_answer(answer))).flatten()
                }
                Request::LookUpOutcome => Some(Next::LookUpOutcome),
            };
            if next == Some(Next::LookUpOutcome) {
                let list = client.send(&ListFiscalProfiles, &Cancellation::new()).await;
                next =
                    removal.try_update(|removal| Some(removal.as_mut()?.apply_current_list(list))).flatten();
            }
            if next == Some(Next::Gone) {
                removal.try_set(None);
                on_removed.try_run(rfc.unwrap_or_default());
            }
        });
    });
    let refused = Memo::new(move |_| {
        removal.with(|removal| match removal.as_ref().map(|removal| &removal.stage) {
            Some(Stage::Refused(refusal)) => Some(refusal.clone()),
            _ => None,
        })
    });
    let close = Callback::new(move |()| {
        let is_refused = refused.with_untracked(Option::is_some);
        removal.set(None);
        if is_refused {
            on_changed.run(());
        }
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
                Some(refusal) => view! { <RemovalRefused refusal=refusal on_close=close/> }.into_any(),
                None => view! { <ConfirmRemoval removal=removal busy=is_sending on_send=send on_close=close/> }.into_any(),
            }}
        </Dialog>
    }
}

#[component]
fn ConfirmRemoval(
    removal: RwSignal<Option<Removal>>,
    busy: Signal<bool>,
    on_send: Callback<()>,
    on_close: Callback<()>,
) -> impl IntoView {
    let stage = Memo::new(move |_| removal.with(|removal| Some(removal.as_ref()?.stage.clone())));
    let message = move || match stage.get() {
        Some(Stage::Failed(error)) => Some(view! { <FailureNotice error=error/> }.into_any()),
        Some(Stage::LookingUp) => {
            attention_notice("No llegó la respuesta: pudo eliminarse, o no. Estamos preguntando qué pasó…")
        }
        Some(Stage::Unknown) => attention_notice(
            "No llegó la respuesta y todavía no pudimos preguntar qué pasó: pudo eliminarse, o no. Revisa tu conexión y pregunta de nuevo.",
        ),
        Some(Stage::NotRemoved) => {
            attention_notice("No se eliminó: sigue entre tus datos fiscales. Inténtalo de nuevo.")
        }
        _ => None,
    };
    let button_label =
        move || if stage.get() == Some(Stage::Unknown) { "Preguntar de nuevo" } else { "Eliminar" };
    let profile = removal.with_untracked(|removal| removal.as_ref().map(|removal| removal.profile.clone()));
    profile.map(|profile| {
        view! {
            <div class="stack">
                <p>
                    <strong class="code" translate="no">{texts::title(&profile)}</strong> <br/> {profile.name.to_string()}
                </p>
                <p>"Ya no podrás elegirla para refacturar. Las facturas y los trámites que ya la tienen no cambian."</p>
                {message}
            </div>
            <DialogFoot>
                <Button initial_focus=true on_press=move |_| on_close.run(())>
                    "Conservar"
                </Button>
                <Button kind=ButtonKind::Primary busy=busy on_press=move |_| on_send.run(())>
                    {button_label}
                </Button>
            </DialogFoot>
        }
    })
}

/// A message above the buttons.
fn attention_notice(text: &'static str) -> Option<AnyView> {
    Some(view! { <Notice kind=NoticeKind::Attention announced=true>{text}</Notice> }.into_any())
}

#[component]
fn RemovalRefused(refusal: Refusal, on_close: Callback<()>) -> impl IntoView {
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
        Removal::new(serde_json::from_str(profile).unwrap())
    }

    fn refused(code: ProblemCode) -> Stage {
        let mut removal = removal();
        removal.submit();
        let problem = Problem::new(code, String::new());
        assert_eq!(removal.apply_answer(Err(ApiError::Problem(Box::new(problem)))), Next::Stay);
        removal.stage
    }

    #[test]
    fn it_is_sent_once_and_only_as_it_was_read() {
        let mut removal = removal();
        assert!(matches!(removal.submit(), Some(Request::Remove(request)) if request.version == 7));
        assert!(removal.submit().is_none());
        assert_eq!(removal.apply_answer(Ok(())), Next::Gone);
    }

    #[test]
    fn what_another_window_removed_is_gone_too() {
        let mut removal = removal();
        removal.submit();
        let gone = Problem::new(ProblemCode::NotFound, String::new());
        assert_eq!(removal.apply_answer(Err(ApiError::Problem(Box::new(gone)))), Next::Gone);
    }

    #[test]
    fn a_removal_whose_answer_is_lost_is_asked_for() {
        let mut removal = removal();
        let there = |version| {
            let profile = FiscalProfile { version, ..self::removal().profile };
            Ok(List::of_one_page(vec![profile]))
        };
        removal.submit();
        assert_eq!(removal.apply_answer(Err(ApiError::TimedOut)), Next::LookUpOutcome);
        assert!(removal.submit().is_none(), "it is being asked");
        assert_eq!(removal.apply_current_list(Err(ApiError::Unreachable)), Next::Stay);
        assert!(
            matches!(removal.submit(), Some(Request::LookUpOutcome)),
            "nothing is removed before it is known"
        );
        removal.apply_current_list(there(7));
        assert_eq!(removal.stage, Stage::NotRemoved);
        removal.apply_current_list(there(8));
        assert_eq!(removal.stage, Stage::Refused(Refusal::Changed));
        assert_eq!(removal.apply_current_list(Ok(List::of_one_page(Vec::new()))), Next::Gone);
    }

    #[test]
    fn why_it_stays_is_told_apart() {
        assert_eq!(refused(ProblemCode::FiscalProfileInUse), Stage::Refused(Refusal::InUse(None)));
        assert_eq!(refused(ProblemCode::FiscalProfileIsDefault), Stage::Refused(Refusal::Default));
        assert_eq!(refused(ProblemCode::PreconditionFailed), Stage::Refused(Refusal::Changed));
        assert!(matches!(refused(ProblemCode::CrossSiteRequest), Stage::Failed(_)));
    }
}
