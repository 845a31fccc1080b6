//! The *cadena original*: the text that is sealed, as the SAT's stylesheets
//! `cadenaoriginal_4_0.xslt` and `cadenaoriginal_TFD_1_1.xslt` derive it from a document's XML.
//!
//! Both stylesheets take the attributes of the elements in the schema's order. This crate writes
//! them in that order, so the code here only handles the exceptions.

use crate::element::Element;

/// Attributes that the seal does not cover: the seal itself, and the certificate that verifies it.
const LEFT_OUT: [&str; 3] = ["Sello", "Certificado", "SelloSAT"];

/// The only element whose own attribute, the total, comes after those of its children.
const TOTAL_LAST: &str = "cfdi:Impuestos";

/// The cadena original of a document: `||4.0|O|52375239|…||`.
pub(crate) fn cadena_original(document: &Element) -> String {
    let mut cadena = "|".to_owned();
    add(&mut cadena, document);
    cadena.push_str("||");
    cadena
}

fn add(cadena: &mut String, element: &Element) {
    if element.name == TOTAL_LAST {
        add_children(cadena, element);
        add_attributes(cadena, element);
    } else {
        add_attributes(cadena, element);
        add_children(cadena, element);
    }
}

fn add_attributes(cadena: &mut String, element: &Element) {
    for (name, value) in &element.attributes {
        // Namespaces and the schema's location have a prefix. None of the SAT's own attributes has
        // one.
        let is_namespace = name.contains(':');
        if !is_namespace && !LEFT_OUT.contains(name) {
            cadena.push('|');
            add_normalized(cadena, value);
        }
    }
}

fn add_children(cadena: &mut String, element: &Element) {
    element.children.iter().for_each(|child| add(cadena, child));
}

/// Appends the value with its white space normalized as by XPath's `normalize-space`, which
/// recognizes four white-space characters.
fn add_normalized(cadena: &mut String, value: &str) {
    let words = value.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty());
    for (index, word) in words.enumerate() {
        if index > 0 {
            cadena.push(' ');
        }
        cadena.push_str(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_collapsed_and_only_what_xpath_calls_so() {
        let document = Element::new("a").with("A", "  uno \t dos\r\n tres ").with("B", "x\u{a0} \u{a0}y");
        assert_eq!(cadena_original(&document), "||uno dos tres|x\u{a0} \u{a0}y||");
    }

    #[test]
    fn the_total_of_the_taxes_follows_them_and_seals_are_left_out() {
        let taxes = Element::new("cfdi:Impuestos").with("TotalImpuestosTrasladados", "16.00");
        let taxes = taxes.containing([Element::new("cfdi:Traslado").with("Base", "100.00")]);
        let document = Element::new("cfdi:Comprobante").with("xmlns:cfdi", "x").with("Version", "4.0");
        let document = document.with("Sello", "S").with("Certificado", "C").containing([taxes]);
        assert_eq!(cadena_original(&document), "||4.0|100.00|16.00||");
    }
}
