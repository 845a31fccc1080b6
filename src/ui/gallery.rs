//! Every part with its examples, by name. The gallery (`cargo xtask gallery`) shows them, the tests run them: what a part
//! can look like stands in its `examples.rs` and nowhere else.

use leptos::prelude::*;

/// One way that a part is used.
#[derive(Clone, Copy)]
pub struct Example {
    /// What it shows, in a word or two: unique within its part.
    pub name: &'static str,
    /// The example.
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

/// An example by the names of its part and its own.
pub fn example(part: &str, name: &str) -> Option<Example> {
    let part = PARTS.iter().find(|candidate| candidate.name == part)?;
    part.examples.iter().find(|example| example.name == name).copied()
}
