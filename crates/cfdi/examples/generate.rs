//! Writes documents of every shape that this crate can produce into a folder, so that a program in
//! another language can check them against the SAT's own schemas: `generate FOLDER COUNT CSDS`,
//! where `CSDS` is the folder with the sandbox's CSDs.
//!
//! `0001.xml` … are stamped documents, identical in every run; `0001.acuse.xml` … are the receipts
//! of some cancellations. The first few documents are the extreme ones: the smallest and the
//! largest total, forty concepts, the longest name.
#![allow(missing_docs)]

use std::error::Error;
use std::path::Path;

use cfdi::{
    CancellationReceipt, Cfdi, Concept, Csd, FolioFiscal, Head, Issuer, Receiver, Service, Stamp,
    StampedCfdi, Taxation, monthly_statement,
};
use chrono::{NaiveDate, TimeDelta};
use mx_fiscal::{CfdiDateTime, CfdiUse, FiscalRegime, Money, PaymentForm, Period, Rfc};
use rust_decimal::Decimal;
use uuid::Uuid;

type Made<T> = Result<T, Box<dyn Error>>;

const LEGEND: &str = "DOCUMENTO DE PRUEBA, SIN VALIDEZ FISCAL";

/// Both kinds of person, with `&` and `Ñ` in names and RFCs. Some are the SAT's own test taxpayers,
/// some are invented.
const TAXPAYERS: [[&str; 3]; 9] = [
    ["EKU9003173C9", "ESCUELA KEMPER URGATE", "42501"],
    ["CACX7605101P8", "XOCHILT CASAS CHAVEZ", "36257"],
    ["FUNK671228PH6", "KARLA FUENTE NOLASCO", "01160"],
    ["IIA040805DZ4", "INDISTRIA ILUMINADORA DE ALMACENES", "62661"],
    ["ISD950921HE5", "Pase, Servicios Electrónicos S.A De C.V.", "11529"],
    ["Ñ&A010101AAA", "ÑANDÚ & COMPAÑÍA \"LOS PINGÜINOS\" <MÉXICO>", "99998"],
    ["H&E951128469", "HERRERIA & ELECTRICOS", "06002"],
    ["MUÑO800101AB1", "O'HIGGINS MUÑOZ ÁÉÍÓÚ", "00000"],
    ["XIA190128J61", "", "76343"],
];

const DESCRIPTIONS: [&str; 6] = [
    "CRUCES DE AUTOPISTA, MAYO 2020",
    "CRUCE 17, PLAZA DE COBRO «SAN MARTÍN», CARRIL 3",
    "COMISIÓN POR SERVICIO & \"OTROS\" <ñandú>",
    "Recarga, tag IMDM 29999999-9",
    "PEAJE'S EXENTO; ÁÉÍÓÚ Ü ¿SÍ?",
    "A",
];

fn main() -> Made<()> {
    let [folder, count, csds] = <[String; 3]>::try_from(std::env::args().skip(1).collect::<Vec<_>>())
        .map_err(|_| "FOLDER COUNT CSDS")?;
    let (folder, csds) = (Path::new(&folder), Path::new(&csds));
    let (issuer, pac) = (csd(csds, "issuer")?, csd(csds, "pac")?);
    for number in 1..=count.parse::<u64>()? {
        let document = document(number, &issuer, &pac)?;
        std::fs::write(folder.join(format!("{number:04}.xml")), document.xml())?;
        if number.is_multiple_of(10) {
            let (rfc, uuid) = (issuer.certificate().rfc().clone(), document.stamp().folio_fiscal);
            let receipt = CancellationReceipt::issue(rfc, uuid, document.stamp().stamped_at, &pac)?;
            std::fs::write(folder.join(format!("{number:04}.acuse.xml")), receipt.xml())?;
        }
    }
    Ok(())
}

fn csd(folder: &Path, name: &str) -> Made<Csd> {
    let file = |ending| std::fs::read(folder.join(format!("{name}.{ending}")));
    Ok(Csd::open(&file("cer")?, &file("key")?, "12345678a")?)
}

fn document(number: u64, issuer: &Csd, pac: &Csd) -> Made<StampedCfdi> {
    let mut dice = Dice(number);
    let head = head(number, &mut dice)?;
    let concepts = concepts(number, &mut dice)?;
    let stamped_at = CfdiDateTime::new(head.issued_at.local() + TimeDelta::seconds(31));
    let sealed = Cfdi::new(head, concepts)?.sealed(issuer)?;
    let uuid = FolioFiscal::from(Uuid::from_u128(dice.uuid()));
    let legend = if dice.below(2) == 0 { Some(LEGEND.parse()?) } else { None };
    let stamp = Stamp::issue(&sealed, uuid, stamped_at, legend, pac)?;
    Ok(sealed.stamped(stamp)?)
}

