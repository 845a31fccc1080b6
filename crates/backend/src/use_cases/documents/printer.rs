//! Runs the printer of the `printed_form` crate on blocking threads.

use std::sync::Arc;

use cfdi::{CancellationReceipt, StampedCfdi};
use printed_form::Cancellation;
use tokio::sync::Semaphore;

use super::error::DocumentError;
use crate::use_cases::failure::{Failure, Outcome};

/// Prints documents on blocking threads, and only a few at a time, because setting a page takes a
/// lot of processor time.
#[derive(Clone)]
pub(crate) struct Printer {
    printer: Arc<printed_form::Printer>,
    slots: Arc<Semaphore>,
}

const MAX_CONCURRENT_PRINTS: usize = 2;

impl Printer {
    /// Loads the printer.
    ///
    /// # Errors
    /// [`DocumentError::Print`] if the fonts that this program was built with cannot be read.
    pub(crate) fn new() -> Result<Self, DocumentError> {
        let printer = Arc::new(printed_form::Printer::new()?);
        Ok(Self { printer, slots: Arc::new(Semaphore::new(MAX_CONCURRENT_PRINTS)) })
    }

    /// The printed form of the stamped document `xml`, as a PDF. It states the cancellation if
    /// there is one.
    ///
    /// # Errors
    /// [`DocumentError::Read`], [`DocumentError::Print`].
    pub(crate) async fn print(&self, xml: Vec<u8>, cancellation: Option<Cancellation>) -> Outcome<Vec<u8>> {
        self.run(move |printer| {
            let document = StampedCfdi::read(xml)?;
            Ok(match cancellation {
                Some(cancellation) => printer.print_cancelled(&document, &cancellation)?,
                None => printer.print(&document)?,
            })
        })
        .await
    }

    /// The printed form of a cancellation's receipt, as a PDF. Both arguments are XML: the receipt,
    /// and the document that was cancelled.
    ///
    /// # Errors
    /// [`DocumentError::Receipt`], [`DocumentError::Read`], [`DocumentError::Print`].
    pub(crate) async fn print_receipt(&self, receipt: Vec<u8>, cancelled: Vec<u8>) -> Outcome<Vec<u8>> {
        self.run(move |printer| {
            let cancelled = StampedCfdi::read(cancelled)?;
            let receipt = CancellationReceipt::read(receipt, cancelled.stamp().folio_fiscal)?;
            Ok(printer.print_receipt(&receipt, &cancelled)?)
        })
        .await
    }

    /// Runs a printing job on a blocking thread when one of the [`MAX_CONCURRENT_PRINTS`] slots is free.
    async fn run(
        &self,
        print: impl FnOnce(&printed_form::Printer) -> Result<Vec<u8>, DocumentError> + Send + 'static,
    ) -> Outcome<Vec<u8>> {
        let _slot =
            self.slots.acquire().await.map_err(|_| Failure::Internal("nothing is printed any more"))?;
        let printer = Arc::clone(&self.printer);
        let printed = tokio::task::spawn_blocking(move || print(&printer)).await;
        Ok(printed.map_err(|_| Failure::Internal("printing panicked"))??)
    }
}
