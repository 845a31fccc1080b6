//! What is the host's stays the host's: its links, its clicks, its history, its scroll.

use serde_json::{Value, json};

use crate::checks::ensure::ensure;
use crate::failure::{Failure, Outcome};
use crate::page::{Page, button, heading, link};

/// Begins on the invoices, in the site's page with the portal.
pub(super) async fn leave_the_host_its_own(page: &Page, site: &str) -> Outcome {
    links(page, site).await?;
    clicks(page).await?;
    history(page, site).await?;
    smooth_scroll(page).await
}

/// Also those that begin as the portal's addresses do.
async fn links(page: &Page, site: &str) -> Outcome {
    let ours = page.path().await?;
    for (words, path) in [("Subir archivos", "/upload"), ("Promociones", "/up-something")] {
        let theirs = format!("/{site}{path}");
        page.press_of_host(&link(words)).await?;
        page.arrived(&theirs).await?;
        page.seen(&format!("//p[@id='path'][.='{theirs}']")).await?;
        page.script("history.back()", &[]).await?;
        page.arrived(&ours).await?;
        page.seen(&heading("Facturas")).await?;
    }
    Ok(())
}

/// The host stops each click in the place where the portal is, once the portal has had it.
async fn clicks(page: &Page) -> Outcome {
    page.script("document.documentElement.dataset.marked = 'yes'", &[]).await?;
    page.click(&link("Movimientos")).await?;
    page.seen(&heading("Movimientos")).await?;
    let path = page.path().await?;
    ensure(path.ends_with("/movimientos"), format!("the address is {path}"))?;
    ensure(is_logged(page, "click in the place").await?, "the host did not see the click")?;
    let marked = page.script("return document.documentElement.dataset.marked", &[]).await?;
    ensure(marked == "yes", "a link of the portal has loaded the page anew")
}

/// Its entries, their states, its listener.
async fn history(page: &Page, site: &str) -> Outcome {
    let ours = page.path().await?;
    page.script("history.replaceState({ host: 'first' }, '')", &[]).await?;
    page.press_of_host(&button("Filtrar")).await?;
    let theirs = format!("/{site}/filtro");
    ensure(page.path().await? == theirs, "the host's own entry is not there")?;
    page.script("history.back()", &[]).await?;
    heard(page, &format!("popstate {ours} {}", json!({ "host": "first" }))).await?;
    page.seen(&heading("Movimientos")).await?;
    page.script("history.forward()", &[]).await?;
    heard(page, &format!("popstate {theirs} {}", json!({ "host": "filtered" }))).await?;
    let travels =
        page.script("return hostLog.filter((line) => line.startsWith('popstate')).length", &[]).await?;
    ensure(travels == 2, format!("the host heard of {travels} journeys"))?;
    // While the address is the host's, the portal goes on without it.
    page.click(&link("Facturas")).await?;
    page.seen(&heading("Facturas")).await?;
    ensure(page.path().await? == theirs, "the portal has taken the host's address")
}

/// To an anchor of its own.
async fn smooth_scroll(page: &Page) -> Outcome {
    // Where it scrolls to is where the anchor is when it begins.
    page.settled().await?;
    page.press_of_host(&link("Contacto")).await?;
    heard(page, "smooth #contacto").await?;
    const IN_VIEW: &str = "const { top } = document.getElementById('contacto').getBoundingClientRect(); \
        return top >= 0 && top < innerHeight";
    page.until("the host has not scrolled to its anchor", async || {
        Ok((page.script(IN_VIEW, &[]).await? == Value::Bool(true)).then_some(()))
    })
    .await?;
    page.seen(&heading("Facturas")).await.map(drop)
}

/// Waits until the host's scripts have written this down.
async fn heard(page: &Page, line: &str) -> Outcome {
    let heard = page.until("", async || Ok(is_logged(page, line).await?.then_some(()))).await;
    let log = page.script("return hostLog", &[]).await?;
    heard.map_err(|_| Failure::new(format!("the host has not heard «{line}» but {log}")))
}

async fn is_logged(page: &Page, line: &str) -> Outcome<bool> {
    Ok(page.script("return hostLog.includes(arguments[0])", &[json!(line)]).await? == true)
}
