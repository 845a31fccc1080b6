//! A page of a list.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

/// A page of a list. Read leniently: a row that this version cannot read is counted, and the others stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct List<T> {
    /// The rows of this page.
    pub items: Vec<T>,
    /// How many rows the whole list has, over all pages.
    pub total: u64,
    /// How many rows of the list stand before this page.
    pub offset: u64,
    /// What to ask for the page after this one; `None` on the last.
    pub next_cursor: Option<String>,
    /// What to ask for the page before this one; `None` on the first.
    pub previous_cursor: Option<String>,
    /// How many rows of this page could not be read; never sent.
    #[serde(skip)]
    pub unreadable: usize,
}

/// A page whose rows have not been read yet.
#[derive(Deserialize)]
struct Page {
    items: Vec<Box<RawValue>>,
    total: u64,
    #[serde(default)]
    offset: u64,
    #[serde(default)]
    next_cursor: Option<String>,
    #[serde(default)]
    previous_cursor: Option<String>,
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Page { items, total, offset, next_cursor, previous_cursor } = Page::deserialize(deserializer)?;
        let sent = items.len();
        let items: Vec<T> = items.iter().filter_map(|row| serde_json::from_str(row.get()).ok()).collect();
        let unreadable = sent - items.len();
        Ok(Self { items, total, offset, next_cursor, previous_cursor, unreadable })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_odd_row_does_not_spoil_the_list() {
        let json =
            r#"{"items": ["743.00", 12, {"amount": null}, "1093.40"], "total": 4, "next_cursor": "x"}"#;
        let list: List<mx_fiscal::Money> = serde_json::from_str(json).unwrap();
        assert_eq!(list.items.iter().map(ToString::to_string).collect::<Vec<_>>(), ["743.00", "1093.40"]);
        assert_eq!((list.unreadable, list.total, list.offset), (2, 4, 0));
        assert_eq!(list.next_cursor.as_deref(), Some("x"));
    }
}
