//! Polling for what may still change.

use std::time::Duration;

use leptos::prelude::*;

use crate::api::Load;
use crate::browser::page;

/// Polls in the background for as long as `stands` returns `Some`. The pauses begin at one second
/// and grow to a minute. A changed value of `stands` makes them begin again. While the page is
/// hidden, nothing is requested. When it becomes visible again, a request is sent at once.
pub fn keep_asking<T, S>(load: Load<T>, stands: impl Fn(&T) -> Option<S> + Send + Sync + 'static)
where
    T: Send + Sync,
    S: PartialEq + Send + Sync + 'static,
{
    let stands = Memo::new(move |_| load.value.with(|value| stands(value.as_ref()?)));
    let times = RwSignal::new(0_u32);
    Effect::new(move |_| {
        stands.track();
        times.set(0);
    });
    Effect::new(move |_| {
        let pause = pause_after(times.get());
        if stands.with(Option::is_none) {
            return;
        }
        let ask = move || {
            if page::is_visible() {
                load.refresh();
            }
            times.try_update(|times| *times = times.saturating_add(1));
        };
        if let Ok(timer) = set_timeout_with_handle(ask, pause) {
            on_cleanup(move || timer.clear());
        }
    });
    page::on_return(move || {
        if stands.try_with_untracked(Option::is_some) == Some(true) {
            load.refresh();
        }
    });
}

/// The pause after so many requests that brought no change: 1 s at first, growing to 1 min.
fn pause_after(times: u32) -> Duration {
    const SECONDS: [u64; 8] = [1, 1, 2, 3, 5, 10, 20, 60];
    let index = usize::try_from(times).unwrap_or(usize::MAX);
    Duration::from_secs(SECONDS.get(index).copied().unwrap_or(60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pauses_grow_to_a_minute() {
        let seconds: Vec<_> = (0..10).map(|times| pause_after(times).as_secs()).collect();
        assert_eq!(seconds, [1, 1, 2, 3, 5, 10, 20, 60, 60, 60]);
        assert_eq!(pause_after(u32::MAX).as_secs(), 60);
    }
}
