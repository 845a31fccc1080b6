//! A button, and a link that looks like one. While a button is busy it keeps its width and its name, says so, and cannot
//! be pressed again.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::{Glyph, Icon};

/// How much a button stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one act that a screen is for.
    Primary,
    /// Any other act.
    #[default]
    Secondary,
    /// An act as quiet as a link.
    Quiet,
    /// An act on the brand's own ground.
    OnBrand,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button--primary",
            Self::Secondary => "button",
            Self::Quiet => "button button--quiet",
            Self::OnBrand => "button button--on-brand",
        }
    }
}

/// A button.
#[component]
pub fn Button(
    /// How much it stands out.
    #[prop(optional)]
    kind: ButtonKind,
    /// Whether it sends the form that it stands in.
    #[prop(optional)]
    submit: bool,
    /// Whether it is as wide as what it stands in.
    #[prop(optional)]
    wide: bool,
    /// Whether focus starts here when a dialog comes to it.
    #[prop(optional)]
    initial_focus: bool,
    /// The mark before its name.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
    /// Whether its act is under way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What it does; nothing for a button that submits.
    #[prop(optional, into)]
    on_press: Option<Callback<MouseEvent>>,
    /// Its name.
    children: Children,
) -> impl IntoView {
    let press = move |event: MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(event);
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=kind.class()
            class:button--busy=busy
            class:button--wide=wide
            aria-disabled=move || busy.get().then_some("true")
            data-initial-focus=initial_focus.then_some("")
            on:click=press
        >
            {glyph.map(|glyph| view! { <Icon glyph=glyph/> })}
            <span class="button__name">{children()}</span>
        </button>
    }
}

/// A link that looks like a button: it leads somewhere, or downloads something.
#[component]
pub fn ButtonLink(
    /// How much it stands out.
    #[prop(optional)]
    kind: ButtonKind,
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// Whether the browser follows it, and not the portal: a document, a page of the host's.
    #[prop(optional)]
    external: bool,
    /// The mark before its name.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
    /// Its name.
    children: Children,
) -> impl IntoView {
    view! {
        <a class=kind.class() href=href rel=external.then_some("external")>
            {glyph.map(|glyph| view! { <Icon glyph=glyph/> })}
            <span class="button__name">{children()}</span>
        </a>
    }
}
