//! A button. While it is busy it keeps its width and its name, says so, and cannot be pressed again.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

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
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button--primary",
            Self::Secondary => "button",
            Self::Quiet => "button button--quiet",
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
            aria-disabled=move || busy.get().then_some("true")
            on:click=press
        >
            <span class="button__name">{children()}</span>
        </button>
    }
}
