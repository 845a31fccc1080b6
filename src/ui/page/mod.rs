//! A screen, or a section of one: a surface named by its heading, which takes focus when the customer comes to it, and
//! names the browser's window.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

use super::id::unique_id;
use crate::browser::page::set_title;

/// A page.
#[component]
pub fn Page(
    /// Its heading, and the window's title.
    title: &'static str,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let id = unique_id("page");
    let named_by = id.clone();
    set_title(title);
    view! {
        <section class="page" aria-labelledby=named_by>
            <div class="page__head">
                <h1 class="page__title" id=id tabindex="-1">
                    {title}
                </h1>
            </div>
            {children()}
        </section>
    }
}

/// A heading inside a page.
#[component]
pub fn Subtitle(
    /// Its words.
    children: Children,
) -> impl IntoView {
    view! { <h2 class="page__subtitle">{children()}</h2> }
}
