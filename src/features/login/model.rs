//! The login form: what was typed, what is wrong with it, what the server said.

use pase_contract::ProblemCode;
use pase_contract::session::{Account, Credentials, LogIn};

use crate::api::ApiError;
use crate::failure;
use crate::ui::FieldError;

/// The login form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoginForm {
    /// What was typed.
    pub credentials: Credentials,
    /// What is missing.
    pub errors: Vec<FieldError>,
    /// What the server said, in words.
    pub failure: Option<String>,
    /// Whether an answer is under way.
    pub sending: bool,
}

impl LoginForm {
    /// The request, if the form is complete and none is under way.
    pub fn submit(&mut self) -> Option<LogIn> {
        if self.sending {
            return None;
        }
        self.failure = None;
        self.errors = self.missing().collect();
        if !self.errors.is_empty() {
            return None;
        }
        self.sending = true;
        Some(LogIn { credentials: self.credentials.clone() })
    }

    fn missing(&self) -> impl Iterator<Item = FieldError> + use<> {
        let identifier = self.credentials.identifier.trim().is_empty().then_some(FieldError {
            field: "identifier",
            message: "Escribe tu teléfono o tu correo electrónico.",
        });
        let password = self
            .credentials
            .password
            .is_empty()
            .then_some(FieldError { field: "password", message: "Escribe tu contraseña." });
        identifier.into_iter().chain(password)
    }

    /// Takes the server's answer: who is logged in, if it worked. The password is forgotten either way.
    pub fn answered(&mut self, answer: Result<Account, ApiError>) -> Option<Account> {
        self.sending = false;
        // What a network swallowed can be sent again as it stands.
        if !matches!(answer, Err(ApiError::Unreachable | ApiError::TimedOut)) {
            self.credentials.password.clear();
        }
        match answer {
            Ok(account) => Some(account),
            Err(error) => {
                self.failure = Some(words(&error));
                None
            }
        }
    }
}

fn words(error: &ApiError) -> String {
    match error {
        ApiError::TooManyAttempts { retry_after } => {
            let wait = match retry_after.div_ceil(60) {
                0 | 1 => "un minuto".to_owned(),
                minutes => format!("{minutes} minutos"),
            };
            format!("Hubo demasiados intentos. Por tu seguridad, espera {wait} e inténtalo de nuevo.")
        }
        error if error.code() == Some(ProblemCode::InvalidCredentials) => {
            "El teléfono o correo y la contraseña no coinciden. Revísalos e inténtalo de nuevo.".to_owned()
        }
        error => {
            let words = failure::words(error);
            format!("{}. {}", words.title, words.text)
        }
    }
}

#[cfg(test)]
mod tests {
    use pase_contract::Problem;

    use super::*;

    fn filled() -> LoginForm {
        LoginForm {
            credentials: Credentials {
                identifier: "55 5950 2560".to_owned(),
                password: "secreto".to_owned(),
            },
            ..LoginForm::default()
        }
    }

    fn refused() -> ApiError {
        ApiError::Problem(Box::new(Problem::new(ProblemCode::InvalidCredentials, String::new())))
    }

    #[test]
    fn an_empty_form_is_not_sent_and_says_all_that_is_missing() {
        let mut form = LoginForm::default();
        assert!(form.submit().is_none());
        assert_eq!(
            form.errors.iter().map(|error| error.field).collect::<Vec<_>>(),
            ["identifier", "password"]
        );
    }

    #[test]
    fn a_second_click_sends_nothing() {
        let mut form = filled();
        assert!(form.submit().is_some());
        assert!(form.submit().is_none());
    }

    #[test]
    fn a_failed_login_never_says_which_was_wrong_and_forgets_the_password() {
        let mut form = filled();
        form.submit();
        assert!(form.answered(Err(refused())).is_none());
        let failure = form.failure.clone().unwrap();
        assert!(failure.contains("teléfono o correo y la contraseña no coinciden"), "{failure}");
        assert_eq!(form.credentials.password, "");
        assert_eq!(form.credentials.identifier, "55 5950 2560");
    }

    #[test]
    fn a_network_that_fails_keeps_what_was_typed() {
        let mut form = filled();
        form.submit();
        form.answered(Err(ApiError::Unreachable));
        assert_eq!(form.credentials, filled().credentials);
        assert!(form.submit().is_some());
    }

    #[test]
    fn a_throttled_login_says_how_long_to_wait() {
        let mut form = filled();
        form.submit();
        form.answered(Err(ApiError::TooManyAttempts { retry_after: 121 }));
        assert!(form.failure.unwrap().contains("espera 3 minutos"));
    }
}
