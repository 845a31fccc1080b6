//! The mail to CAVI as a `mailto:` link (RFC 6068): it opens in the customer's own mail, nothing is sent from here.

use pase_contract::encode_query_value;

use crate::cavi::MAIL;

/// What is known of the problem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Report {
    /// The tag's number.
    pub tag_number: Option<String>,
    /// The invoice's folio.
    pub folio: Option<String>,
    /// The trámite.
    pub rebill: Option<String>,
    /// The trace id of what failed.
    pub error: Option<String>,
}

/// The link.
pub(super) fn href(report: &Report) -> String {
    let mut lines = vec![format!("Número de Tag: {}", report.tag_number.as_deref().unwrap_or_default())];
    let known = [("Factura", &report.folio), ("Trámite", &report.rebill), ("Número de error", &report.error)];
    lines.extend(
        known.into_iter().filter_map(|(name, value)| value.as_ref().map(|value| format!("{name}: {value}"))),
    );
    lines.push("Motivo del contacto: ".to_owned());
    lines.push(String::new());
    lines.push("(Adjunta la pantalla donde se presentó el inconveniente.)".to_owned());
    // RFC 6068 wants CRLF between the lines of a body.
    let body = encode_query_value(&lines.join("\r\n"));
    format!(
        "mailto:{MAIL}?subject={}&body={body}",
        encode_query_value("Refacturación: reporte de un problema")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mail_holds_what_the_manual_asks_for() {
        let report = Report {
            tag_number: Some("IMDM 29999999-9".to_owned()),
            folio: Some("O-52375239".to_owned()),
            ..Report::default()
        };
        let href = href(&report);
        assert!(href.starts_with("mailto:cavi@pase.com.mx?subject=Refacturaci%C3%B3n"));
        assert!(
            href.contains("N%C3%BAmero%20de%20Tag%3A%20IMDM%2029999999-9%0D%0AFactura%3A%20O-52375239%0D%0A")
        );
        assert!(href.contains("Motivo%20del%20contacto"));
    }

    #[test]
    fn what_is_not_known_is_left_to_the_customer() {
        assert!(href(&Report::default()).contains("body=N%C3%BAmero%20de%20Tag%3A%20%0D%0AMotivo"));
    }
}
