//! A single-color icon in the color of the surrounding text. It is decorative: the words next to it
//! carry the meaning.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

/// Which icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// Done or chosen.
    Check,
    /// Opens something below.
    Down,
    /// Closes something, or marks a failure.
    Cross,
    /// Copies.
    Copy,
    /// A document.
    Document,
    /// Something needs attention.
    Attention,
    /// Good to know.
    Information,
    /// In progress or awaited.
    Clock,
    /// A person.
    Person,
    /// Adds something.
    Plus,
    /// Searches.
    Search,
    /// A column that can be sorted, but is not.
    Sort,
    /// Sorted from smallest to greatest.
    Ascending,
    /// Sorted from greatest to smallest.
    Descending,
}

impl Glyph {
    /// The strokes, in a view box of 24 by 24.
    fn path(self) -> &'static str {
        match self {
            Self::Check => "m4 12.5 5 5L20 6.5",
            Self::Down => "m6 9 6 6 6-6",
            Self::Cross => "M6 6l12 12M18 6 6 18",
            Self::Copy => "M9 9h11v11H9zM5 15H4V4h11v1",
            Self::Document => "M6 3h8l5 5v13H6zM14 3v5h5M9 13h7M9 17h7",
            Self::Attention => "M12 3.5 22 20.5H2zM12 10v4.5M12 17.6v.1",
            Self::Information => "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M12 11v5.5M12 7.6v.1",
            Self::Clock => "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M12 7v5.2l3.4 2",
            Self::Person => "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8M4.5 20.5c.8-4 3.8-5.5 7.5-5.5s6.7 1.5 7.5 5.5",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Search => "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13m5 11.5 5 5",
            Self::Sort => "m8 10 4-4 4 4M8 14l4 4 4-4",
            Self::Ascending => "M12 19V5m-5 5 5-5 5 5",
            Self::Descending => "M12 5v14m-5-5 5 5 5-5",
        }
    }
}

/// An icon, hidden from screen readers.
#[component]
pub fn Icon(
    /// Which icon.
    #[prop(into)]
    glyph: Signal<Glyph>,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=move || glyph.get().path()></path>
        </svg>
    }
}
