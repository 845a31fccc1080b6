//! All parts with their examples, by name. The gallery (`cargo xtask gallery`) shows the examples,
//! and the tests run them. Only a part's `examples.rs` defines what the part can look like.

use leptos::prelude::*;

/// One way to use a part.
#[derive(Clone, Copy)]
pub struct Example {
    /// What it shows, in a word or two. Unique within its part.
    pub name: &'static str,
    /// Renders the example.
    pub view: fn() -> AnyView,
}

/// A part and its examples.
#[derive(Clone, Copy)]
pub struct Part {
    /// The name of its folder.
    pub name: &'static str,
    /// Its examples.
    pub examples: &'static [Example],
}

macro_rules! parts {
    ($($name:ident),* $(,)?) => {
        /// All parts.
        pub const PARTS: &[Part] =
            &[$(Part { name: stringify!($name), examples: super::$name::examples::EXAMPLES }),*];
    };
}

parts!(
    button,
    card,
    checkbox,
    copy,
    countdown,
    date_range,
    description_list,
    dialog,
    disclosure,
    empty,
    error_state,
    error_summary,
    field,
    icon,
    live_region,
    menu,
    notice,
    page,
    pagination,
    radio_cards,
    search,
    sections,
    select,
    skeleton,
    table,
    tag,
    timeline,
);

/// Finds an example by its part's name and its own.
pub fn example(part: &str, name: &str) -> Option<Example> {
    let part = PARTS.iter().find(|candidate| candidate.name == part)?;
    part.examples.iter().find(|example| example.name == name).copied()
}
