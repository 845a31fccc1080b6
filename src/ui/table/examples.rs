//! Gallery examples of the table.

use leptos::prelude::*;

use crate::ui::gallery::Example;
use crate::ui::{Cell, CellKind, Column, Row, RowDetails, RowOpener, SortOrder, Table};

const ROWS: [(&str, &str, &str); 2] =
    [("O-48733916", "02-jun-20 17:07", "$743.00"), ("O-48120357", "27-may-20 11:01", "$1,093.40")];

fn opening() -> AnyView {
    let order = RwSignal::new(None);
    let total = Column::of_amounts("Total").sorted(order.into(), Signal::stored("#".to_owned()));
    let date = Column::new("Fecha")
        .sorted(Signal::stored(Some(SortOrder::Descending)), Signal::stored("#".to_owned()));
    let columns =
        vec![Column::new("Concepto"), date, Column::new("Folio"), total, Column::of_openers("Abrir")];
    let row = |(folio, issued_at, total): (&'static str, &'static str, &'static str)| {
        let open = RwSignal::new(folio == "O-48120357");
        let verb = move || if open.get() { "Cerrar" } else { "Abrir" };
        let name = Signal::derive(move || format!("{} factura folio {folio}", verb()));
        let toggle = Callback::new(move |_| open.update(|open| *open = !*open));
        let details = format!("example-{folio}");
        let controls = details.clone();
        view! {
            <Row open=open>
                <Cell label="Concepto" kind=CellKind::Title>
                    "FACTURA"
                </Cell>
                <Cell label="Fecha">{issued_at}</Cell>
                <Cell label="Folio">{folio}</Cell>
                <Cell label="Total" kind=CellKind::Amount>
                    {total}
                </Cell>
                <Cell kind=CellKind::Opener>
                    <RowOpener name=name open=open controls=controls on_toggle=toggle/>
                </Cell>
            </Row>
            <RowDetails id=details columns=5 open=open>
                <p>"Lo que se puede hacer con la factura."</p>
            </RowDetails>
        }
    };
    view! {
        <Table caption="Facturas" columns=columns>
            {ROWS.map(row).into_iter().collect_view()}
        </Table>
    }
    .into_any()
}

fn plain() -> AnyView {
    let columns = vec![Column::new("Fecha"), Column::new("Concepto"), Column::of_amounts("Importe")];
    view! {
        <Table caption="Movimientos" columns=columns>
            <Row>
                <Cell label="Fecha">"02-jun-20 08:30"</Cell>
                <Cell label="Concepto" kind=CellKind::Wide>
                    <span>"Cruce"</span>
                    <span class="hint">"Supervía Poniente, carril 02"</span>
                </Cell>
                <Cell label="Importe" kind=CellKind::Amount>
                    "$54.50"
                </Cell>
            </Row>
        </Table>
    }
    .into_any()
}

pub const EXAMPLES: &[Example] =
    &[Example { name: "opening", view: opening }, Example { name: "plain", view: plain }];
