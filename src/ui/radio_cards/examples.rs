//! Gallery examples of the radio cards.

use leptos::prelude::*;

use crate::ui::gallery::Example;
use crate::ui::{Button, CardText, Glyph, RadioCard, RadioCards, TagKind};

fn cards() -> Vec<RadioCard> {
    let lines =
        ["Lago Zurich No.219 Piso 10", "AMPLIACIÓN GRANADA", "MIGUEL HIDALGO CIUDAD DE MÉXICO 11529 MÉXICO"];
    let lines: Vec<String> = lines.into_iter().map(str::to_owned).collect();
    vec![
        RadioCard {
            value: "a".to_owned(),
            text: CardText {
                title: "ISD950921HE5 (MORAL)".to_owned(),
                marks: vec![(TagKind::Plain, "actual")],
                name: "PASE, SERVICIOS ELECTRONICOS".to_owned(),
                lines: lines.clone(),
                warning: None,
            },
        },
        RadioCard {
            value: "b".to_owned(),
            text: CardText {
                title: "SAT050528XN0 (MORAL)".to_owned(),
                name: "SERVICIOS DE AUTOPISTAS Y TELEPEAJE".to_owned(),
                lines,
                warning: Some(
                    "El último carácter del RFC no coincide con los demás: compáralo con tu Constancia.",
                ),
                ..CardText::default()
            },
        },
    ]
}

fn choice(chosen: Option<&'static str>, error: Option<&'static str>) -> AnyView {
    let chosen = RwSignal::new(chosen.map(str::to_owned));
    view! {
        <RadioCards
            legend="Razón social del nuevo documento"
            name="fiscal_profile"
            cards=Signal::stored(cards())
            chosen=chosen
            error=Signal::derive(move || error.filter(|_| chosen.with(Option::is_none)))
            on_choose=Callback::new(move |value| chosen.set(Some(value)))
        >
            <Button glyph=Glyph::Plus wide=true>
                "Agregar razón social"
            </Button>
        </RadioCards>
    }
    .into_any()
}

pub const EXAMPLES: &[Example] = &[
    Example { name: "chosen", view: || choice(Some("a"), None) },
    Example { name: "wrong", view: || choice(None, Some("Elige la razón social del nuevo documento.")) },
];
