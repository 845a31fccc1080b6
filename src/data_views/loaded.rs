//! What a view has loaded, in each of its states: a skeleton, a failure with a retry, or the value.
//! A value that has arrived stays, even if a later request fails. Paged lists are in
//! [`crate::data_views::listing`].

use leptos::prelude::*;

use crate::api::Load;
use crate::data_views::failure::{FailureNotice, RequestKind};
use crate::navigation::HelpContext;

/// The view of the value that `ready` makes; before there is a value, what
/// [`skeleton_or_failure`] shows.
pub fn loaded<T: Clone + Send + Sync>(
    load: Load<T>,
    skeleton: impl FnOnce() -> AnyView,
    ready: impl FnOnce(T) -> AnyView,
) -> AnyView {
    match load.value.get() {
        Some(value) => ready(value),
        None => skeleton_or_failure(load, skeleton, HelpContext::default()),
    }
}

/// The skeleton, or the failure. `context` says where in the portal the customer is, for help.
pub fn skeleton_or_failure<T: Send + Sync>(
    load: Load<T>,
    skeleton: impl FnOnce() -> AnyView,
    context: HelpContext,
) -> AnyView {
    match load.failure.get() {
        Some(error) => {
            let retry = Callback::new(move |()| load.reload());
            view! { <FailureNotice error=error request_kind=RequestKind::Read retry=retry context=context/> }
                .into_any()
        }
        None => skeleton(),
    }
}
