//! Logging in, being logged in, and logging out. Everything here uses the real clock: moving the
//! sandbox's clock must neither end a session nor lift a block.

mod identifier;
pub(crate) mod password;
mod throttle;
mod token;

use chrono::{DateTime, TimeDelta, Utc};
use pase_contract::session::{Account, Credentials};
use pase_contract::{AccountId, ProblemCode};

use self::identifier::Identifier;
use self::throttle::ThrottleKeys;
use crate::app::App;
use crate::store::accounts;
use crate::store::sessions::{self as store, Session};
use crate::use_cases::failure::{Failure, Outcome, field_problem};

pub(crate) use self::token::Token;

/// A session ends when it has not been used for this long…
const IDLE_LIMIT: TimeDelta = TimeDelta::minutes(30);
/// …or this long after the login, whatever was done in between.
const ABSOLUTE_LIMIT: TimeDelta = TimeDelta::hours(12);
/// The use of a session is noted at most this often, so that most requests need no write.
const LAST_USE_INTERVAL: TimeDelta = TimeDelta::minutes(1);
/// In bytes. Long passphrases are welcome, but a megabyte is an attack.
const MAX_PASSWORD_BYTES: usize = 1024;

/// The customer whose session a request carries.
#[derive(Clone, Debug)]
pub(crate) struct Customer {
    pub(crate) account_id: AccountId,
    pub(crate) name: String,
}

/// Logs in: ends the session that the browser had, if any, and starts a new one.
///
/// # Errors
/// [`Failure::TooManyAttempts`]; `invalid_credentials`, which never says which of the two is wrong;
/// or [`Failure::Invalid`] if a field is empty or the password too long.
pub(crate) async fn log_in(
    app: &App,
    credentials: Credentials,
    address: &str,
    former: Option<Token>,
) -> Outcome<(Account, Token)> {
    let Credentials { identifier, password } = credentials;
    check_credentials(&identifier, &password)?;
    let now = Utc::now();
    let account = match identifier.parse::<Identifier>() {
        Ok(identifier) => accounts::find_by(app.store.reader(), identifier.as_str()).await?,
        Err(_) => None,
    };
    let known_as = account.as_ref().map_or_else(
        || {
            identifier
                .parse::<Identifier>()
                .map_or(identifier.clone(), |identifier| identifier.as_str().to_owned())
        },
        |account| account.id.to_string(),
    );
    let keys = ThrottleKeys::new(&known_as, address);
    throttle::attempt(&app.store, &keys, now).await?;

    let hash = account.as_ref().map(|account| account.password_hash.clone());
    let verified = app.passwords.verify(password, hash).await?;
    let Some(account) = account.filter(|_| verified) else {
        throttle::failed(&app.store, &keys, now).await?;
        return Err(Failure::Refused(ProblemCode::InvalidCredentials));
    };

    let token = Token::random()?;
    let transaction = app.store.begin().await?;
    if let Some(former) = former {
        store::delete(&transaction, &former.hash()).await?;
    }
    store::delete_ended(&transaction, now - ABSOLUTE_LIMIT, now - IDLE_LIMIT).await?;
    store::delete_attempts(&transaction, &keys.account).await?;
    store::insert(&transaction, token.hash(), account.id.clone(), now).await?;
    transaction.commit().await?;
    Ok((Account { id: account.id, name: account.name }, token))
}

/// The customer whose session a token belongs to, if the session has not ended.
pub(crate) async fn customer(app: &App, token: &Token) -> Outcome<Option<Customer>> {
    let now = Utc::now();
    let hash = token.hash();
    let Some(session) = store::find(app.store.reader(), &hash).await? else {
        return Ok(None);
    };
    if has_ended(&session, now) {
        return Ok(None);
    }
    if now - session.last_seen_at >= LAST_USE_INTERVAL {
        store::touch(app.store.writer(), &hash, now).await?;
    }
    let Session { account_id, name, .. } = session;
    Ok(Some(Customer { account_id, name }))
}

pub(crate) async fn log_out(app: &App, token: &Token) -> Outcome<()> {
    Ok(store::delete(app.store.writer(), &token.hash()).await?)
}

fn has_ended(session: &Session, now: DateTime<Utc>) -> bool {
    now - session.created_at >= ABSOLUTE_LIMIT || now - session.last_seen_at >= IDLE_LIMIT
}

fn check_credentials(identifier: &str, password: &str) -> Outcome<()> {
    let missing = [("identifier", identifier.trim()), ("password", password)].into_iter();
    let mut errors: Vec<_> = missing
        .filter(|(_, text)| text.is_empty())
        .map(|(field, _)| field_problem(field, "required", "nothing was given"))
        .collect();
    if password.len() > MAX_PASSWORD_BYTES {
        errors.push(field_problem("password", "too_long", "a password has at most 1024 bytes"));
    }
    if errors.is_empty() { Ok(()) } else { Err(Failure::Invalid(errors)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_unused_or_old() {
        let now = Utc::now();
        let session = |created: TimeDelta, seen: TimeDelta| Session {
            account_id: "a".parse().unwrap(),
            name: String::new(),
            created_at: now - created,
            last_seen_at: now - seen,
        };
        assert!(!has_ended(&session(TimeDelta::hours(11), TimeDelta::minutes(29)), now));
        assert!(has_ended(&session(TimeDelta::hours(1), TimeDelta::minutes(30)), now));
        assert!(has_ended(&session(TimeDelta::hours(12), TimeDelta::minutes(1)), now));
    }
}
