//! What a view has loaded, in each of its states: bones, a failure with another try, what has arrived. Once something has
//! arrived it stays, also when asking again fails. A list that the server pages is [`crate::listing`]'s.

use leptos::prelude::*;

use crate::api::Load;
use crate::failure::Failure;
use crate::route::HelpContext;

/// What has arrived, by `ready`; until then what [`not_yet`] shows.
pub fn loaded<T: Clone + Send + Sync>(
    load: Load<T>,
    bones: impl FnOnce() -> AnyView,
    ready: impl FnOnce(T) -> AnyView,
) -> AnyView {
    match load.value.get() {
        Some(value) => ready(value),
        None => not_yet(load, bones, HelpContext::default()),
    }
}

/// The bones, or the failure; help knows where the customer stands.
pub fn not_yet<T: Send + Sync>(
    load: Load<T>,
    bones: impl FnOnce() -> AnyView,
    context: HelpContext,
) -> AnyView {
    match load.failure.get() {
        Some(error) => {
            let retry = Callback::new(move |()| load.reload());
            view! { <Failure error=error retry=retry context=context/> }.into_any()
        }
        None => bones(),
    }
}
