//! Limits how often an account may have the PAC check a razón social. For any RFC, the PAC's answer
//! says field by field what the SAT has registered, and each question may cost money. Without a
//! limit, anyone with an account could find out other people's data by trial.
//!
//! The questions are counted in this process, as the requests in flight are, because it is the only
//! process on its database. A restart forgets them, but no customer can cause a restart. A table
//! would cost a write on each save, only to prevent that.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use pase_contract::AccountId;

/// Questions per account and hour. More than a customer needs to keep razones sociales up to date,
/// too few to find a stranger's postal code among thousands.
const QUESTIONS_PER_HOUR: usize = 30;
/// The hour is measured on the real clock, which the sandbox cannot move.
const HOUR: Duration = Duration::from_hours(1);

/// When each account has asked within the last hour, the oldest question first.
#[derive(Debug, Default)]
pub(crate) struct PadronBudget(Mutex<HashMap<AccountId, VecDeque<Instant>>>);

impl PadronBudget {
    /// Counts a question of an account and returns `true`, unless the account has used up this
    /// hour's questions. The limit also applies to questions that arrive at the same time.
    pub(super) fn allows(&self, account: &AccountId, now: Instant) -> bool {
        let mut accounts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        accounts.retain(|_, asked| {
            while asked.front().is_some_and(|at| now.saturating_duration_since(*at) >= HOUR) {
                asked.pop_front();
            }
            !asked.is_empty()
        });
        let asked = accounts.entry(account.clone()).or_default();
        let allowed = asked.len() < QUESTIONS_PER_HOUR;
        if allowed {
            asked.push_back(now);
        }
        allowed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_mins(1);

    #[test]
    fn in_no_hour_are_there_more_than_thirty_questions() {
        let (budget, account, begun) = (PadronBudget::default(), "a".parse().unwrap(), Instant::now());
        let allowed: Vec<u32> =
            (0..150).filter(|minute| budget.allows(&account, begun + MINUTE * *minute)).collect();
        let expected: Vec<u32> = (0..30).chain(60..90).chain(120..150).collect();
        assert_eq!(
            allowed, expected,
            "each question is one again after an hour, those that were not asked cost none"
        );
    }

    #[test]
    fn each_account_has_its_own_and_who_asks_no_more_is_forgotten() {
        let (budget, begun) = (PadronBudget::default(), Instant::now());
        let [one, other]: [AccountId; 2] = ["a", "b"].map(|id| id.parse().unwrap());
        assert_eq!((0..40).filter(|_| budget.allows(&one, begun)).count(), QUESTIONS_PER_HOUR);
        assert!(budget.allows(&other, begun + MINUTE));
        assert!(!budget.allows(&one, begun + HOUR - MINUTE));
        assert!(budget.allows(&other, begun + HOUR));
        assert!(!budget.0.lock().unwrap().contains_key(&one));
    }
}
