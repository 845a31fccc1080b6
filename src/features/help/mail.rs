//! The mail to CAVI as a `mailto:` link (RFC 6068). It opens in the customer's own mail program;
//! the portal sends nothing. Its lines are those that the manual asks for or, with a topic, the
//! topic's.

use pase_contract::encode_query_value;

use super::topic::{TAG_NUMBER, TopicText};
use crate::features::help::cavi::MAIL;

/// What is known about the problem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Report {
    /// The tag's number.
    pub tag_number: Option<String>,
    /// The invoice's folio.
    pub folio: Option<String>,
    /// The trámite's id.
    pub rebill: Option<String>,
    /// The trace id of the request that failed.
    pub error: Option<String>,
}

/// Builds the link.
pub(super) fn href(topic: Option<TopicText>, report: &Report) -> String {
    let tag = report.tag_number.as_deref().unwrap_or_default();
    let (subject, at_hand, last) = match topic {
        Some(topic) => (topic.title, topic.at_hand, ""),
        None => (
            "Refacturación: reporte de un problema",
            [TAG_NUMBER].as_slice(),
            "(Adjunta la pantalla donde se presentó el inconveniente.)",
        ),
    };
    let line = |name: &&str| format!("{name}: {}", if *name == TAG_NUMBER { tag } else { "" });
    let mut lines: Vec<_> = at_hand.iter().map(line).collect();
    let known = [("Factura", &report.folio), ("Trámite", &report.rebill), ("Número de error", &report.error)];
    lines.extend(
        known.into_iter().filter_map(|(name, value)| value.as_ref().map(|value| format!("{name}: {value}"))),
    );
    if topic.is_none() {
        lines.push("Motivo del contacto: ".to_owned());
    }
    lines.push(String::new());
    lines.push(last.to_owned());
    // RFC 6068 requires CRLF between the lines of a body.
    let body = encode_query_value(&lines.join("\r\n"));
    format!("mailto:{MAIL}?subject={}&body={body}", encode_query_value(subject))
}

#[cfg(test)]
mod tests {
    use super::super::topic;
    use super::*;
    use crate::navigation::HelpTopic;

    #[test]
    fn the_mail_holds_what_the_manual_asks_for() {
        let report = Report {
            tag_number: Some("IMDM 29999999-9".to_owned()),
            folio: Some("O-52375239".to_owned()),
            ..Report::default()
        };
        let href = href(None, &report);
        assert!(href.starts_with("mailto:cavi@pase.com.mx?subject=Refacturaci%C3%B3n"));
        assert!(
            href.contains("N%C3%BAmero%20de%20Tag%3A%20IMDM%2029999999-9%0D%0AFactura%3A%20O-52375239%0D%0A")
        );
        assert!(href.contains("Motivo%20del%20contacto"));
    }

    #[test]
    fn what_is_not_known_is_left_to_the_customer() {
        assert!(href(None, &Report::default()).contains("body=N%C3%BAmero%20de%20Tag%3A%20%0D%0AMotivo"));
    }

    #[test]
    fn a_topics_mail_is_about_the_topic_and_not_about_re_billing() {
        let report = Report { tag_number: Some("IMDM 29999999-9".to_owned()), ..Report::default() };
        for topic in HelpTopic::ALL {
            let text = topic::topic_text(topic);
            let href = href(Some(text), &report);
            assert!(href.contains(&format!("subject={}&", encode_query_value(text.title))), "{topic}");
            assert!(!href.contains("Refactura"), "{topic}");
            for line in text.at_hand {
                assert!(href.contains(&encode_query_value(&format!("{line}: "))), "{topic} {line}");
            }
            assert_eq!(href.contains("29999999"), text.at_hand.contains(&TAG_NUMBER), "{topic}");
        }
    }
}
