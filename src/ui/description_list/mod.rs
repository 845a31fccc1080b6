//! A description list: terms and their values, for a review before an action and a summary after
//! it.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

/// The list. Its rows are [`Description`]s.
#[component]
pub fn DescriptionList(
    /// The rows.
    children: Children,
) -> impl IntoView {
    view! { <dl class="descriptions">{children()}</dl> }
}

/// How much a row stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Emphasis {
    /// Like the other rows.
    #[default]
    None,
    /// The value that will be new.
    New,
    /// The figure that matters most.
    KeyFigure,
}

/// One row: a term and its value.
#[component]
pub fn Description(
    /// The term.
    term: &'static str,
    /// How much the row stands out.
    #[prop(optional)]
    emphasis: Emphasis,
    /// The value.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="descriptions__row" class:descriptions__row--new=emphasis == Emphasis::New>
            <dt class="descriptions__term">{term}</dt>
            <dd
                class="descriptions__value"
                class:descriptions__value--great=emphasis == Emphasis::KeyFigure
                translate=(emphasis == Emphasis::KeyFigure).then_some("no")
            >
                {children()}
            </dd>
        </div>
    }
}
