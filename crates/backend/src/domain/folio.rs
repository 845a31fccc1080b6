//! How series and folio are written.

/// Series and folio as customers read them: `O-52375239`.
pub(crate) fn displayed(series: &str, folio: i64) -> String {
    format!("{series}-{folio}")
}

/// Series and folio as a text that sorts by series, then by number.
pub(crate) fn sort_key(series: &str, folio: i64) -> String {
    format!("{series}-{folio:019}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folios_sort_as_numbers() {
        assert!(sort_key("O", 999) < sort_key("O", 1000));
    }
}
