//! Loading what a view shows: asked again whenever what it depends on changes, given up when the view leaves.

use leptos::prelude::*;
use leptos::task::spawn_local;
use pase_contract::Endpoint;

use super::{ApiError, Client};
use crate::browser::cancellation::Cancellation;

/// What a view has loaded. While it is asked for again, and when that fails, what was there stays.
pub struct Load<T: Send + Sync + 'static> {
    /// What arrived last.
    pub value: RwSignal<Option<T>>,
    /// Why the last request failed, if it did.
    pub failure: RwSignal<Option<ApiError>>,
    /// Whether an answer is under way.
    pub loading: RwSignal<bool>,
    again: Trigger,
}

impl<T: Send + Sync + 'static> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Load<T> {}

impl<T: Send + Sync + 'static> Load<T> {
    /// Asks again.
    pub fn reload(&self) {
        self.again.notify();
    }

    fn settle(&self, answer: Result<T, ApiError>) {
        match answer {
            Err(ApiError::Cancelled) => {}
            Ok(value) => {
                self.loading.try_set(false);
                // What has not changed is not told again: whoever shows it would show it anew, and focus would be lost.
                if self.failure.try_with_untracked(Option::is_some) == Some(true) {
                    self.failure.try_set(None);
                }
                self.value.try_set(Some(value));
            }
            Err(error) => {
                self.loading.try_set(false);
                self.failure.try_set(Some(error));
            }
        }
    }
}

/// Loads by a request that may depend on signals; `None` asks for nothing yet.
pub fn load<E>(client: Client, request: impl Fn() -> Option<E> + 'static) -> Load<E::Response>
where
    E: Endpoint + 'static,
    E::Response: Send + Sync,
{
    let load = Load {
        value: RwSignal::new(None),
        failure: RwSignal::new(None),
        loading: RwSignal::new(true),
        again: Trigger::new(),
    };
    Effect::new(move |_| {
        load.again.track();
        let Some(request) = request() else { return };
        let cancellation = Cancellation::on_owner_cleanup();
        let client = client.clone();
        load.loading.set(true);
        spawn_local(async move {
            let answer = client.send(&request, &cancellation).await;
            load.settle(answer);
        });
    });
    load
}
