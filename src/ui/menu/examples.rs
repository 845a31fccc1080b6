//! Gallery examples of the menu.

use leptos::prelude::*;

use crate::ui::gallery::Example;
use crate::ui::{Glyph, Menu, MenuButton, MenuLink};

pub const EXAMPLES: &[Example] = &[
    Example {
        name: "links",
        view: || {
            view! {
                <div class="vehicle">
                    <Menu purpose="Cambiar de tag:" label="IMDM 28400017-3".to_owned()>
                        <MenuLink href="#" current=true>
                            "camioneta · IMDM 28400017-3"
                        </MenuLink>
                        <MenuLink href="#">"coche de la oficina · IMDM 28400018-1"</MenuLink>
                    </Menu>
                </div>
            }
            .into_any()
        },
    },
    Example {
        name: "acts",
        view: || {
            view! {
                <div class="vehicle">
                    <Menu label="Cliente de demostración".to_owned() glyph=Glyph::Person>
                        <MenuButton on_press=Callback::new(|_| {})>"Cerrar sesión"</MenuButton>
                    </Menu>
                </div>
            }
            .into_any()
        },
    },
];
