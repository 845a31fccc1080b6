//! A card: an item of a list that needs more than one line, with its title, its details and its
//! actions.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

use super::id::unique_id;
use super::{Glyph, Icon, Tag, TagKind};

/// The text of a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardText {
    /// What identifies the item, shown as the heading.
    pub title: String,
    /// Short labels that set it apart, such as "actual".
    pub marks: Vec<(TagKind, &'static str)>,
    /// The name, below the title.
    pub name: String,
    /// Further lines, such as the address.
    pub lines: Vec<String>,
    /// A warning to read before the item is used.
    pub warning: Option<&'static str>,
}

impl CardText {
    /// Renders the text around `head`, which holds the title. It uses only inline elements, so that
    /// it is valid inside a `<label>`.
    pub(super) fn render_around(self, head: AnyView) -> impl IntoView {
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
            <span class="card__name" translate="no">{self.name}</span>
            {lines.collect_view()}
            {warning}
        }
    }
}

/// The list that contains [`Card`]s.
#[component]
pub fn Cards(
    /// The cards.
    children: Children,
) -> impl IntoView {
    view! { <ul class="cards">{children()}</ul> }
}

/// A card. Its title is a heading one level below the page's heading.
#[component]
pub fn Card(
    /// The text of the card.
    text: CardText,
    /// The actions on the item.
    children: Children,
) -> impl IntoView {
    let id = unique_id("card");
    let named_by = id.clone();
    let heading = view! {
        <h2 class="card__title code" id=id translate="no">
            {text.title.clone()}
        </h2>
    };
    view! {
        <li class="card">
            <article aria-labelledby=named_by>
                {text.render_around(heading.into_any())} <div class="card__acts">{children()}</div>
            </article>
        </li>
    }
}
