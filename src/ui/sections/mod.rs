//! Links to the sections of a screen. They are addresses and not tabs, so that Back, reload and
//! shared links work.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

/// The link to a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionLink {
    /// The label.
    pub label: &'static str,
    /// The address.
    pub href: Signal<String>,
    /// Whether this section is shown.
    pub current: Signal<bool>,
}

/// The section links, as a navigation landmark.
#[component]
pub fn Sections(
    /// The name of the landmark.
    label: &'static str,
    /// The links.
    links: Vec<SectionLink>,
) -> impl IntoView {
    let link = |link: SectionLink| {
        let current = move || link.current.get().then_some("page");
        view! {
            <li>
                <a class="sections__link" href=link.href aria-current=current data-noscroll="">
                    {link.label}
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
