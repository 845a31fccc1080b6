//! The text of the filter. It may be an RFC, so it never appears in an address.

use leptos::prelude::*;
use pase_contract::{AccountId, TagId};

use crate::browser::session_storage;

/// The key in the tab's session storage.
const KEY: &str = "pase-portal-filter";

/// The text, kept for as long as its customer uses this tab. It outlives the screen, a session that
/// ended by itself, and a reload. It is gone when the customer logs out or another one logs in.
#[derive(Clone, Copy)]
pub struct FilterText {
    /// What is typed.
    pub typed: RwSignal<String>,
    owner: StoredValue<Option<AccountId>>,
    tag: StoredValue<Option<TagId>>,
}

impl FilterText {
    /// An empty text that belongs to nobody.
    pub fn new() -> Self {
        let text = Self {
            typed: RwSignal::new(String::new()),
            owner: StoredValue::new(None),
            tag: StoredValue::new(None),
        };
        Effect::new(move |before: Option<()>| {
            let typed = text.typed.get();
            // On the first run, the text that was typed before a reload has yet to be read. It must
            // not be overwritten.
            if before.is_some() {
                text.store(&typed);
            }
        });
        text
    }

    /// Takes the customer who is logged in. The text that they typed in this tab is restored;
    /// another customer's is forgotten.
    pub fn set_owner(&self, account: &AccountId) {
        if self.owner.try_with_value(|owner| owner.as_ref() == Some(account)) == Some(true) {
            return;
        }
        let kept = session_storage::read(KEY);
        let own = kept.as_deref().and_then(|kept| stored_text_of(kept, account));
        if kept.is_some() && own.is_none() {
            session_storage::write(KEY, None);
        }
        let text = own.unwrap_or_default().to_owned();
        self.owner.try_set_value(Some(account.clone()));
        self.typed.try_set(text);
    }

    /// Takes the tag whose invoices are shown. A text that was typed for another tag is cleared.
    pub fn set_tag(&self, tag: &TagId) {
        let before = self.tag.try_update_value(|before| before.replace(tag.clone())).flatten();
        if before.is_some_and(|before| before != *tag) {
            self.typed.try_set(String::new());
        }
    }

    /// Forgets what was typed.
    pub fn clear(&self) {
        self.owner.try_set_value(None);
        self.tag.try_set_value(None);
        self.typed.try_set(String::new());
        session_storage::write(KEY, None);
    }

    fn store(&self, typed: &str) {
        let owner = self.owner.try_get_value().flatten();
        if let Some(owner) = owner {
            session_storage::write(KEY, (!typed.is_empty()).then(|| format!("{owner}\n{typed}")).as_deref());
        }
    }
}

/// The stored text, if it is this customer's.
fn stored_text_of<'a>(kept: &'a str, account: &AccountId) -> Option<&'a str> {
    kept.split_once('\n').filter(|(owner, _)| *owner == account.as_str()).map(|(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_text_is_its_customers_alone() {
        let (a, b) = ("a".parse().unwrap(), "b".parse().unwrap());
        assert_eq!(stored_text_of("a\nSAT05", &a), Some("SAT05"));
        assert_eq!(stored_text_of("a\nSAT05", &b), None);
        assert_eq!(stored_text_of("SAT05", &a), None);
    }
}
