//! The state of the login form: what was typed, what is missing, and what the server said.

use pase_contract::ProblemCode;
use pase_contract::session::{Account, Credentials, LogIn};

use crate::api::ApiError;
use crate::data_views::failure;
use crate::locale::format;
use crate::ui::FieldError;

/// The state of the login form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoginForm {
    /// What was typed.
    pub credentials: Credentials,
    /// What is missing.
    pub errors: Vec<FieldError>,
    /// Why the login failed, in words.
    pub failure: Option<String>,
    /// Incremented by each answer that is a failure, so that the focus moves once for each.
    pub failures: u32,
    /// Whether something was typed while the last request was in progress.
    pub typed_while_sending: bool,
    /// Whether a request is in progress.
    pub sending: bool,
    /// What was sent last.
    sent: Credentials,
}

impl LoginForm {
    /// Takes the current values of the fields. The error of a field disappears when the field is no
    /// longer empty.
    pub fn set_values(&mut self, credentials: Credentials) {
        self.credentials = credentials;
        let missing: Vec<&str> = self.missing().map(|error| error.field).collect();
        self.errors.retain(|error| missing.contains(&error.field));
    }

    /// Returns the request, if the form is complete and none is in progress.
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
        self.sent = self.credentials.clone();
        let identifier = mx_fiscal::clean_identifier(&self.credentials.identifier);
        Some(LogIn { credentials: Credentials { identifier, ..self.credentials.clone() } })
    }

    fn missing(&self) -> impl Iterator<Item = FieldError> + use<> {
        let identifier = self
            .credentials
            .identifier
            .trim()
            .is_empty()
            .then_some(FieldError::new("identifier", "Escribe tu teléfono o tu correo electrónico."));
        let password = self
            .credentials
            .password
            .is_empty()
            .then_some(FieldError::new("password", "Escribe tu contraseña."));
        identifier.into_iter().chain(password)
    }

    /// Takes the server's answer and returns the account, if the login worked. The password that
    /// was sent is forgotten, unless it can be sent again unchanged. A password that was typed
    /// since stays.
    pub fn apply_answer(&mut self, answer: Result<Account, ApiError>) -> Option<Account> {
        self.sending = false;
        let sent = std::mem::take(&mut self.sent);
        self.typed_while_sending = sent != self.credentials;
        let may_be_right = answer.as_ref().is_err_and(|error| error.code().is_none_or(is_server_fault));
        if !may_be_right && sent.password == self.credentials.password {
            self.credentials.password.clear();
        }
        match answer {
            Ok(account) => Some(account),
            Err(error) => {
                self.failure = Some(login_failure_text(&error));
                self.failures += 1;
                None
            }
        }
    }
}

/// Whether the server failed, whatever was sent.
fn is_server_fault(code: ProblemCode) -> bool {
    matches!(code, ProblemCode::Internal | ProblemCode::Unavailable)
}

fn login_failure_text(error: &ApiError) -> String {
    match error {
        ApiError::TooManyAttempts { retry_after } => {
            let wait = format::waiting(*retry_after);
            format!("Hubo demasiados intentos. Por tu seguridad, espera {wait} e inténtalo de nuevo.")
        }
        error if error.code() == Some(ProblemCode::InvalidCredentials) => {
            "El teléfono o correo y la contraseña no coinciden. Revísalos e inténtalo de nuevo.".to_owned()
        }
        // `Session::log_in` has already asked whether a session was opened. All that is left is
        // another try.
        error => {
            let (title, advice) = failure::title_and_advice(error);
            format!("{title}. {advice}")
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
    fn an_identifier_is_sent_as_it_is_seen() {
        let mut form = filled();
        form.credentials.identifier = "\u{200b}demo@pase.example\u{a0}".to_owned();
        assert_eq!(form.submit().unwrap().credentials.identifier, "demo@pase.example");
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
        assert!(form.apply_answer(Err(refused())).is_none());
        let failure = form.failure.clone().unwrap();
        assert!(failure.contains("teléfono o correo y la contraseña no coinciden"), "{failure}");
        assert_eq!(form.credentials.password, "");
        assert_eq!(form.credentials.identifier, "55 5950 2560");
    }

    #[test]
    fn what_is_typed_while_the_answer_is_under_way_stays() {
        let mut form = filled();
        form.submit();
        form.set_values(Credentials { password: "otra".to_owned(), ..form.credentials.clone() });
        form.apply_answer(Err(refused()));
        assert_eq!(form.credentials.password, "otra");
        assert!(form.typed_while_sending);
    }

    #[test]
    fn each_failure_counts_once_however_much_is_typed_after_it() {
        let mut form = filled();
        form.submit();
        form.apply_answer(Err(refused()));
        for password in ["R", "Re", "Ref"] {
            form.set_values(Credentials { password: password.to_owned(), ..form.credentials.clone() });
            assert_eq!((form.failures, form.typed_while_sending), (1, false));
        }
        form.submit();
        form.apply_answer(Err(refused()));
        assert_eq!(form.failures, 2);
    }

    #[test]
    fn a_field_that_is_filled_in_is_no_longer_wrong() {
        let mut form = LoginForm::default();
        form.submit();
        form.set_values(Credentials { identifier: "5".to_owned(), password: String::new() });
        assert_eq!(form.errors.iter().map(|error| error.field).collect::<Vec<_>>(), ["password"]);
        form.set_values(filled().credentials);
        assert!(form.errors.is_empty());
    }

    #[test]
    fn a_network_that_fails_keeps_what_was_typed() {
        let mut form = filled();
        form.submit();
        form.apply_answer(Err(ApiError::Unreachable));
        assert_eq!(form.credentials, filled().credentials);
        assert!(form.submit().is_some());
    }

    #[test]
    fn a_throttled_login_says_how_long_to_wait() {
        let mut form = filled();
        form.submit();
        form.apply_answer(Err(ApiError::TooManyAttempts { retry_after: 121 }));
        assert!(form.failure.unwrap().contains("espera 3 minutos"));
    }
}
