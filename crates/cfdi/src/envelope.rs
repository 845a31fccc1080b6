//! Finds XML documents inside a PAC's response: inside a SOAP envelope, as elements, or as the text
//! of an element, escaped or in CDATA.

use roxmltree::{Document, Node};

/// How many levels of documents inside texts are searched: a PAC's envelope can contain one of the
/// SAT's.
pub(crate) const DEPTH: u8 = 3;

/// Parses a document, with or without a byte order mark.
pub(crate) fn parse(text: &str) -> Option<Document<'_>> {
    Document::parse(text.trim_start_matches('\u{feff}').trim()).ok()
}

/// The documents that are the text of a document's elements.
pub(crate) fn inner<'a>(document: &'a Document<'_>) -> impl Iterator<Item = &'a str> {
    let texts = document.descendants().filter(Node::is_text).filter_map(|node| node.text());
    texts.map(|text| text.trim().trim_start_matches('\u{feff}')).filter(|text| text.starts_with('<'))
}

/// Whether an element has this name, in any namespace, upper or lower case.
pub(crate) fn is_named(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name().eq_ignore_ascii_case(name)
}

/// The value of an attribute, or else the text of a child element, with this name, in any
/// namespace, upper or lower case.
pub(crate) fn field<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    let attribute = node.attributes().find(|attribute| attribute.name().eq_ignore_ascii_case(name));
    let child = || node.children().find(|child| is_named(*child, name)).and_then(|child| child.text());
    attribute.map(|attribute| attribute.value()).or_else(child).map(str::trim)
}
