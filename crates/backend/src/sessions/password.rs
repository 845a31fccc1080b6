//! Passwords: argon2id with OWASP's parameters (19 MiB, two passes), off the async threads and few at a time.

use std::sync::{Arc, OnceLock};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use crate::failure::{Failure, Outcome};

/// Each takes 19 MiB and a core for some tens of milliseconds; more at once would only slow each other down.
const AT_ONCE: usize = 2;

/// Hashes and verifies passwords.
#[derive(Clone, Debug)]
pub(crate) struct Passwords {
    turns: Arc<Semaphore>,
    /// Verified against where there is no account, so that its absence takes no less time.
    decoy: Arc<OnceLock<String>>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { turns: Arc::new(Semaphore::new(AT_ONCE)), decoy: Arc::default() }
    }
}

impl Passwords {
    /// Makes the decoy, which the first login would otherwise wait for.
    pub(crate) async fn prepare(&self) -> Outcome<()> {
        let unknown = crate::random::text::<32>()?;
        let hash = tokio::task::spawn_blocking(move || hash(&unknown)).await.map_err(|_| BROKEN)??;
        // Another's decoy is as good.
        let _ = self.decoy.set(hash);
        Ok(())
    }

    /// Whether this is the password of `hash`; without one it is not, after the same time.
    pub(crate) async fn verify(&self, password: String, hash: Option<String>) -> Outcome<bool> {
        let _turn = self.turns.acquire().await.map_err(|_| BROKEN)?;
        let known = hash.is_some();
        let hash = hash.or_else(|| self.decoy.get().cloned()).ok_or(BROKEN)?;
        let verified = tokio::task::spawn_blocking(move || {
            let parsed =
                PasswordHash::new(&hash).map_err(|_| Failure::Broken("a stored password hash is none"))?;
            Ok::<_, Failure>(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
        });
        Ok(verified.await.map_err(|_| BROKEN)?? && known)
    }
}

const BROKEN: Failure = Failure::Broken("passwords cannot be hashed");

/// A password's hash with a salt of its own, in PHC form.
pub(crate) fn hash(password: &str) -> Outcome<String> {
    let hash = Argon2::default().hash_password(password.as_bytes()).map_err(|_| BROKEN)?;
    Ok(hash.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_names_its_parameters() {
        assert!(hash("Refactura2020").unwrap().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    }

    #[tokio::test]
    async fn the_decoy_lets_nobody_in() {
        let passwords = Passwords::default();
        passwords.prepare().await.unwrap();
        let stored = hash("Refactura2020").unwrap();
        assert!(passwords.verify("Refactura2020".into(), Some(stored.clone())).await.unwrap());
        assert!(!passwords.verify("refactura2020".into(), Some(stored)).await.unwrap());
        let decoy = passwords.decoy.get().cloned().unwrap();
        assert!(PasswordHash::new(&decoy).is_ok());
        assert!(!passwords.verify("anything".into(), None).await.unwrap());
    }
}
