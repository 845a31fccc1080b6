//! A word or two about the state of something: text and shape, colour last.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

use super::{Glyph, Icon};

/// What a tag tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TagKind {
    /// Just a word.
    #[default]
    Plain,
    /// It is under way.
    Current,
    /// It went well.
    Good,
    /// Someone has to do something.
    Heed,
    /// It did not go well, or is over.
    Bad,
}

impl TagKind {
    fn look(self) -> (&'static str, Option<Glyph>) {
        match self {
            Self::Plain => ("tag", None),
            Self::Current => ("tag tag--current", Some(Glyph::Clock)),
            Self::Good => ("tag tag--good", Some(Glyph::Check)),
            Self::Heed => ("tag tag--heed", Some(Glyph::Attention)),
            Self::Bad => ("tag tag--bad", Some(Glyph::Cross)),
        }
    }
}

/// A tag.
#[component]
pub fn Tag(
    /// What it tells.
    #[prop(optional)]
    kind: TagKind,
    /// Its words.
    children: Children,
) -> impl IntoView {
    let (class, glyph) = kind.look();
    view! {
        <span class=class>
            {glyph.map(|glyph| view! { <Icon glyph=glyph/> })}
            {children()}
        </span>
    }
}
