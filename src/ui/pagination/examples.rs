//! Gallery examples of the pagination.

use leptos::prelude::*;

use crate::ui::gallery::Example;
use crate::ui::{Pages, Pagination};

fn pages(offset: u64, total: u64) -> AnyView {
    let previous = (offset > 0).then(|| "/up/?pagina=a".to_owned());
    let next = (offset + 20 < total).then(|| "/up/?pagina=b".to_owned());
    let rows = 20.min(total - offset);
    view! { <Pagination label="Páginas de facturas" pages=Pages { offset, rows, total, previous, next }/> }
        .into_any()
}

pub const EXAMPLES: &[Example] = &[
    Example { name: "middle", view: || pages(20, 3_214) },
    Example { name: "first", view: || pages(0, 21) },
    Example { name: "last", view: || pages(20, 21) },
    Example { name: "only", view: || pages(0, 2) },
];
