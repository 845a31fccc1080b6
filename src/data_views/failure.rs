//! What the customer reads when a request failed: what happened, what became of the request as far
//! as that is known, and what to do now.

use leptos::prelude::*;
use pase_contract::ProblemCode;

use crate::api::{ApiError, Outcome};
use crate::locale::format;
use crate::navigation::{HelpContext, Navigation, Route};
use crate::ui::ErrorState;

/// The text for an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailureText {
    /// What happened.
    pub title: &'static str,
    /// What became of the request, and what to do now.
    pub text: String,
}

/// What kind of request failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RequestKind {
    /// A request for data. Nothing can be lost.
    Read,
    /// A request that changes something. It may have been carried out although it failed.
    #[default]
    Write,
}

/// The text for a request that failed. After a write it says that nothing was changed only if that
/// is known.
fn failure_text(error: &ApiError, request_kind: RequestKind) -> FailureText {
    let (title, advice) = title_and_advice(error);
    let text = match (request_kind, error) {
        (_, ApiError::Unauthenticated) => advice,
        (RequestKind::Read, _) => format!("{advice} No se perdió nada."),
        (RequestKind::Write, error) => match error.outcome() {
            Outcome::NotDone => format!("No se cambió nada. {advice}"),
            Outcome::Unknown => {
                format!("No sabemos si tu solicitud se registró: revísalo antes de repetirla. {advice}")
            }
        },
    };
    FailureText { title, text }
}

/// What happened, and what to do now. It says nothing about what became of the request.
pub fn title_and_advice(error: &ApiError) -> (&'static str, String) {
    let (title, advice) = match error {
        ApiError::Offline => {
            ("No tienes conexión a internet", "Revisa tu wifi o tus datos e inténtalo de nuevo.")
        }
        ApiError::Unreachable => (
            "No pudimos conectarnos",
            "Revisa tu conexión a internet e inténtalo de nuevo. Si otras páginas sí abren, espera unos minutos.",
        ),
        ApiError::TimedOut => {
            ("La respuesta está tardando demasiado", "Espera un momento e inténtalo de nuevo.")
        }
        ApiError::Unauthenticated => (
            "Tu sesión terminó",
            "Entra de nuevo para continuar donde estabas. Lo que escribiste sigue aquí.",
        ),
        ApiError::TooManyAttempts { retry_after } => {
            let wait = format::waiting(*retry_after);
            return ("Demasiadas solicitudes seguidas", format!("Espera {wait} e inténtalo de nuevo."));
        }
        ApiError::Gateway { retry_after: Some(seconds), .. } => {
            let wait = format::waiting(*seconds);
            return (UNAVAILABLE, format!("Espera {wait} e inténtalo de nuevo."));
        }
        ApiError::Gateway { retry_after: None, .. } => {
            (UNAVAILABLE, "Espera unos minutos e inténtalo de nuevo.")
        }
        ApiError::Blocked { .. } => (
            "Un filtro de seguridad no dejó pasar tu solicitud",
            "Inténtalo con otra red, por ejemplo con los datos de tu celular o sin VPN. Si vuelve a pasar, repórtalo.",
        ),
        ApiError::Intercepted { .. } => (
            "Tu red contestó en lugar de PASE",
            "Si tu wifi pide registrarte o aceptar un aviso, como en un hotel o un aeropuerto, hazlo en otra pestaña e inténtalo de nuevo.",
        ),
        ApiError::Truncated { .. } => {
            ("La respuesta llegó incompleta", "Tu conexión se cortó a la mitad. Inténtalo de nuevo.")
        }
        ApiError::Unreadable { .. } => (
            "No pudimos leer la respuesta",
            "Inténtalo de nuevo o recarga la página: puede que haya una versión nueva. Si vuelve a pasar, repórtalo.",
        ),
        ApiError::Problem(problem) => problem_title_and_advice(problem.code),
        ApiError::Cancelled => ("No terminamos tu solicitud", "Inténtalo de nuevo."),
    };
    (title, advice.to_owned())
}

const UNAVAILABLE: &str = "El servicio no está disponible por el momento";

