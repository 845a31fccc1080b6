//! Gallery examples of the button.

use leptos::prelude::*;

use crate::ui::gallery::Example;
use crate::ui::{Button, ButtonKind, ButtonLink, Glyph};

pub const EXAMPLES: &[Example] = &[
    Example {
        name: "primary",
        view: || view! { <Button kind=ButtonKind::Primary>"REFACTURAR"</Button> }.into_any(),
    },
    Example { name: "secondary", view: || view! { <Button>"Cancelar"</Button> }.into_any() },
    Example {
        name: "quiet",
        view: || {
            view! {
                <Button kind=ButtonKind::Quiet glyph=Glyph::Cross>
                    "Quitar filtros"
                </Button>
            }
            .into_any()
        },
    },
    Example {
        name: "busy",
        view: || {
            view! {
                <Button kind=ButtonKind::Primary busy=Signal::stored(true)>
                    "REFACTURAR"
                </Button>
            }
            .into_any()
        },
    },
    Example {
        name: "wide",
        view: || {
            view! {
                <Button glyph=Glyph::Plus wide=true>
                    "Agregar razón social"
                </Button>
            }
            .into_any()
        },
    },
    Example {
        name: "link",
        view: || {
            view! {
                <ButtonLink href="#" glyph=Glyph::Document>
                    "XML"
                </ButtonLink>
            }
            .into_any()
        },
    },
    Example {
        name: "on brand",
        view: || {
            view! {
                <div class="vehicle">
                    <ButtonLink kind=ButtonKind::OnBrand href="#">
                        "RECARGAR"
                    </ButtonLink>
                </div>
            }
            .into_any()
        },
    },
];
