//! Prints documents, so that a program in another language can read the result: `print FILE…`. For
//! each CFDI `NAME.xml` it writes `NAME.pdf` in the same folder. If there is a receipt of its
//! cancellation `NAME.acuse.xml`, it also writes `NAME.acuse.pdf`.
#![allow(missing_docs)]

use std::error::Error;
use std::path::PathBuf;

use cfdi::{CancellationReceipt, StampedCfdi};
use printed_form::Printer;

fn main() -> Result<(), Box<dyn Error>> {
    let printer = Printer::new()?;
    for file in std::env::args_os().skip(1).map(PathBuf::from) {
        let document = StampedCfdi::read(std::fs::read(&file)?)?;
        std::fs::write(file.with_extension("pdf"), printer.print(&document)?)?;
        let receipt = file.with_extension("acuse.xml");
        if receipt.exists() {
            let receipt = CancellationReceipt::read(std::fs::read(&receipt)?, document.stamp().folio_fiscal)?;
            let printed = printer.print_receipt(&receipt, &document)?;
            std::fs::write(file.with_extension("acuse.pdf"), printed)?;
        }
    }
    Ok(())
}
