//! A message that the customer must notice: what happened and what to do now.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

use super::{Glyph, Icon};

/// How serious a notice is. Its icon and its words say so, too: color is never the only sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// Good to know.
    #[default]
    Information,
    /// Something succeeded.
    Success,
    /// The customer should do something.
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

/// A message with an icon and, if needed, a title.
#[component]
pub fn Notice(
    /// How serious it is.
    #[prop(optional)]
    kind: NoticeKind,
    /// The title, if there is one.
    #[prop(optional, into)]
    title: Option<String>,
    /// Whether a screen reader announces it, because it appears while the customer is elsewhere on
    /// the page.
    #[prop(optional)]
    announced: bool,
    /// The message.
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
