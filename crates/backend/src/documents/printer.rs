//! Printing, off the async threads.

use std::sync::Arc;

use cfdi::{CancellationReceipt, StampedCfdi};
use tokio::sync::Semaphore;

use super::DocumentError;
use crate::failure::{Failure, Outcome};

/// Prints documents off the async threads, and few at a time: a page is work for the processor.
#[derive(Clone)]
pub(crate) struct Printer {
    printer: Arc<printed_form::Printer>,
    turns: Arc<Semaphore>,
}

const PRINTED_AT_ONCE: usize = 2;

impl Printer {
    /// Sets the printer up.
    ///
    /// # Errors
    /// [`DocumentError::Print`] when this program was built with fonts that cannot be read.
    pub(crate) fn new() -> Result<Self, DocumentError> {
        let printer = Arc::new(printed_form::Printer::new()?);
        Ok(Self { printer, turns: Arc::new(Semaphore::new(PRINTED_AT_ONCE)) })
    }

    /// The printed form of a document by its XML: a PDF.
    ///
    /// # Errors
    /// [`DocumentError::Read`], [`DocumentError::Print`].
    pub(crate) async fn print(&self, xml: Vec<u8>) -> Outcome<Vec<u8>> {
        self.printed(move |printer| Ok(printer.print(&StampedCfdi::read(xml)?)?)).await
    }

    /// The printed form of the receipt of a document's cancellation, by the XML of both: a PDF.
    ///
    /// # Errors
    /// [`DocumentError::Receipt`], [`DocumentError::Read`], [`DocumentError::Print`].
    pub(crate) async fn print_receipt(&self, receipt: Vec<u8>, cancelled: Vec<u8>) -> Outcome<Vec<u8>> {
        self.printed(move |printer| {
            let (receipt, cancelled) = (CancellationReceipt::read(receipt)?, StampedCfdi::read(cancelled)?);
            Ok(printer.print_receipt(&receipt, &cancelled)?)
        })
        .await
    }

    /// Does some printing when it is its turn.
    async fn printed(
        &self,
        print: impl FnOnce(&printed_form::Printer) -> Result<Vec<u8>, DocumentError> + Send + 'static,
    ) -> Outcome<Vec<u8>> {
        let _turn = self.turns.acquire().await.map_err(|_| Failure::Broken("nothing is printed any more"))?;
        let printer = Arc::clone(&self.printer);
        let printed = tokio::task::spawn_blocking(move || print(&printer)).await;
        Ok(printed.map_err(|_| Failure::Broken("printing panicked"))??)
    }
}
