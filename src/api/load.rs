//! Loads what a view shows: again whenever something it depends on changes, and no longer when the
//! view is removed.

use leptos::prelude::*;
use leptos::task::spawn_local;
use pase_contract::Endpoint;

use super::{ApiError, Client};
use crate::browser::cancellation::Cancellation;

/// What a view has loaded. The earlier value stays while it is loaded again, and also if that
/// fails.
pub struct Load<T: Send + Sync + 'static> {
    /// The value that arrived last.
    pub value: RwSignal<Option<T>>,
    /// Why the last request failed, if it did.
    pub failure: RwSignal<Option<ApiError>>,
    /// Whether the customer waits for a request.
    pub loading: Memo<bool>,
    again: Trigger,
    phase: RwSignal<Phase>,
}

/// What is being loaded now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// The first request has yet to be sent.
    Unloaded,
    /// The customer waits for a request in progress.
    Loading,
    /// No request is in progress.
    Idle,
    /// A request in the background is about to be sent.
    RefreshDue,
    /// A request is in progress in the background.
    Refreshing,
}

impl Phase {
    fn has_request(self) -> bool {
        matches!(self, Self::Loading | Self::Refreshing)
    }
}

impl<T: Send + Sync + 'static> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Load<T> {}

impl<T: Send + Sync + 'static> Load<T> {
    /// Loads again.
    pub fn reload(&self) {
        self.again.notify();
    }

    /// Loads again in the background, unless a request is in progress. The customer sees neither
    /// the request nor its failure.
    pub fn refresh(&self) {
        if self.phase.try_get_untracked().is_none_or(Phase::has_request) {
            return;
        }
        // Without a value, the customer waits for the request all the same.
        if self.value.try_with_untracked(Option::is_some) == Some(true) {
            self.phase.try_set(Phase::RefreshDue);
        }
        self.again.notify();
    }

    fn settle(&self, answer: Result<T, ApiError>, is_refresh: bool) {
        // A request is cancelled if its view is gone or another request has taken its place.
        if matches!(answer, Err(ApiError::Cancelled)) {
            return;
        }
        self.phase.try_set(Phase::Idle);
        match answer {
            Err(_) if is_refresh => {}
            Ok(value) => {
                // An unchanged failure is not set again: the view that shows it would be rendered
                // again and lose the focus.
                if self.failure.try_with_untracked(Option::is_some) == Some(true) {
                    self.failure.try_set(None);
                }
                self.value.try_set(Some(value));
            }
            Err(error) => {
                self.failure.try_set(Some(error));
            }
        }
    }
}

/// Whether the customer waits for a request; not generic, so that the binary holds it once.
fn loading(phase: RwSignal<Phase>) -> Memo<bool> {
    Memo::new(move |_| matches!(phase.get(), Phase::Unloaded | Phase::Loading))
}

/// Loads by a request that may depend on signals. `None` means that there is nothing to load yet.
pub fn load<E>(client: Client, request: impl Fn() -> Option<E> + 'static) -> Load<E::Response>
where
    E: Endpoint + 'static,
    E::Response: Send + Sync,
{
    let phase = RwSignal::new(Phase::Unloaded);
    let load = Load {
        value: RwSignal::new(None),
        failure: RwSignal::new(None),
        loading: loading(phase),
        again: Trigger::new(),
        phase,
    };
    Effect::new(move |_| {
        load.again.track();
        let Some(request) = request() else { return };
        let cancellation = Cancellation::on_owner_cleanup();
        let client = client.clone();
        let is_refresh = phase.get_untracked() == Phase::RefreshDue;
        phase.set(if is_refresh { Phase::Refreshing } else { Phase::Loading });
        spawn_local(async move {
            let answer = client.send(&request, &cancellation).await;
            load.settle(answer, is_refresh);
        });
    });
    load
}
