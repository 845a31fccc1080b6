//! The printed form (*representación impresa*) of a stamped CFDI, and of the receipt of its cancellation, as a PDF.
//!
//! A [`Printer`] holds the fonts, the library and the parsed templates and is made once; [`Printer::print`] sets one
//! document: a tagged PDF/A-3a that is also PDF/UA-1, in es-MX, with the document's XML attached. It has what RMF 2.7.1.7
//! asks for: the QR code of the SAT's verification page, the certificates' numbers, the seals and the cadena original of
//! the certification.
//!
//! The templates (`templates/*.typ`) are fixed; a document reaches them as data files only, so that nothing in a name or a
//! description is ever read as markup. The same document gives the same bytes, whenever and wherever it is printed.
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
mod form;
mod printer;
mod texts;
mod world;

pub use amount_in_words::amount_in_words;
pub use printer::{PrintError, Printer};
