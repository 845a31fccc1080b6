//! The documents: plain links that the engine follows without the app.

use serde_json::Value;

use crate::checks::ensure::ensure;
use crate::failure::{Failure, Outcome};
use crate::page::{Fetched, Page, link};

impl Fetched {
    /// Whether this is a download of this media type whose content begins like this.
    pub(super) fn is_download(&self, media_type: &str, start: &str) -> bool {
        self.status == 200
            && self.media_type.starts_with(media_type)
            && self.disposition.starts_with("attachment")
            && self.start.starts_with(start)
    }
}

/// Fetches the address of a link.
pub(super) async fn fetch_link(page: &Page, path: &str) -> Outcome<Fetched> {
    let address = page.wait_for(path).await?.attr("href").await?;
    page.fetch(&address.ok_or_else(|| Failure::new(format!("{path} has no address")))?).await
}

/// XML and PDF are downloads of their types, and the PDF opens in a window.
pub(super) async fn download_and_open(page: &Page) -> Outcome {
    page.open_and_log_in().await?;
    page.open_row("$743.00").await?;
    let xml = fetch_link(page, &link("XML")).await?;
    ensure(xml.is_download("application/xml", "<?xml"), format!("XML: {xml:?}"))?;
    let pdf = fetch_link(page, &link("PDF")).await?;
    ensure(pdf.is_download("application/pdf", "%PDF-"), format!("PDF: {pdf:?}"))?;
    let address = page.wait_for(&link("Ver PDF")).await?.attr("href").await?.unwrap_or_default();
    page.goto(&address).await?;
    // WebKit's viewer is a frame, which the viewer's inline styles make as large as the window.
    const SHOWN: &str = "const frame = document.querySelector('iframe'); \
        return document.contentType === 'application/pdf' && (frame === null || frame.clientHeight > innerHeight / 2)";
    page.wait_until("the PDF does not fill its window", async || {
        Ok((page.run_script(SHOWN, &[]).await? == Value::Bool(true)).then_some(()))
    })
    .await
}
