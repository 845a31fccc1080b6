//! A button, and a link that looks like one. A busy button keeps its width and its name, reports
//! that it is busy, and ignores further presses.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::{Glyph, Icon};

/// How prominent a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The main action of a screen.
    Primary,
    /// Any other action.
    #[default]
    Secondary,
    /// An action as unobtrusive as a link.
    Quiet,
    /// An action on a brand-colored background.
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

/// A button that runs a callback or submits its form.
#[component]
pub fn Button(
    /// How prominent it is.
    #[prop(optional)]
    kind: ButtonKind,
    /// Whether it submits the form that contains it.
    #[prop(optional)]
    submit: bool,
    /// Whether it takes the full width of its container.
    #[prop(optional)]
    wide: bool,
    /// Whether a dialog that shows this button moves the focus to it.
    #[prop(optional)]
    initial_focus: bool,
    /// The icon before the label.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
    /// Whether its action is in progress.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What a press does. Not needed for a button that submits.
    #[prop(optional, into)]
    on_press: Option<Callback<MouseEvent>>,
    /// The label.
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

/// A link that looks like a button. It leads to an address or downloads a file.
#[component]
pub fn ButtonLink(
    /// How prominent it is.
    #[prop(optional)]
    kind: ButtonKind,
    /// The link's address.
    #[prop(into)]
    href: String,
    /// Whether the browser follows the link instead of the portal's own navigation: for documents
    /// and for pages of the host.
    #[prop(optional)]
    external: bool,
    /// Whether what the link fetches is still loading.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// The icon before the label.
    #[prop(optional_no_strip, into)]
    glyph: Option<Glyph>,
    /// The label.
    children: Children,
) -> impl IntoView {
    view! {
        <a
            class=kind.class()
            class:button--busy=busy
            aria-busy=move || busy.get().then_some("true")
            href=href
            rel=external.then_some("external")
        >
            {glyph.map(|glyph| view! { <Icon glyph=glyph/> })}
            <span class="button__name">{children()}</span>
        </a>
    }
}
