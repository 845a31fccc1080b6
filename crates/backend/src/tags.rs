//! The customer's tags.

use pase_contract::tags::Tag;
use pase_contract::{AccountId, List, TagId};

use crate::app::App;
use crate::failure::{Failure, Outcome};
use crate::store::entities::tag;
use crate::store::tags as store;

/// All tags of an account, in its order.
pub(crate) async fn list(app: &App, account: &AccountId) -> Outcome<List<Tag>> {
    let items: Vec<Tag> =
        store::of_account(app.store.reader(), account).await?.into_iter().map(tag).collect();
    Ok(whole(items))
}

/// Refuses a tag that is not this account's.
pub(crate) async fn check_owner(app: &App, account: &AccountId, id: &TagId) -> Outcome<()> {
    store::find(app.store.reader(), account, id).await?.map(drop).ok_or(Failure::NOT_FOUND)
}

/// A list that is its only page.
pub(crate) fn whole<T>(items: Vec<T>) -> List<T> {
    let total = u64::try_from(items.len()).unwrap_or(u64::MAX);
    List { items, total, offset: 0, next_cursor: None, previous_cursor: None, unreadable: 0 }
}

fn tag(row: tag::Model) -> Tag {
    let tag::Model { id, number, alias, plan, status, .. } = row;
    Tag { id: id.0, number, alias, plan: plan.0, status: status.0 }
}
