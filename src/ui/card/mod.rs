//! A thing among its like that needs more than a line: what it is known by, what sets it apart, what can be done with it.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

use super::id::unique_id;
use super::{Glyph, Icon, Tag, TagKind};

/// What stands on a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardText {
    /// What it is known by.
    pub title: String,
    /// Words that set it apart: "actual".
    pub marks: Vec<(TagKind, &'static str)>,
    /// Its name.
    pub name: String,
    /// More about it.
    pub lines: Vec<String>,
    /// What to look at before it is used.
    pub warning: Option<&'static str>,
}

impl CardText {
    /// The text; spans only, so that it can stand in a label. `head` holds the title.
    pub(super) fn around(self, head: AnyView) -> impl IntoView {
        let marks = self.marks.into_iter().map(|(kind, mark)| view! { <Tag kind=kind>{mark}</Tag> });
        let lines = self.lines.into_iter().map(|line| view! { <span class="card__line">{line}</span> });
        let warning = self.warning.map(|warning| {
            view! {
                <span class="card__warning">
                    <Icon glyph=Glyph::Attention/>
                    <span>{warning}</span>
                </span>
            }
        });
        view! {
            <span class="card__head">{head} {marks.collect_view()}</span>
            <span class="card__name">{self.name}</span>
            {lines.collect_view()}
            {warning}
        }
    }
}

/// The list that [`Card`]s stand in.
#[component]
pub fn Cards(
    /// The cards.
    children: Children,
) -> impl IntoView {
    view! { <ul class="cards">{children()}</ul> }
}

/// A card; its title is a heading beneath the page's.
#[component]
pub fn Card(
    /// What stands on it.
    text: CardText,
    /// What can be done with it.
    children: Children,
) -> impl IntoView {
    let id = unique_id("card");
    let named_by = id.clone();
    let heading = view! {
        <h2 class="card__title code" id=id>
            {text.title.clone()}
        </h2>
    };
    view! {
        <li class="card">
            <article aria-labelledby=named_by>
                {text.around(heading.into_any())} <div class="card__acts">{children()}</div>
            </article>
        </li>
    }
}
