//! Terms and what they stand for: a review before something is done, a summary after it.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

/// The list; its rows are [`Description`]s.
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
    /// As the others.
    #[default]
    None,
    /// It is what will be new.
    New,
    /// It is the figure that everything is about.
    Great,
}

/// A term and what it stands for.
#[component]
pub fn Description(
    /// The term.
    term: &'static str,
    /// How much it stands out.
    #[prop(optional)]
    emphasis: Emphasis,
    /// What it stands for.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="descriptions__row" class:descriptions__row--new=emphasis == Emphasis::New>
            <dt class="descriptions__term">{term}</dt>
            <dd
                class="descriptions__value"
                class:descriptions__value--great=emphasis == Emphasis::Great
            >
                {children()}
            </dd>
        </div>
    }
}
