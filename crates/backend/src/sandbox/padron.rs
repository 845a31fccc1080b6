//! The sandbox's padrón: the taxpayers that its PAC considers registered with the SAT, each with
//! name, postal code and régimen. They are those of the SAT's own test certificates (*CSD de
//! prueba*) and the two of the portal's manual.

use mx_fiscal::Receiver;

use crate::gateways::{MatrixCode, Refusal};

/// RFC, name, postal code, régimen.
type Registration = [&'static str; 4];

const PADRON: &[Registration] = &[
    ["ISD950921HE5", "PASE, SERVICIOS ELECTRONICOS", "11529", "601"],
    ["SAT050528XN0", "SERVICIOS DE AUTOPISTAS Y TELEPEAJE", "11529", "601"],
    ["EKU9003173C9", "ESCUELA KEMPER URGATE", "42501", "601"],
    ["IIA040805DZ4", "INDISTRIA ILUMINADORA DE ALMACENES", "62661", "601"],
    ["H&E951128469", "HERRERIA & ELECTRICOS", "06002", "601"],
    ["IVD920810GU2", "INNOVACION VALOR Y DESARROLLO", "63901", "601"],
    ["IXS7607092R5", "INTERNACIONAL XIMBO Y SABORES", "23004", "601"],
    ["JES900109Q90", "JIMENEZ ESTRADA SALAS", "37161", "601"],
    ["KIJ0906199R1", "KERNEL INDUSTIA JUGUETERA", "28971", "601"],
    ["L&O950913MSA", "LUCES & OBRAS", "60922", "601"],
    ["OÑO120726RX3", "ORGANICOS ÑAVEZ OSORIO", "40501", "601"],
    ["S&S051221SE2", "S & SOFTWARE", "76022", "601"],
    ["URE180429TM6", "UNIVERSIDAD ROBOTICA ESPAÑOLA", "86991", "601"],
    ["XIA190128J61", "XENON INDUSTRIAL ARTICLES", "76343", "601"],
    ["ZUÑ920208KL4", "ZAPATERIA URTADO ÑERI", "34541", "601"],
    ["CACX7605101P8", "XOCHILT CASAS CHAVEZ", "36257", "612"],
    ["FUNK671228PH6", "KARLA FUENTE NOLASCO", "01160", "612"],
    ["IAÑL750210963", "LUIS IAN ÑUZCO", "85256", "612"],
    ["JUFA7608212V6", "ADRIANA JUAREZ FERNANDEZ", "01160", "612"],
    ["KAHO641101B39", "OSCAR KALA HAAK", "76074", "612"],
    ["KICR630120NX3", "RODRIGO KITIA CASTRO", "36246", "612"],
    ["MISC491214B86", "CECILIA MIRANDA SANCHEZ", "01010", "612"],
    ["RAQÑ7701212M3", "ÑEVES RAMIREZ QUEZADA", "78905", "612"],
    ["WATM640917J45", "MARIA WATEMBER TORRES", "43543", "612"],
    ["WERX631016S30", "XAIME WEIR ROJO", "01279", "612"],
    ["XAMA620210DQ5", "ALBA XKARAJAM MENDEZ", "01219", "612"],
    ["XIQB891116QE4", "BERENICE XIMO QUEZADA", "40968", "612"],
    ["XOJI740919U48", "INGRID XODAR JIMENEZ", "76028", "612"],
];

/// Everything in which a receiver differs from its registration. If nobody has the RFC, nothing
/// else can be compared. The uso CFDI is not compared, because it is the receiver's own choice.
pub(crate) fn refusals_of(receiver: &Receiver) -> Vec<Refusal> {
    let Some([_, name, postal_code, regime]) =
        PADRON.iter().find(|[rfc, ..]| *rfc == receiver.rfc().as_str())
    else {
        return vec![Refusal::from(MatrixCode::RfcUnknown)];
    };
    let differs = [
        (receiver.name().as_str() != *name, MatrixCode::NameDiffers),
        (receiver.postal_code().to_string() != *postal_code, MatrixCode::PostalCodeDiffers),
        (receiver.fiscal_regime().code() != *regime, MatrixCode::RegimeDiffers),
    ];
    differs.into_iter().filter(|(differs, _)| *differs).map(|(_, code)| code.into()).collect()
}

#[cfg(test)]
mod tests {
    use mx_fiscal::{PersonKind, ReceiverDraft};

    use super::*;

    fn draft([rfc, name, postal_code, fiscal_regime]: Registration) -> ReceiverDraft {
        let [rfc, name, postal_code, fiscal_regime] =
            [rfc, name, postal_code, fiscal_regime].map(str::to_owned);
        ReceiverDraft { rfc, name, postal_code, fiscal_regime, cfdi_use: "G03".to_owned() }
    }

    fn codes(draft: &ReceiverDraft) -> Vec<String> {
        let receiver = Receiver::try_from(draft).unwrap();
        refusals_of(&receiver).iter().map(|refusal| refusal.code.to_string()).collect()
    }

    #[test]
    fn everyone_in_it_is_accepted_as_registered() {
        assert_eq!(PADRON.len(), 28);
        for registered in PADRON {
            assert!(codes(&draft(*registered)).is_empty(), "{registered:?}");
            let receiver = Receiver::try_from(&draft(*registered)).unwrap();
            let person = if registered[3] == "601" { PersonKind::Moral } else { PersonKind::Fisica };
            assert_eq!(receiver.person(), person);
        }
        let mut rfcs: Vec<_> = PADRON.iter().map(|[rfc, ..]| rfc).collect();
        rfcs.sort_unstable();
        rfcs.dedup();
        assert_eq!(rfcs.len(), PADRON.len(), "nobody stands in it twice");
    }

    #[test]
    fn an_rfc_that_nobody_has_is_unknown_and_nothing_else() {
        let nobody = ["EKU9003173C8", "NADIE", "01000", "603"];
        assert_eq!(codes(&draft(nobody)), ["CFDI40143"]);
    }

    #[test]
    fn all_that_disagrees_is_told_at_once() {
        let other = ["EKU9003173C9", "ESCUELA KEMPER", "42500", "603"];
        assert_eq!(codes(&draft(other)), ["CFDI40145", "CFDI40148", "CFDI40159"]);
        let school = ["EKU9003173C9", "ESCUELA KEMPER URGATE", "42501", "603"];
        assert_eq!(codes(&draft(school)), ["CFDI40159"]);
    }
}
