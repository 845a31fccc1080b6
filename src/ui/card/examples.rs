//! Gallery examples of the card.

use leptos::prelude::*;

use crate::ui::gallery::Example;
use crate::ui::{Button, ButtonLink, Card, CardText, Cards, TagKind};

fn card(title: &'static str, name: String, marks: &[(TagKind, &'static str)]) -> impl IntoView + use<> {
    let lines = ["Av. Juárez 15", "Centro", "ACTOPAN HIDALGO 42501 MÉXICO"];
    let text = CardText {
        title: title.to_owned(),
        marks: marks.to_vec(),
        name,
        lines: lines.into_iter().map(str::to_owned).collect(),
        warning: (!marks.is_empty())
            .then_some("El SAT no reconoce estos datos: compáralos con tu Constancia."),
    };
    view! {
        <Card text=text>
            <ButtonLink href="#">"Editar"</ButtonLink>
            <Button>"Eliminar"</Button>
        </Card>
    }
}

fn two() -> AnyView {
    view! {
        <Cards>
            {card("EKU9003173C9 (MORAL)", "ESCUELA KEMPER URGATE".to_owned(), &[])}
            {card("CACX7605101P8 (FÍSICA)", "XOCHILT CASAS CHAVEZ".to_owned(), &[(TagKind::Plain, "predeterminada")])}
        </Cards>
    }
    .into_any()
}

fn long() -> AnyView {
    let marks = [(TagKind::Plain, "predeterminada"), (TagKind::Current, "en un trámite")];
    view! { <Cards>{card("XIA190128J61 (MORAL)", "XENON INDUSTRIAL ARTICLES ".repeat(12), &marks)}</Cards> }
        .into_any()
}

pub const EXAMPLES: &[Example] =
    &[Example { name: "two", view: two }, Example { name: "a long name", view: long }];
