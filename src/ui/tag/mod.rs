//! A tag: the state of something in a word or two. Text and icon say it; color only adds to them.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

use super::{Glyph, Icon};

/// The kind of state that a tag shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TagKind {
    /// A plain word.
    #[default]
    Plain,
    /// In progress.
    Current,
    /// It went well.
    Good,
    /// Someone must do something.
    NeedsAction,
    /// It failed or is over.
    Bad,
}

impl TagKind {
    fn look(self) -> (&'static str, Option<Glyph>) {
        match self {
            Self::Plain => ("tag", None),
            Self::Current => ("tag tag--current", Some(Glyph::Clock)),
            Self::Good => ("tag tag--good", Some(Glyph::Check)),
            Self::NeedsAction => ("tag tag--warning", Some(Glyph::Attention)),
            Self::Bad => ("tag tag--bad", Some(Glyph::Cross)),
        }
    }
}

/// A tag. Browsers do not translate its words, because PASE and the SAT use the same ones.
#[component]
pub fn Tag(
    /// The kind of state.
    #[prop(optional)]
    kind: TagKind,
    /// The words.
    children: Children,
) -> impl IntoView {
    let (class, glyph) = kind.look();
    view! {
        <span class=class translate="no">
            {glyph.map(|glyph| view! { <Icon glyph=glyph/> })}
            {children()}
        </span>
    }
}
