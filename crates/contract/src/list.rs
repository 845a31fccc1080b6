//! A page of a list, read so that one bad row does not lose the others.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

/// A page of a list. It is read leniently: a row that this version cannot read is counted and left
/// out, and the other rows are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct List<T> {
    /// The rows of this page.
    pub items: Vec<T>,
    /// How many rows the whole list has, over all pages.
    pub total: u64,
    /// How many rows of the list come before this page.
    pub offset: u64,
    /// The cursor of the next page; `None` on the last page.
    pub next_cursor: Option<String>,
    /// The cursor of the previous page; `None` on the first page.
    pub previous_cursor: Option<String>,
    /// How many rows of this page could not be read. Never sent.
    #[serde(skip)]
    pub unreadable: usize,
    /// The position of each unreadable row and the reason, for a log, without any text from the
    /// row. Never sent.
    #[serde(skip)]
    pub reasons: Vec<String>,
}

impl<T> List<T> {
    /// A list that fits on one page.
    pub fn of_one_page(items: Vec<T>) -> Self {
        Self {
            total: u64::try_from(items.len()).unwrap_or(u64::MAX),
            items,
            offset: 0,
            next_cursor: None,
            previous_cursor: None,
            unreadable: 0,
            reasons: Vec::new(),
        }
    }
}

/// A page whose rows have not been parsed yet.
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
        let mut list = Self {
            items: Vec::new(),
            total,
            offset,
            next_cursor,
            previous_cursor,
            unreadable: 0,
            reasons: Vec::new(),
        };
        for (index, row) in items.iter().enumerate() {
            match serde_json::from_str(row.get()) {
                Ok(item) => list.items.push(item),
                Err(error) => {
                    list.unreadable += 1;
                    list.reasons.push(reason(index, row.get(), &error));
                }
            }
        }
        Ok(list)
    }
}

/// Which row could not be read, which of its members is wrong, and why:
/// `items[3].total: invalid type: null`. It goes into a log, so it contains no text from the row.
fn reason(index: usize, row: &str, error: &serde_json::Error) -> String {
    // serde reports the position at which the wrong value ends, so the last key before it is that
    // value's.
    let lines_before: usize =
        row.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let read = row.get(..(lines_before + error.column()).min(row.len())).unwrap_or(row);
    let member = read.rfind("\":").and_then(|end| read.get(..end)).and_then(|read| {
        let start = read.rfind('"')?;
        read.get(start + 1..)
    });
    let member = member.filter(|_| error.is_data()).map(|member| format!(".{member}")).unwrap_or_default();
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or_default();
    // Text that serde quotes in its message comes from the row, so it is cut out.
    let redacted = match (words.split_once('"'), words.rsplit_once('"')) {
        (Some((before, _)), Some((_, after))) => format!("{before}…{after}"),
        _ => words.to_owned(),
    };
    format!("items[{index}]{member}: {redacted}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_cannot_be_read_is_named_by_place_and_reason_and_nothing_of_it_is_told() {
        let json = r#"{"items": [
            {"id": "m1", "kind": "recharge", "occurred_at": "2020-06-03T15:00:00Z", "concept": {"x": 1}},
            {"id": "m2", "kind": "crossing", "occurred_at": "2020-06-03T15:00:00Z", "concept": "", "plaza": null,
             "lane": null, "amount": "mucho", "invoiced": true},
            {"id": "Mar\"ía", "kind": "crossing", "occurred_at": "Mar\"ía"},
            {"id": "m3"}
        ], "total": 4}"#;
        let list: List<crate::movements::Movement> = serde_json::from_str(json).unwrap();
        let [concept, amount, time, missing] = list.reasons.as_slice() else { panic!("{list:?}") };
        assert_eq!(concept, "items[0].concept: invalid type: map, expected a string");
        assert!(amount.starts_with("items[1].amount: "), "{amount}");
        assert!(time.starts_with("items[2]") && !time.contains('í'), "{time}");
        assert!(missing.contains("missing field `kind`"), "{missing}");
    }

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
