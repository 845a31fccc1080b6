//! *Facturas*: the table of issued invoices, the open row, and the way into re-billing (the
//! manual's steps 2 to 4).

mod filter_text;
mod filters;
mod opened;
mod refusal;
mod row;
mod section;
mod table;
mod table_address;

pub use filter_text::FilterText;
pub use section::Invoices;
