//! The modal is the browser's own `dialog`.

use thirtyfour::Key;

use crate::checks::ensure::ensure;
use crate::failure::Outcome;
use crate::page::Page;

pub(super) async fn closes_with_escape(page: &Page) -> Outcome {
    page.enter().await?;
    page.start_rebill("$743.00").await?;
    page.reads("SAT050528XN0").await?;
    let modal = page.script("return document.querySelectorAll('dialog:modal').length", &[]).await?;
    ensure(modal == 1, format!("{modal} modal dialogs are open"))?;
    // No further than the last one: what comes after it is the engine's own bar, which this session would not find back from.
    page.tab_to("the modal's last button", "focused.innerText === 'Continuar'").await?;
    page.script("document.querySelector('main a[href]').focus()", &[]).await?;
    ensure(
        page.focus_fits("focused.innerText === 'Continuar'").await?,
        "what is behind the modal can be focused",
    )?;
    page.press(Key::Escape).await?;
    page.gone("//dialog").await?;
    page.until("the focus is not given back", async || {
        Ok(page.focus_fits("focused.innerText?.startsWith('REFACTURAR')").await?.then_some(()))
    })
    .await?;
    page.press(Key::Enter).await?;
    page.seen("//dialog//h2").await.map(drop)
}
