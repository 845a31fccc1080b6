"""All 100,000 texts of five digits, against both copies of the SAT's catalog c_CodigoPostal."""

import references
from conformance import ConformanceTest, Exceptions

FIVE_DIGITS = [f"{number:05}" for number in range(100_000)]


class PostalCodesTest(ConformanceTest):
    def check(self, what: str, catalogue: set[str], exceptions: Exceptions) -> None:
        def expected(code: str) -> str:
            return exceptions.ours(code, "yes" if code in catalogue else "no")

        self.agree(what, FIVE_DIGITS, lambda code: f"postal_code\t{code}", expected)
        self.assertEqual(exceptions.unused(), set())

    def test_a_postal_code_is_known_where_satcfdi_knows_it(self):
        self.check("postal codes", references.satcfdi_postal_codes(), Exceptions({}))

    def test_a_postal_code_is_known_where_the_sats_spreadsheet_has_it(self):
        catalogue = {row["code"] for row in references.odoo_rows("c_codigo_postal")}
        # The SAT's code for an address abroad, which the addon leaves out.
        self.check("postal codes", catalogue, Exceptions({"00000": ("no", "yes")}))