fn problem_title_and_advice(code: ProblemCode) -> (&'static str, &'static str) {
    match code {
        ProblemCode::NotFound => (
            "No encontramos lo que buscas",
            "Es posible que la dirección esté incompleta o que pertenezca a otra cuenta.",
        ),
        ProblemCode::Unavailable => (UNAVAILABLE, "Espera unos minutos e inténtalo de nuevo."),
        ProblemCode::Internal => {
            ("Algo falló de nuestro lado", "Inténtalo de nuevo; si vuelve a pasar, repórtalo y lo revisamos.")
        }
        ProblemCode::InvalidInput => (
            "Hay un dato que no pudimos aceptar",
            "Revisa lo que escribiste o elegiste e inténtalo de nuevo.",
        ),
        ProblemCode::PayloadTooLarge => {
            ("Lo que enviaste es demasiado largo", "Acorta lo que escribiste e inténtalo de nuevo.")
        }
        ProblemCode::IdempotencyInProgress => (
            "Tu solicitud se está procesando",
            "Espera un momento e inténtalo de nuevo: se registra una sola vez.",
        ),
        _ => (
            "No pudimos completar tu solicitud",
            "Recarga la página e inténtalo de nuevo; si vuelve a pasar, repórtalo y lo revisamos.",
        ),
    }
}

/// The message for a failed request, with a retry and a link to help that passes on which error it
/// was.
#[component]
pub fn FailureNotice(
    /// What went wrong.
    error: ApiError,
    /// What kind of request failed.
    #[prop(optional)]
    request_kind: RequestKind,
    /// Sends the request again.
    #[prop(optional, into)]
    retry: Option<Callback<()>>,
    /// Where in the portal the customer is, for help.
    #[prop(optional)]
    context: HelpContext,
) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let FailureText { title, text } = failure_text(&error, request_kind);
    let trace_id = error.trace_id().map(str::to_owned);
    let help = navigation.href(&Route::Help(HelpContext { error: trace_id, ..context }));
    view! { <ErrorState title=title text=text retry=retry help=help/> }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<ApiError> {
        let problem = |code: &ProblemCode| {
            ApiError::Problem(Box::new(pase_contract::Problem::new(*code, "abc".to_owned())))
        };
        let others = [
            ApiError::Offline,
            ApiError::Unreachable,
            ApiError::TimedOut,
            ApiError::Cancelled,
            ApiError::Unauthenticated,
            ApiError::TooManyAttempts { retry_after: 90 },
            ApiError::Gateway { status: 502, retry_after: None },
            ApiError::Gateway { status: 503, retry_after: Some(120) },
            ApiError::Blocked { status: 403 },
            ApiError::Intercepted { status: 200 },
            ApiError::Truncated { status: 200 },
            ApiError::Unreadable { status: 200 },
        ];
        ProblemCode::ALL.iter().map(problem).chain(others).collect()
    }

    #[test]
    fn every_failure_says_what_to_do_now() {
        for error in all() {
            for FailureText { title, text } in
                [RequestKind::Write, RequestKind::Read].map(|request_kind| failure_text(&error, request_kind))
            {
                assert!(!title.is_empty() && text.ends_with('.'), "{error:?}");
            }
        }
    }

    #[test]
    fn a_write_whose_outcome_is_unknown_never_says_that_nothing_happened() {
        for error in all() {
            let FailureText { text, .. } = failure_text(&error, RequestKind::Write);
            let is_certain = text.contains("No se perdió nada") || text.contains("No se cambió nada");
            assert!(!is_certain || error.outcome() == Outcome::NotDone, "{error:?}: {text}");
            let asks_to_look = text.contains("No sabemos si");
            assert_eq!(asks_to_look, error.outcome() == Outcome::Unknown, "{error:?}: {text}");
        }
    }

    #[test]
    fn our_side_is_blamed_for_our_own_faults_alone() {
        for error in all() {
            let is_ours = error.code() == Some(ProblemCode::Internal);
            assert_eq!(
                failure_text(&error, RequestKind::Write).title.contains("de nuestro lado"),
                is_ours,
                "{error:?}"
            );
        }
    }

    #[test]
    fn who_must_wait_is_told_how_long() {
        let text = |error: ApiError| failure_text(&error, RequestKind::Read).text;
        assert!(text(ApiError::TooManyAttempts { retry_after: 61 }).contains("Espera 2 minutos"));
        assert!(text(ApiError::Gateway { status: 503, retry_after: Some(7200) }).contains("Espera 2 horas"));
    }
}
