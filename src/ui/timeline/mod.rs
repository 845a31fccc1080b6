//! A timeline: what has happened, what is happening and what comes next.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

use super::{Glyph, Icon};

/// The state of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimelineState {
    /// It has happened.
    Done,
    /// It is happening, or waits for someone.
    Current,
    /// It did not succeed.
    Failed,
    /// It comes later.
    Pending,
}

impl TimelineState {
    fn class(self) -> &'static str {
        match self {
            Self::Done => "timeline__entry timeline__entry--done",
            Self::Current => "timeline__entry timeline__entry--current",
            Self::Failed => "timeline__entry timeline__entry--failed",
            Self::Pending => "timeline__entry timeline__entry--pending",
        }
    }

    fn glyph(self) -> Option<Glyph> {
        match self {
            Self::Done => Some(Glyph::Check),
            Self::Failed => Some(Glyph::Cross),
            Self::Current | Self::Pending => None,
        }
    }

    /// The state in words, for those who cannot see the mark.
    fn spoken_prefix(self) -> &'static str {
        match self {
            Self::Done => "Listo: ",
            Self::Current => "En curso: ",
            Self::Failed => "No se logró: ",
            Self::Pending => "Pendiente: ",
        }
    }
}

/// An entry of a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineEntry {
    /// What happens in this entry.
    pub title: String,
    /// Its state.
    pub state: TimelineState,
    /// When it happened, in words.
    pub time: Option<String>,
    /// More about it.
    pub text: Option<String>,
}

/// A list of entries in order of time.
#[component]
pub fn Timeline(
    /// The entries, oldest first.
    entries: Vec<TimelineEntry>,
) -> impl IntoView {
    let entry = |entry: TimelineEntry| {
        let current = (entry.state == TimelineState::Current).then_some("step");
        let details = [entry.time, entry.text].into_iter().flatten();
        view! {
            <li class=entry.state.class() aria-current=current>
                <span class="timeline__mark" aria-hidden="true">
                    {entry.state.glyph().map(|glyph| view! { <Icon glyph=glyph/> })}
                </span>
                <p class="timeline__title">
                    <span class="visually-hidden">{entry.state.spoken_prefix()}</span>
                    {entry.title}
                </p>
                {details.map(|detail| view! { <p class="timeline__detail">{detail}</p> }).collect_view()}
            </li>
        }
    };
    view! { <ol>{entries.into_iter().map(entry).collect_view()}</ol> }
}
