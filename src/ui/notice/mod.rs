//! Something that the customer must know: what happened and what to do now.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

use super::{Glyph, Icon};

/// How grave a notice is; its mark and its words say it too, colour is never alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// Good to know.
    #[default]
    Information,
    /// Done.
    Success,
    /// Something is to be done.
    Attention,
    /// Something went wrong.
    Error,
}

impl NoticeKind {
    fn class(self) -> &'static str {
        match self {
            Self::Information => "notice",
            Self::Success => "notice notice--success",
            Self::Attention => "notice notice--attention",
            Self::Error => "notice notice--error",
        }
    }

    fn glyph(self) -> Glyph {
        match self {
            Self::Information => Glyph::Information,
            Self::Success => Glyph::Check,
            Self::Attention | Self::Error => Glyph::Attention,
        }
    }
}

/// A notice.
#[component]
pub fn Notice(
    /// How grave it is.
    #[prop(optional)]
    kind: NoticeKind,
    /// Its title, if it has one.
    #[prop(optional, into)]
    title: Option<String>,
    /// Whether it appears while the customer is elsewhere on the page and must be announced.
    #[prop(optional)]
    announced: bool,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let role = match (announced, kind) {
        (false, _) => None,
        (true, NoticeKind::Error | NoticeKind::Attention) => Some("alert"),
        (true, _) => Some("status"),
    };
    view! {
        <div class=kind.class() role=role>
            <Icon glyph=kind.glyph()/>
            <div class="notice__body">
                {title.map(|title| view! { <p class="notice__title">{title}</p> })}
                <div class="notice__text">{children()}</div>
            </div>
        </div>
    }
}
