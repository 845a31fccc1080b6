//! What a browser's own date field reports besides its value.

use web_sys::HtmlInputElement;

/// Whether the field holds a partly typed date: its value is empty, but the user has not cleared
/// it.
pub fn is_incomplete(field: &HtmlInputElement) -> bool {
    field.validity().bad_input()
}
