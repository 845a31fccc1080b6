//! CAVI, the customer service: its telephones and its mail address, as the manual prints them.

use leptos::prelude::*;

/// A telephone number: as it is printed, and as a telephone dials it (RFC 3966).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhoneNumber {
    printed: &'static str,
    dialled: &'static str,
}

/// Mexico City.
pub const LOCAL: PhoneNumber = PhoneNumber { printed: "(55) 5950 2560", dialled: "tel:+525559502560" };
/// Free of charge in Mexico.
pub const TOLL_FREE: PhoneNumber = PhoneNumber { printed: "01 800 900 7273", dialled: "tel:+528009007273" };
/// CAVI's mail address.
pub const MAIL: &str = "cavi@pase.com.mx";

/// A telephone number that can be called.
#[component]
pub fn Phone(
    /// Which.
    number: PhoneNumber,
) -> impl IntoView {
    view! { <a class="phone" href=number.dialled>{number.printed}</a> }
}
