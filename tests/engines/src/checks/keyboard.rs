//! No pointer at all.

use thirtyfour::Key;

use crate::checks::ensure::ensure;
use crate::failure::Outcome;
use crate::page::{EMAIL, PASSWORD, Page, heading, link};

pub(super) async fn alone(page: &Page) -> Outcome {
    page.goto("/up/").await?;
    page.seen(&heading("Entra a tu cuenta")).await?;
    page.tab_to("the e-mail", "focused.labels?.[0]?.innerText.startsWith('Teléfono/Email')").await?;
    page.press(EMAIL).await?;
    page.press(Key::Tab).await?;
    ensure(page.focus_fits("focused.type === 'password'").await?, "Tab does not go on to the password")?;
    page.press(PASSWORD).await?;
    page.press(Key::Enter).await?;
    page.seen(&heading("Facturas")).await?;
    page.reads("$743.00").await?;

    page.tab_to("the row's button", "focused.getAttribute('aria-label')?.startsWith('Abrir factura') || focused.innerText?.startsWith('Abrir factura')").await?;
    page.press(Key::Enter).await?;
    page.seen(&link("XML")).await?;
    page.tab_to("REFACTURAR", "focused.innerText?.startsWith('REFACTURAR')").await?;
    page.press(Key::Space).await?;
    page.seen("//dialog//h2").await?;
    page.tab_to("the razones sociales", "focused.type === 'radio'").await?;
    page.press(Key::Down).await?;
    ensure(
        page.focus_fits("focused.type === 'radio' && focused.checked").await?,
        "an arrow does not choose",
    )?;
    page.tab_to("Continuar", "focused.innerText === 'Continuar'").await?;
    page.press(Key::Enter).await?;
    page.reads("Nueva razón social").await
}
