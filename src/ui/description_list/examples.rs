//! Gallery examples of the description list.

use leptos::prelude::*;

use crate::ui::gallery::Example;
use crate::ui::{Description, DescriptionList, Emphasis};

fn list(name: &'static str) -> AnyView {
    view! {
        <DescriptionList>
            <Description term="Total" emphasis=Emphasis::KeyFigure>
                "$1,093.40"
            </Description>
            <Description term="Razón social actual">
                <span class="code" translate="no">"ISD950921HE5"</span>
                <br/>
                "Pase, Servicios Electrónicos S.A De C.V."
            </Description>
            <Description term="Nueva razón social" emphasis=Emphasis::New>
                <span class="code" translate="no">"SAT050528XN0"</span>
                <br/>
                {name}
            </Description>
        </DescriptionList>
    }
    .into_any()
}

pub const EXAMPLES: &[Example] = &[
    Example { name: "review", view: || list("SERVICIOS DE AUTOPISTAS Y TELEPEAJE") },
    Example {
        name: "long name",
        view: || {
            list(
                "XENON INDUSTRIAL ARTICLES, FABRICACION, REPARACION, COMERCIALIZACION, IMPORTACION Y EXPORTACION DE \
                 ARTICULOS INDUSTRIALES, LAMPARAS DE XENON, EQUIPO DE SEGURIDAD VIAL",
            )
        },
    },
];
