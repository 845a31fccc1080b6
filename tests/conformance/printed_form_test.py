"""Printed forms as a person's programs find them: their text by Poppler, their QR code by ZXing from the drawn page."""

import os
import re
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from urllib.parse import parse_qs, urlsplit

import zxingcpp
from conformance import ConformanceTest
from documents import NAMESPACES, Document, documents, receipts

# With the extreme ones, which come first, and the first whose cancellation has a receipt.
PRINTED = 12
VERIFICATION = "https://verificacfdi.facturaelectronica.sat.gob.mx/default.aspx"
DOTS_PER_INCH = 110


def printed_text(pdf: str) -> str:
    run = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, encoding="utf-8")
    return run.stdout


def without_spaces(text: str) -> str:
    """Lines break where they must, and a long word in its midst."""
    return re.sub(r"\s", "", text)


def qr_codes(pdf: str) -> list[str]:
    """Of all pages, read from pictures of them (plain PGM: width, height, a byte a dot)."""
    run = subprocess.run(["pdftoppm", "-r", str(DOTS_PER_INCH), "-gray", pdf], check=True, capture_output=True)
    (found, rest) = ([], run.stdout)
    while header := re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", rest):
        (width, height) = map(int, header.groups())
        (start, end) = (header.end(), header.end() + width * height)
        page = memoryview(rest[start:end]).cast("B", shape=(height, width))
        found += [code.text for code in zxingcpp.read_barcodes(page)]
        rest = rest[end:]
    return found


def as_printed(amount: str) -> str:
    """With a comma before every third digit, and two decimals or more."""
    amount = Decimal(amount)
    decimals = max(2, -amount.normalize().as_tuple().exponent)
    return f"{amount:,.{decimals}f}"


@cache
def printed() -> list[Document]:
    first = documents()[:PRINTED]
    subprocess.run([os.environ["PRINTED_FORM_PRINT"], *(document.path for document in first)], check=True)
    return first


def verification_objections(document: Document, codes: list[str]) -> Iterator[str]:
    if len(codes) != 1:
        yield f"{len(codes)} QR codes"
        return
    (root, address) = (document.root, urlsplit(codes[0]))
    if address._replace(query="").geturl() != VERIFICATION:
        yield f"the QR code leads to {codes[0]}"
    # A `+` of the seal stands for itself, as the SAT's page takes it.
    query = parse_qs(address.query.replace("+", "%2B"), strict_parsing=True)
    total = Decimal(root.get("Total")).normalize()
    expected = {
        "id": document.one("//tfd:TimbreFiscalDigital/@UUID"),
        "re": document.one("//cfdi:Emisor/@Rfc"),
        "rr": document.one("//cfdi:Receptor/@Rfc"),
        "tt": f"{total:.1f}" if total == total.to_integral() else f"{total:f}",
        "fe": root.get("Sello")[-8:],
    }
    if query != {key: [value] for key, value in expected.items()}:
        yield f"the QR code says {query}, and the XML {expected}"


class PrintedFormTest(ConformanceTest):
    def test_a_printed_form_says_all_that_its_xml_says(self):
        figures = ("Cantidad", "ValorUnitario", "Importe", "Base", "SubTotal", "Total", "TotalImpuestosTrasladados")
        # The XML's own keys, which stand on paper together with what they mean, or mean the format itself.
        not_printed = {"Certificado", "TasaOCuota", "TipoFactor", "Impuesto", "Version", "ObjetoImp"}

        def objections(document: Document) -> Iterator[str]:
            text = without_spaces(printed_text(str(document.path.with_suffix(".pdf"))))
            for element in document.root.iter():
                for name, value in element.attrib.items():
                    if name.startswith("{") or name in not_printed:
                        continue
                    if name in ("Fecha", "FechaTimbrado"):
                        value = value[-8:]
                    elif name == "Cantidad":
                        value = f"{Decimal(value):f}"
                    elif name in figures:
                        value = as_printed(value)
                    if without_spaces(value) not in text:
                        yield f"{name} {value!r} is not on paper"
            if "Estedocumentoesunarepresentaciónimpresadeun CFDI".replace(" ", "") not in text:
                yield "it does not say what it is"

        self.hold("printed forms", printed(), objections)

    def test_the_qr_code_is_the_sats_address_of_the_document(self):
        def objections(document: Document) -> Iterator[str]:
            return verification_objections(document, qr_codes(str(document.path.with_suffix(".pdf"))))

        self.hold("QR codes", printed(), objections)

    def test_forty_concepts_have_a_heading_on_every_page(self):
        (document,) = (document for document in printed() if len(document.all("//cfdi:Concepto")) == 40)
        pages = printed_text(str(document.path.with_suffix(".pdf"))).rstrip("\f").split("\f")
        self.assertGreater(len(pages), 1)
        for number, page in enumerate(pages, start=1):
            self.assertIn("Precio unitario", page)
            self.assertIn(f"Página {number} de {len(pages)}", page)

    def test_a_printed_receipt_says_all_that_its_xml_says(self):
        by_number = {document.path.name[:4]: document for document in printed()}
        printed_receipts = [receipt for receipt in receipts() if receipt.path.name[:4] in by_number]
        self.assertTrue(printed_receipts)

        def objections(receipt: Document) -> Iterator[str]:
            pdf = str(receipt.path.with_suffix(".pdf"))
            text = without_spaces(printed_text(pdf))
            said = [receipt.root.get("RfcEmisor"), receipt.root.get("Fecha")[-8:]]
            for name in ("sat:UUID", "sat:EstatusUUID", "ds:SignatureValue", "ds:KeyName"):
                said.append(receipt.root.findtext(f".//{name}", namespaces=NAMESPACES))
            yield from (f"{value!r} is not on paper" for value in said if value not in text)
            yield from verification_objections(by_number[receipt.path.name[:4]], qr_codes(pdf))

        self.hold("printed receipts", printed_receipts, objections)
