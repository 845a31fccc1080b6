//! The printed form (*representación impresa*) of a stamped CFDI, and of the receipt of its
//! cancellation, as a PDF.
//!
//! A [`Printer`] holds the fonts, typst's standard library and the parsed templates, and is created
//! once. [`Printer::print`] typesets one document: a tagged PDF/A-3a that is also PDF/UA-1, in
//! es-MX, with the document's XML attached. It contains what RMF 2.7.1.7 requires: the QR code of
//! the SAT's verification page, the certificates' numbers, the seals, and the cadena original of
//! the certification.
//!
//! The templates (`templates/*.typ`) are fixed. A document reaches them only as data files, so
//! nothing in a name or a description is ever read as markup. The same document always gives the
//! same bytes, on any machine and at any time.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

mod amount_in_words;
mod error;
mod form;
mod printer;
mod texts;
mod world;

pub use amount_in_words::amount_in_words;
pub use error::PrintError;
pub use form::Cancellation;
pub use printer::Printer;
