//! The customer's tags.

use pase_contract::tags::Tag;
use pase_contract::{AccountId, List, TagId};

use crate::app::App;
use crate::store::tags as store;
use crate::use_cases::failure::{Failure, Outcome};

/// All tags of an account, in the account's order.
pub(crate) async fn list(app: &App, account: &AccountId) -> Outcome<List<Tag>> {
    let items: Vec<Tag> =
        store::of_account(app.store.reader(), account).await?.into_iter().map(tag).collect();
    Ok(List::of_one_page(items))
}

/// Refuses a tag that is not this account's.
pub(crate) async fn check_owner(app: &App, account: &AccountId, id: &TagId) -> Outcome<()> {
    store::find(app.store.reader(), account, id).await?.map(drop).ok_or(Failure::NOT_FOUND)
}

fn tag(stored: store::Tag) -> Tag {
    let store::Tag { id, number, alias, plan, status, .. } = stored;
    Tag { id, number, alias, plan, status }
}
