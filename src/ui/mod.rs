//! The parts that screens are made of. They know no feature and no API: signals in, events out.

mod button;
mod dialog;
mod empty;
mod error_summary;
mod field;
mod notice;
mod pagination;
mod skeleton;
mod timeline;

pub use button::{Button, ButtonKind};
pub use dialog::Dialog;
pub use empty::Empty;
pub use error_summary::ErrorSummary;
pub use field::{DateField, Field, FieldError, PasswordField, SelectField, SelectOption};
pub use notice::{Notice, NoticeKind};
pub use pagination::Pagination;
pub use skeleton::Skeleton;
pub use timeline::{Timeline, TimelineEntry, TimelineState};
