//! The main job, from the login to the corrected document; and the addresses on its way.

use super::documents;
use crate::checks::ensure::ensure;
use crate::failure::Outcome;
use crate::page::{Page, button, heading, link};

/// Of $1,093.40: from $1,000.00 on the receiver must accept the cancellation.
pub(super) async fn with_acceptance(page: &Page) -> Outcome {
    page.enter().await?;
    review(page, "$1,093.40").await?;
    page.reads("RFC ISD950921HE5").await?;
    register(page).await?;
    page.reads(
        "Para finalizar su solicitud, le pedimos ingrese a su buzón tributario y acepte la cancelación del documento.",
    )
    .await?;
    page.reads(
        "*Una vez cancelada la factura original, podrá descargar su documento corregido en el transcurso de las siguientes \
         24 horas.",
    )
    .await?;
    page.click(&button("ENTENDIDO")).await?;
    page.gone("//dialog").await?;
    page.click(&link("Ver el trámite")).await?;
    page.seen(&heading("Trámite de refacturación")).await?;
    page.reads("Aceptación pendiente").await?;
    let tramite = page.path().await?;
    page.no_complaints().await?;

    page.goto("/sandbox/buzon").await?;
    page.reads("ISD950921HE5").await?;
    page.click(&button("Aceptar")).await?;
    page.reads("Aceptada").await?;

    page.goto(&tramite).await?;
    page.reads("Documento corregido disponible").await?;
    for (words, media_type, start) in
        [("Descargar PDF", "application/pdf", "%PDF-"), ("Descargar XML", "application/xml", "<?xml")]
    {
        let file = documents::behind(page, &link(words)).await?;
        ensure(file.is(media_type, start), format!("{words}: {file:?}"))?;
        if media_type == "application/xml" {
            ensure(
                file.disposition.contains("SAT050528XN0"),
                format!("it is not the new receiver's: {file:?}"),
            )?;
        }
    }
    Ok(())
}

/// From the table of invoices to the modal's last question.
pub(super) async fn review(page: &Page, total: &str) -> Outcome {
    page.start_rebill(total).await?;
    choose(page).await?;
    page.click(&format!("//dialog{}", button("Continuar"))).await?;
    page.reads("Nueva razón social").await
}

/// In the modal.
pub(super) async fn choose(page: &Page) -> Outcome {
    page.click("//dialog//label[contains(.,'SAT050528XN0')]").await
}

/// From the modal's last question to its notice.
pub(super) async fn register(page: &Page) -> Outcome {
    page.click(&format!("//dialog{}", button("REFACTURAR"))).await?;
    page.reads("Su trámite de refacturación ha sido registrado.").await
}

pub(super) async fn addresses_are_state(page: &Page) -> Outcome {
    page.enter().await?;
    page.open_row("$743.00").await?;
    page.seen(&link("XML")).await?;
    page.click(&link("Movimientos")).await?;
    page.seen(&heading("Movimientos")).await?;
    page.script("history.back()", &[]).await?;
    page.seen(&link("XML")).await?;
    page.script("history.forward()", &[]).await?;
    page.seen(&heading("Movimientos")).await?;
    page.script("history.back()", &[]).await?;
    page.seen(&link("XML")).await?;
    page.reload().await?;
    page.seen(&link("XML")).await.map(drop)
}
