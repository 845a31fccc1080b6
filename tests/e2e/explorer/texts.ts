// What people type and paste: right, nearly right, and with the extra characters of a document, a
// chat or a web page.

import type { Screen } from "./screen.ts";

/** Texts for the filter of the invoices. */
export function invoiceTexts({ folios }: Screen): readonly string[] {
  const [folio = "O-48120357"] = folios;
  return [
    "mayo", "junio 2020", "may-20", "05/2020", folio, folio.replace("-", ""), folio.slice(0, 5), "1,093.40", "$743.00", "743",
    "ISD950921HE5", "isd 950921", "pase, servicios electrónicos", "no hay tal cosa", "", "%", "'", "\u200bmayo\u00a0", "ñ",
  ];
}

/** Texts for a field of a razón social, by its label. */
export function profileTexts(label: string): readonly string[] {
  if (/rfc/i.test(label)) {
    return [
      "EKU9003173C9", "eku9003173c9", "EKU-900317-3C9", " EKU 900317 3C9 ", "EKU901373C9", "EKU9003173C8", "CACX7605101P8", "XAXX010101000",
      "RFC: EKU9003173C9", "\u200eEKU9003173C9\u200f", "", "EKU",
    ];
  }
  if (/nombre|razón/i.test(label)) {
    return [
      "ESCUELA KEMPER URGATE", "Escuela Kemper Urgate, S.A. de C.V.", "ESCUELA KEMPER URGATE SOCIEDAD ANONIMA DE CAPITAL VARIABLE",
      "PEN\u0303A &amp; HIJOS", "“Comillas” y más", "ESCUELA | KEMPER", "ESCUELA\u00a0KEMPER\u200b URGATE", "A".repeat(310), "",
    ];
  }
  if (/postal/i.test(label)) {
    return ["42501", "C.P. 42501", "Código Postal:72030", "4250", "00001", "42 501", "４２５０１", "425010", ""];
  }
  return ["Lago Zurich No.219 Piso 10", "x".repeat(400), "\u202eal revés", "", "México &nbsp; D.F."];
}
