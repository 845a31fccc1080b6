//! The sections of a screen as addresses, not as tabs: Back, reload and a shared link work.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

/// A section's link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionLink {
    /// Its words.
    pub words: &'static str,
    /// Its address.
    pub href: String,
    /// Whether it is the one that is looked at.
    pub current: Signal<bool>,
}

/// The links.
#[component]
pub fn Sections(
    /// The name of the landmark.
    label: &'static str,
    /// The sections.
    links: Vec<SectionLink>,
) -> impl IntoView {
    let link = |link: SectionLink| {
        let current = move || link.current.get().then_some("page");
        view! {
            <li>
                <a class="sections__link" href=link.href aria-current=current data-noscroll="">
                    {link.words}
                </a>
            </li>
        }
    };
    view! {
        <nav class="sections" aria-label=label>
            <ul class="sections__list">{links.into_iter().map(link).collect_view()}</ul>
        </nav>
    }
}