fn head(number: u64, dice: &mut Dice) -> Made<Head> {
    let date = NaiveDate::from_ymd_opt(2020, 1, 1).ok_or("a date")? + TimeDelta::days(dice.range(0, 2_500)?);
    let time = date.and_hms_opt(0, 0, 0).ok_or("a time")? + TimeDelta::seconds(dice.range(0, 86_400)?);
    let replaced = if dice.below(3) == 0 { 1 + dice.below(2) } else { 0 };
    Ok(Head {
        series: dice.choose(&["O", "R", "A&Ñ"])?.parse()?,
        folio: (52_375_000 + number).to_string().parse()?,
        issued_at: CfdiDateTime::new(time),
        payment_form: *dice.choose(PaymentForm::ALL)?,
        place_of_issue: "11529".parse()?,
        issuer: Issuer {
            rfc: "ISD950921HE5".parse()?,
            name: "PASE, SERVICIOS ELECTRONICOS".parse()?,
            fiscal_regime: "601".parse()?,
        },
        receiver: receiver(number, dice)?,
        replaces: (0..replaced).map(|_| FolioFiscal::from(Uuid::from_u128(dice.uuid()))).collect(),
    })
}

fn receiver(number: u64, dice: &mut Dice) -> Made<Receiver> {
    let [rfc, name, postal_code] = if number == 4 { TAXPAYERS[8] } else { *dice.choose(&TAXPAYERS)? };
    let longest: String = "UNIÓN DE CRÉDITO & \"ÑANDÚ\", ".chars().cycle().take(300).collect();
    let name = if name.is_empty() { longest.trim() } else { name };
    let rfc: Rfc = rfc.parse()?;
    // All pairs of régimen and uso that this kind of person can have.
    let pairs: Vec<(FiscalRegime, CfdiUse)> = FiscalRegime::ALL
        .iter()
        .filter(|regime| regime.admits(rfc.person()))
        .flat_map(|regime| CfdiUse::ALL.iter().map(|cfdi_use| (*regime, *cfdi_use)))
        .filter(|(regime, cfdi_use)| cfdi_use.is_for_invoices() && cfdi_use.admits(*regime, rfc.person()))
        .collect();
    let (fiscal_regime, cfdi_use) = *dice.choose(&pairs)?;
    Ok(Receiver { rfc, name: name.parse()?, postal_code: postal_code.parse()?, fiscal_regime, cfdi_use })
}

fn concepts(number: u64, dice: &mut Dice) -> Made<Vec<Concept>> {
    let month =
        |dice: &mut Dice| Ok::<_, Box<dyn Error>>(Period::new(2020, u32::try_from(1 + dice.below(12))?)?);
    match number {
        1 => Ok(monthly_statement(Money::from_centavos(1)?, Money::ZERO, month(dice)?)?),
        2 => Ok(monthly_statement(
            Money::from_centavos(99_999_999)?,
            Money::from_centavos(1_250)?,
            month(dice)?,
        )?),
        3 => (0..40).map(|_| concept(Taxation::Vat, dice)).collect(),
        5..=8 => {
            let taxation =
                Taxation::ALL.into_iter().nth(usize::try_from(number - 5)?).ok_or("no such taxation")?;
            (0..number).map(|_| concept(taxation, dice)).collect()
        }
        _ if dice.below(3) == 0 => {
            // Choose the order of magnitude first, so that small totals are as frequent as large
            // ones.
            let most = 10_i64.pow(u32::try_from(2 + dice.below(7))?);
            let total = dice.range(1, most)?.min(99_999_999);
            let commission = Money::from_centavos(total * dice.range(0, 90)? / 116)?;
            Ok(monthly_statement(Money::from_centavos(total)?, commission, month(dice)?)?)
        }
        _ => {
            let count = if dice.below(4) == 0 { 1 + dice.below(40) } else { 1 + dice.below(5) };
            let mut any = || {
                let taxation =
                    if dice.below(2) == 0 { Taxation::Vat } else { *dice.choose(&Taxation::ALL)? };
                concept(taxation, dice)
            };
            (0..count).map(|_| any()).collect()
        }
    }
}

fn concept(taxation: Taxation, dice: &mut Dice) -> Made<Concept> {
    let (quantity, price) = match dice.below(3) {
        0 => (Decimal::ONE, Decimal::new(dice.range(1, 500_000)?, 2)),
        1 => (Decimal::from(dice.range(1, 50)?), Decimal::new(dice.range(10_000, 200_000_000)?, 6)),
        _ => (Decimal::new(dice.range(10_000, 9_000_000)?, 6), Decimal::new(dice.range(100, 200_000)?, 2)),
    };
    let description = dice.choose(&DESCRIPTIONS)?.parse()?;
    Ok(Concept::new(*dice.choose(&Service::ALL)?, quantity, description, price, taxation)?)
}

/// Pseudo-random numbers that are the same in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn range(&mut self, start: i64, end: i64) -> Made<i64> {
        Ok(start + i64::try_from(self.below(u64::try_from(end - start)?.max(1)))?)
    }

    fn choose<'a, T>(&mut self, from: &'a [T]) -> Made<&'a T> {
        let index = usize::try_from(self.below(u64::try_from(from.len())?))?;
        from.get(index).ok_or_else(|| "nothing to choose from".into())
    }

    fn uuid(&mut self) -> u128 {
        uuid::Builder::from_u128((u128::from(self.next()) << 64) | u128::from(self.next()))
            .with_version(uuid::Version::Random)
            .with_variant(uuid::Variant::RFC4122)
            .into_uuid()
            .as_u128()
    }
}
