//! Passwords: argon2id with OWASP's parameters (19 MiB, two passes), on blocking threads and only a
//! few at a time.

use std::sync::{Arc, OnceLock};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use crate::use_cases::failure::{Failure, Outcome};

/// How many passwords are verified at once. Each takes 19 MiB and a core for some tens of
/// milliseconds, so more would only slow each other down.
const MAX_CONCURRENT_HASHES: usize = 2;

/// Verifies passwords.
#[derive(Clone, Debug)]
pub(crate) struct Passwords {
    slots: Arc<Semaphore>,
    /// A hash to verify against if there is no account, so that the answer takes no less time.
    decoy: Arc<OnceLock<String>>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { slots: Arc::new(Semaphore::new(MAX_CONCURRENT_HASHES)), decoy: Arc::default() }
    }
}

impl Passwords {
    /// Makes the decoy, so that the first login does not have to wait for it.
    pub(crate) async fn prepare(&self) -> Outcome<()> {
        let unknown = crate::kernel::random::text::<32>()?;
        let hash =
            tokio::task::spawn_blocking(move || hash(&unknown)).await.map_err(|_| HASHING_FAILED)??;
        // If another decoy was set first, that one is as good.
        let _ = self.decoy.set(hash);
        Ok(())
    }

    /// Whether this is the password of `hash`. Without a hash the answer is no, and takes as long.
    pub(crate) async fn verify(&self, password: String, hash: Option<String>) -> Outcome<bool> {
        let _slot = self.slots.acquire().await.map_err(|_| HASHING_FAILED)?;
        let known = hash.is_some();
        let hash = hash.or_else(|| self.decoy.get().cloned()).ok_or(HASHING_FAILED)?;
        let verified = tokio::task::spawn_blocking(move || {
            let parsed =
                PasswordHash::new(&hash).map_err(|_| Failure::Internal("a stored password hash is none"))?;
            Ok::<_, Failure>(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
        });
        Ok(verified.await.map_err(|_| HASHING_FAILED)?? && known)
    }
}

const HASHING_FAILED: Failure = Failure::Internal("passwords cannot be hashed");

/// A password's hash with its own salt, in PHC form.
pub(crate) fn hash(password: &str) -> Outcome<String> {
    let hash = Argon2::default().hash_password(password.as_bytes()).map_err(|_| HASHING_FAILED)?;
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
