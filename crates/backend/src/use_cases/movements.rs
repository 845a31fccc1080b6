//! A tag's movements.

use pase_contract::movements::Movement;
use pase_contract::{AccountId, List, TagId};

use crate::app::App;
use crate::store::tags as store;
use crate::use_cases::failure::Outcome;
use crate::use_cases::list_query::{ListQuery, to_list};
use crate::use_cases::tags;

/// A page of a tag's movements, newest first.
pub(crate) async fn list(
    app: &App,
    account: &AccountId,
    tag: &TagId,
    mut query: ListQuery,
) -> Outcome<List<Movement>> {
    let days = query.days();
    let page = query.page("-occurred_at".to_owned(), true);
    query.check()?;
    tags::check_owner(app, account, tag).await?;
    Ok(to_list(store::movements(app.store.reader(), tag, days, page).await?, movement))
}

fn movement(stored: store::Movement) -> Movement {
    let store::Movement { id, kind, occurred_at, concept, plaza, lane, amount, invoice_id, .. } = stored;
    Movement { id, kind, occurred_at, concept, plaza, lane, amount, invoiced: invoice_id.is_some() }
}
