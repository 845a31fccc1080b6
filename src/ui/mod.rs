//! The design system: the parts that screens are made of. They know no feature and no API: signals
//! in, events out.
//!
//! Each part is a folder. It holds the view (`mod.rs`), the stylesheet, the examples, which the
//! gallery shows and the tests run, and the browser test. docs/DESIGN_SYSTEM.md says how to add a
//! part.

mod button;
mod card;
mod checkbox;
mod copy;
mod countdown;
mod date_range;
mod description_list;
mod dialog;
mod disclosure;
mod empty;
mod error_state;
mod error_summary;
mod field;
#[cfg(feature = "gallery")]
pub mod gallery;
mod icon;
mod id;
mod live_region;
mod menu;
mod notice;
mod page;
mod pagination;
mod radio_cards;
mod search;
mod sections;
mod select;
mod skeleton;
mod table;
mod tag;
mod timeline;

pub use button::{Button, ButtonKind, ButtonLink};
pub use card::{Card, CardText, Cards};
pub use checkbox::Checkbox;
pub use copy::Copyable;
pub use countdown::Countdown;
pub use date_range::{DateRange, Days};
pub use description_list::{Description, DescriptionList, Emphasis};
pub use dialog::{Dialog, DialogFoot, Dismissal};
pub use disclosure::Disclosure;
pub use empty::Empty;
pub use error_state::ErrorState;
pub use error_summary::ErrorSummary;
pub use field::{FieldError, PasswordField, TextField};
pub use icon::{Glyph, Icon};
pub use live_region::LiveRegion;
pub use menu::{Menu, MenuButton, MenuLink};
pub use notice::{Notice, NoticeKind};
pub use page::{Page, Subtitle};
pub use pagination::{Pages, Pagination};
pub use radio_cards::{RadioCard, RadioCards};
pub use search::SearchField;
pub use sections::{SectionLink, Sections};
pub use select::{SelectField, SelectOption};
pub use skeleton::Skeleton;
pub use table::{Cell, CellKind, Column, Row, RowDetails, RowOpener, SortOrder, Table};
pub use tag::{Tag, TagKind};
pub use timeline::{Timeline, TimelineEntry, TimelineState};
