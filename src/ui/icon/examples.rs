//! A gallery example with every icon.

use leptos::prelude::*;

use crate::ui::gallery::Example;
use crate::ui::{Glyph, Icon};

const GLYPHS: [Glyph; 14] = [
    Glyph::Check,
    Glyph::Down,
    Glyph::Cross,
    Glyph::Copy,
    Glyph::Document,
    Glyph::Attention,
    Glyph::Information,
    Glyph::Clock,
    Glyph::Person,
    Glyph::Plus,
    Glyph::Search,
    Glyph::Sort,
    Glyph::Ascending,
    Glyph::Descending,
];

pub const EXAMPLES: &[Example] = &[Example {
    name: "all",
    view: || {
        let icons = GLYPHS.map(|glyph| view! { <Icon glyph=glyph/> });
        view! { <div class="actions">{icons}</div> }.into_any()
    },
}];
