//! What a customer reads when something failed: what happened, that nothing was lost, what to do now.

use leptos::prelude::*;
use pase_contract::ProblemCode;

use crate::api::ApiError;
use crate::navigation::Navigation;
use crate::route::{HelpContext, Route};
use crate::ui::ErrorState;

/// The words for an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// What happened.
    pub title: &'static str,
    /// That nothing was lost, and what to do now.
    pub text: &'static str,
}

/// Words an error that concerns no field.
pub fn words(error: &ApiError) -> Words {
    let (title, text) = match error {
        ApiError::Unreachable => (
            "No pudimos conectarnos",
            "Revisa tu conexión a internet e inténtalo de nuevo. No se perdió nada de lo que hiciste.",
        ),
        ApiError::TimedOut => (
            "La respuesta está tardando demasiado",
            "No se perdió nada. Espera un momento e inténtalo de nuevo: aunque repitas, tu solicitud se registra una sola vez.",
        ),
        ApiError::Unauthenticated => (
            "Tu sesión terminó",
            "Entra de nuevo para continuar donde estabas. Lo que escribiste sigue aquí.",
        ),
        ApiError::TooManyAttempts { .. } => {
            ("Demasiados intentos", "Espera unos minutos e inténtalo de nuevo.")
        }
        ApiError::Problem(problem) if problem.code == ProblemCode::NotFound => (
            "No encontramos lo que buscas",
            "Es posible que la dirección esté incompleta o que pertenezca a otra cuenta.",
        ),
        ApiError::Problem(problem) if problem.code == ProblemCode::Unavailable => (
            "El servicio no está disponible por el momento",
            "No se perdió nada. Inténtalo de nuevo en unos minutos.",
        ),
        ApiError::Problem(_) | ApiError::Unreadable { .. } | ApiError::Cancelled => (
            "Algo falló de nuestro lado",
            "No se perdió nada. Inténtalo de nuevo; si vuelve a pasar, repórtalo y lo revisamos.",
        ),
    };
    Words { title, text }
}

/// A request that failed: words, another try, and help that knows what failed.
#[component]
pub fn Failure(
    /// What went wrong.
    error: ApiError,
    /// Tries again.
    #[prop(optional, into)]
    retry: Option<Callback<()>>,
    /// Where the customer stood.
    #[prop(optional)]
    context: HelpContext,
) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let Words { title, text } = words(&error);
    let trace_id = error.trace_id().map(str::to_owned);
    let help = navigation.href(&Route::Help(HelpContext { error: trace_id, ..context }));
    view! { <ErrorState title=title text=text retry=retry help=help/> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failure_says_what_to_do_now() {
        let problem = |code| ApiError::Problem(Box::new(pase_contract::Problem::new(code, "abc".to_owned())));
        let errors = ProblemCode::ALL.iter().map(|code| problem(*code));
        let others = [
            ApiError::Unreachable,
            ApiError::TimedOut,
            ApiError::Unauthenticated,
            ApiError::Unreadable { status: 502 },
        ];
        for error in errors.chain(others) {
            let Words { title, text } = words(&error);
            assert!(!title.is_empty() && text.ends_with('.'), "{error:?}");
        }
    }
}
