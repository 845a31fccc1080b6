"""The SAT's catalogs: their keys and descriptions, and who may use which régimen and uso CFDI."""

import itertools

import references
from conformance import SHOWN, ConformanceTest, Exceptions, judge

CATALOGUES = {
    "c_RegimenFiscal": "c_regimen_fiscal",
    "c_UsoCFDI": "c_uso_cfdi",
    "c_FormaPago": "c_forma_pago",
    "c_MetodoPago": "c_metodo_pago",
    "c_TipoRelacion": "c_tipo_relacion",
    "c_MotivoCancelacion": "c_motivo_cancelacion",
}

# Keys that ended, with CFDI 3.3 or before; the SAT's schema, and so satcfdi, lists them still.
ENDED = {
    "c_RegimenFiscal": {"609", "628", "629", "630"},
    "c_UsoCFDI": {"P01"},
    "c_FormaPago": {"07", "09", "10", "11", "16", "98"},
    "c_TipoRelacion": {"08", "09"},
}

# The SAT's own slip: "cómputo" without its accent, in the schema and in the spreadsheet.
COMPUTERS = {("c_UsoCFDI", "I04"): ("Equipo de computo y accesorios", "Equipo de cómputo y accesorios")}

# The article before the global invoice: the SAT's texts have both.
IN_SATCFDI = COMPUTERS | {
    ("c_MotivoCancelacion", "04"): (
        "Operación nominativa relacionada en la factura global",
        "Operación nominativa relacionada en una factura global",
    ),
}

# The plural in two of four motivos.
IN_THE_SPREADSHEET = COMPUTERS | {
    ("c_MotivoCancelacion", "01"): (
        "Comprobantes emitidos con errores con relación",
        "Comprobante emitido con errores con relación",
    ),
    ("c_MotivoCancelacion", "02"): (
        "Comprobantes emitidos con errores sin relación",
        "Comprobante emitido con errores sin relación",
    ),
}

# Opened by a later revision of the catalog than the one that the addon was made from.
OPENED_LATER = {("G02", "616", "fisica"): ("no", "yes")}

PERSONS = {"fisica": "applies_to_natural_person", "moral": "applies_to_legal_person"}


def without_full_stop(description: str) -> str:
    return description.strip().rstrip(".")


class CataloguesTest(ConformanceTest):
    def check(self, reference, exceptions: Exceptions) -> None:
        count, differing = 0, []
        for catalogue in CATALOGUES:
            (answer,) = judge([f"catalogue\t{catalogue}"])
            ours = dict(row.split("=", 1) for row in answer.split("\t"))
            expected = {
                key: exceptions.ours((catalogue, key), without_full_stop(description))
                for key, description in reference(catalogue).items()
            }
            for key in sorted(ours.keys() | expected.keys()):
                if ours.get(key) != expected.get(key):
                    differing.append(
                        f"  {catalogue} {key}: we say {ours.get(key)!r}, the reference {expected.get(key)!r}"
                    )
            count += len(ours)
        print(f"{count} keys of {len(CATALOGUES)} catalogs … ", end="", flush=True)
        if differing:
            self.fail("\n".join([f"{len(differing)} keys disagree; the first are", *differing[:SHOWN]]))
        self.assertEqual(exceptions.unused(), set())

    def test_keys_and_descriptions_are_satcfdis(self):
        def reference(catalogue: str) -> dict[str, str]:
            if catalogue == "c_MotivoCancelacion":
                return references.satcfdi_reasons()
            listed = references.satcfdi_catalogue(catalogue)
            ended = ENDED.get(catalogue, set())
            self.assertLessEqual(ended, set(listed), "a key that ended and is listed still")
            return {key: text for key, text in listed.items() if key not in ended}

        self.check(reference, Exceptions(IN_SATCFDI))

    def test_keys_and_descriptions_are_the_spreadsheets(self):
        self.check(
            lambda catalogue: references.odoo_catalogue(CATALOGUES[catalogue]),
            Exceptions(IN_THE_SPREADSHEET),
        )

    def test_a_regime_is_for_the_persons_that_the_spreadsheet_names(self):
        rows = references.odoo_rows("c_regimen_fiscal")
        regimes = {row["code"]: row for row in rows}

        def expected(case: tuple[str, str]) -> str:
            regime, person = case
            return "yes" if regimes[regime][PERSONS[person]] == "1" else "no"

        cases = list(itertools.product(regimes, PERSONS))
        self.agree("pairs of régimen and person", cases, lambda case: "\t".join(("regime", *case)), expected)

    def test_a_use_is_open_where_the_spreadsheet_opens_it(self):
        regimes = {row["code"]: row for row in references.odoo_rows("c_regimen_fiscal")}
        uses = {row["code"]: row for row in references.odoo_rows("c_uso_cfdi")}
        exceptions = Exceptions(OPENED_LATER)

        def expected(case: tuple[str, str, str]) -> str:
            use, regime, person = case
            opened = [code.strip() for code in uses[use]["applies_to_fiscal_regimes"].split(",")]
            column = PERSONS[person]
            is_open = regime in opened and uses[use][column] == "1" and regimes[regime][column] == "1"
            return exceptions.ours(case, "yes" if is_open else "no")

        cases = list(itertools.product(uses, regimes, PERSONS))
        self.agree(
            "combinations of uso, régimen and person",
            cases,
            lambda case: "\t".join(("use", *case)),
            expected,
        )
        self.assertEqual(exceptions.unused(), set())
