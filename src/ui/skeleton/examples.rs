//! Gallery examples of the skeleton.

use leptos::prelude::*;

use crate::ui::Skeleton;
use crate::ui::gallery::Example;

pub const EXAMPLES: &[Example] = &[Example {
    name: "list",
    view: || view! { <Skeleton label="Cargando tus facturas…" lines=5/> }.into_any(),
}];
