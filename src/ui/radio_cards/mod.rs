//! One choice of several that need more than a line each.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

use super::field::ErrorLine;
use super::id::unique_id;
use super::{Glyph, Icon, Tag};

/// A choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RadioCard {
    /// Its value.
    pub value: String,
    /// What it is known by.
    pub title: String,
    /// A word that sets it apart: "actual".
    pub mark: Option<&'static str>,
    /// Its name.
    pub name: String,
    /// More about it.
    pub lines: Vec<String>,
    /// What to look at before it is chosen.
    pub warning: Option<&'static str>,
}

/// The choices, and beneath them what leads to more.
#[component]
pub fn RadioCards(
    /// What is chosen.
    legend: &'static str,
    /// The name of the choice in the form.
    name: &'static str,
    /// The choices.
    #[prop(into)]
    cards: Signal<Vec<RadioCard>>,
    /// The value of the chosen one.
    #[prop(into)]
    chosen: Signal<Option<String>>,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    error: Signal<Option<&'static str>>,
    /// What is chosen now.
    on_choose: Callback<String>,
    /// What stands beneath them.
    children: Children,
) -> impl IntoView {
    let id = unique_id(name);
    let wrong = id.clone();
    let card = move |card: RadioCard| {
        let RadioCard { value, title, mark, name: words, lines, warning } = card;
        let (own, choice) = (value.clone(), value.clone());
        let is_chosen = Memo::new(move |_| chosen.with(|chosen| chosen.as_ref() == Some(&own)));
        view! {
            <label class="radio-card" class:radio-card--chosen=is_chosen>
                <input
                    class="radio-card__radio"
                    type="radio"
                    name=name
                    value=value
                    prop:checked=is_chosen
                    on:change=move |_| on_choose.run(choice.clone())
                />
                <span class="radio-card__body">
                    <span class="radio-card__head">
                        <span class="code">{title}</span>
                        {mark.map(|mark| view! { <Tag>{mark}</Tag> })}
                    </span>
                    <span class="radio-card__name">{words}</span>
                    {lines
                        .into_iter()
                        .map(|line| view! { <span class="radio-card__line">{line}</span> })
                        .collect_view()}
                    {warning
                        .map(|warning| {
                            view! {
                                <span class="radio-card__warning">
                                    <Icon glyph=Glyph::Attention/>
                                    <span>{warning}</span>
                                </span>
                            }
                        })}
                </span>
            </label>
        }
    };
    view! {
        <fieldset aria-describedby=move || error.get().map(|_| wrong.clone())>
            <legend class="radio-cards__legend">{legend}</legend>
            <div role="alert">
                <ErrorLine id=id error=error/>
            </div>
            <div class="radio-cards__list">{move || cards.get().into_iter().map(card).collect_view()}</div>
            {children()}
        </fieldset>
    }
}
