//! The documents are plain links, which an engine follows by itself.

use serde_json::Value;

use crate::checks::ensure::ensure;
use crate::failure::{Failure, Outcome};
use crate::page::{Fetched, Page, link};

impl Fetched {
    /// A download of this type that begins so.
    pub(super) fn is(&self, media_type: &str, start: &str) -> bool {
        self.status == 200
            && self.media_type.starts_with(media_type)
            && self.disposition.starts_with("attachment")
            && self.start.starts_with(start)
    }
}

/// What the page gets for the address of a link.
pub(super) async fn behind(page: &Page, path: &str) -> Outcome<Fetched> {
    let address = page.seen(path).await?.attr("href").await?;
    page.fetched(&address.ok_or_else(|| Failure::new(format!("{path} leads nowhere")))?).await
}

pub(super) async fn are_what_they_say(page: &Page) -> Outcome {
    page.enter().await?;
    page.open_row("$743.00").await?;
    let xml = behind(page, &link("XML")).await?;
    ensure(xml.is("application/xml", "<?xml"), format!("XML: {xml:?}"))?;
    let pdf = behind(page, &link("PDF")).await?;
    ensure(pdf.is("application/pdf", "%PDF-"), format!("PDF: {pdf:?}"))?;
    let address = page.seen(&link("Ver PDF")).await?.attr("href").await?.unwrap_or_default();
    page.goto(&address).await?;
    // WebKit's viewer is a frame that its own inline styles make as large as the window.
    const SHOWN: &str = "const frame = document.querySelector('iframe'); \
        return document.contentType === 'application/pdf' && (frame === null || frame.clientHeight > innerHeight / 2)";
    page.until("the PDF does not fill its window", async || {
        Ok((page.script(SHOWN, &[]).await? == Value::Bool(true)).then_some(()))
    })
    .await
}
