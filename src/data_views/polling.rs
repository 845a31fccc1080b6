//! Polling for what may still change.

use std::time::Duration;

use leptos::prelude::*;

use crate::api::Load;
use crate::browser::page;

/// Polls in the background for as long as `unsettled_state` returns `Some`. The pauses begin at one
/// second and grow to a minute. A changed value of `unsettled_state` makes them begin again. While
/// the page is hidden, nothing is requested. When it becomes visible again, a request is sent at
/// once.
pub fn poll_while_unsettled<T, S>(
    load: Load<T>,
    unsettled_state: impl Fn(&T) -> Option<S> + Send + Sync + 'static,
) where
    T: Send + Sync,
    S: PartialEq + Send + Sync + 'static,
{
    let unsettled_state = Memo::new(move |_| load.value.with(|value| unsettled_state(value.as_ref()?)));
    let unchanged_polls = RwSignal::new(0_u32);
    Effect::new(move |_| {
        unsettled_state.track();
        unchanged_polls.set(0);
    });
    Effect::new(move |_| {
        let pause = pause_after(unchanged_polls.get());
        if unsettled_state.with(Option::is_none) {
            return;
        }
        let poll = move || {
            if page::is_visible() {
                load.refresh();
            }
            unchanged_polls.try_update(|count| *count = count.saturating_add(1));
        };
        if let Ok(timer) = set_timeout_with_handle(poll, pause) {
            on_cleanup(move || timer.clear());
        }
    });
    page::on_return(move || {
        if unsettled_state.try_with_untracked(Option::is_some) == Some(true) {
            load.refresh();
        }
    });
}

/// The pause after so many requests that brought no change: 1 s at first, growing to 1 min.
fn pause_after(unchanged_polls: u32) -> Duration {
    const SECONDS: [u64; 8] = [1, 1, 2, 3, 5, 10, 20, 60];
    let index = usize::try_from(unchanged_polls).unwrap_or(usize::MAX);
    Duration::from_secs(SECONDS.get(index).copied().unwrap_or(60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pauses_grow_to_a_minute() {
        let seconds: Vec<_> = (0..10).map(|unchanged_polls| pause_after(unchanged_polls).as_secs()).collect();
        assert_eq!(seconds, [1, 1, 2, 3, 5, 10, 20, 60, 60, 60]);
        assert_eq!(pause_after(u32::MAX).as_secs(), 60);
    }
}
