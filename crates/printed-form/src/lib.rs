//! The printed form (*representación impresa*) of a stamped CFDI, as a PDF.
//!
//! A [`Printer`] holds the fonts, the library and the parsed template and is made once; [`Printer::print`] sets one
//! document: a tagged PDF/A-3a that is also PDF/UA-1, in es-MX, with the document's XML attached. The template
//! (`template.typ`) is fixed; a document reaches it as a data file only, so that nothing in a name or a description is
//! ever read as markup. The same document gives the same bytes, whenever and wherever it is printed.
//!
//! It prints neither seals nor the QR code of the SAT's verification page, which is built on the issuer's seal: the
//! documents of [`cfdi`] are not sealed yet.
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

pub use amount_in_words::amount_in_words;
pub use printer::{PrintError, Printer};
