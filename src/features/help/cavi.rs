//! CAVI, PASE's customer service: the telephone numbers and the mail address that the manual
//! prints.

use leptos::prelude::*;

/// A telephone number, as it is printed and as a `tel:` address (RFC 3966).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhoneNumber {
    printed: &'static str,
    dialled: &'static str,
}

/// The number in Mexico City.
pub const LOCAL: PhoneNumber = PhoneNumber { printed: "(55) 5950 2560", dialled: "tel:+525559502560" };
/// The number that is free of charge in Mexico.
pub const TOLL_FREE: PhoneNumber = PhoneNumber { printed: "01 800 900 7273", dialled: "tel:+528009007273" };
/// CAVI's mail address.
pub const MAIL: &str = "cavi@pase.com.mx";

/// A link that calls a telephone number.
#[component]
pub fn Phone(
    /// The number.
    number: PhoneNumber,
) -> impl IntoView {
    view! { <a class="phone" href=number.dialled>{number.printed}</a> }
}
