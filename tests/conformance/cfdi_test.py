"""CFDI of every shape, against the SAT's schemas, catalogs and stylesheets, and against OpenSSL."""

import base64
import copy
import hashlib
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import references
from catalogues_test import ENDED, OPENED_LATER
from conformance import ConformanceTest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import Certificate, load_der_x509_certificate
from documents import COUNT, Document, csd, documents, receipts
from lxml import etree

# Either schema alone refuses a stamped document: the one has no complement, the other nothing but one.
WRAPPER = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:import namespace="http://www.sat.gob.mx/cfd/4" schemaLocation="{cfdi}"/>
  <xs:import namespace="http://www.sat.gob.mx/TimbreFiscalDigital" schemaLocation="{tfd}"/>
</xs:schema>"""

CENTAVO = Decimal("0.01")

# c_TasaOCuota is no table of satcfdi's: of IVA, the rates that are charged today.
RATES = {("002", "Tasa", "0.160000"), ("002", "Tasa", "0.080000"), ("002", "Tasa", "0.000000"), ("002", "Exento", None)}


def in_centavos(amount: Decimal) -> Decimal:
    return amount.quantize(CENTAVO, ROUND_HALF_UP)


@cache
def stylesheet(*path: str) -> etree.XSLT:
    return etree.XSLT(etree.parse(references.sats_file(*path)))


def is_sealed(certificate: Certificate, seal: str, text: bytes) -> bool:
    try:
        certificate.public_key().verify(base64.b64decode(seal, validate=True), text, PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True


def number_of(certificate: Certificate) -> str:
    """The SAT's own encoding: the serial number is the ASCII of twenty digits."""
    return certificate.serial_number.to_bytes(20, "big").decode("ascii")


class CfdiTest(ConformanceTest):
    def test_the_documents_are_of_every_shape(self):
        """The other tests are worth as much as the variety of what they look at."""
        self.assertEqual(len(documents()), COUNT)
        totals = [Decimal(document.one("/*/@Total")) for document in documents()]
        self.assertEqual((min(totals), max(totals)), (Decimal("0.01"), Decimal("999999.99")))
        counts = {len(document.all("//cfdi:Concepto")) for document in documents()}
        self.assertEqual((min(counts), max(counts)), (1, 40))
        shapes = {
            "a persona moral": "//cfdi:Receptor[string-length(@Rfc) = 12]",
            "a persona física": "//cfdi:Receptor[string-length(@Rfc) = 13]",
            "an & in an RFC": "//cfdi:Receptor[contains(@Rfc, '&')]",
            "an Ñ in an RFC": "//cfdi:Receptor[contains(@Rfc, 'Ñ')]",
            "a name of 300 characters": "//cfdi:Receptor[string-length(@Nombre) > 290]",
            "markup in a description": "//cfdi:Concepto[contains(@Descripcion, '<')]",
            "a part of a unit": "//cfdi:Concepto[contains(@Cantidad, '.')]",
            "no object of IVA": "//cfdi:Concepto[@ObjetoImp = '01']",
            "not itemized": "//cfdi:Concepto[@ObjetoImp = '03']",
            "exempt": "//cfdi:Concepto//cfdi:Traslado[@TipoFactor = 'Exento']",
            "exempt parts beside taxed ones": "/*/cfdi:Impuestos/cfdi:Traslados[cfdi:Traslado[2]]",
            "nothing taxed": "/*[not(cfdi:Impuestos)]",
            "two replaced documents": "//cfdi:CfdiRelacionados/cfdi:CfdiRelacionado[2]",
            "still to be paid": "/*[@MetodoPago = 'PPD']",
            "a certifier's legend": "//tfd:TimbreFiscalDigital[@Leyenda]",
        }
        missing = [shape for shape, path in shapes.items() if not any(document.all(path) for document in documents())]
        self.assertEqual(missing, [])

    def test_a_document_is_valid_by_the_sats_schemas(self):
        wrapper = WRAPPER.format(
            cfdi=references.sats_file("4", "cfdv40.xsd").as_uri(),
            tfd=references.sats_file("TimbreFiscalDigital", "TimbreFiscalDigitalv11.xsd").as_uri(),
        )
        schema = etree.XMLSchema(etree.fromstring(wrapper))

        def objections(document: Document) -> Iterator[str]:
            if not schema.validate(document.root):
                yield from (error.message for error in schema.error_log)

        self.hold("documents by the schemas", documents(), objections)

    def test_a_document_is_valid_by_the_sats_catalogues(self):
        units = references.satcfdi_catalogue("c_ClaveUnidad")
        products = references.satcfdi_catalogue("c_ClaveProdServ")
        postal_codes = references.satcfdi_postal_codes()
        regimes = {row["code"]: row for row in references.odoo_rows("c_regimen_fiscal")}
        uses = {row["code"]: row for row in references.odoo_rows("c_uso_cfdi")}
        opened_later = {case for case, (_, ours) in OPENED_LATER.items() if ours == "yes"}

        def objections(document: Document) -> Iterator[str]:
            (root, receiver) = (document.root, document.one("//cfdi:Receptor"))
            (person, column) = (
                ("moral", "applies_to_legal_person")
                if len(receiver.get("Rfc")) == 12
                else ("fisica", "applies_to_natural_person")
            )
            (regime, use) = (receiver.get("RegimenFiscalReceptor"), receiver.get("UsoCFDI"))
            if regimes[regime][column] != "1":
                yield f"régimen {regime} is not for a persona {person}"
            opened = [code.strip() for code in uses[use]["applies_to_fiscal_regimes"].split(",")]
            is_open = regime in opened and uses[use][column] == "1"
            if not is_open and (use, regime, person) not in opened_later:
                yield f"uso {use} is not open to régimen {regime} of a persona {person}"
            for code in (root.get("LugarExpedicion"), receiver.get("DomicilioFiscalReceptor")):
                if code not in postal_codes:
                    yield f"postal code {code}"
            for attribute, catalogue in (("FormaPago", "c_FormaPago"), ("TipoRelacion", "c_TipoRelacion")):
                if ended := ENDED[catalogue].intersection(document.all(f"//@{attribute}")):
                    yield f"{attribute} {ended} has ended"
            if (root.get("FormaPago") == "99") != (root.get("MetodoPago") == "PPD"):
                yield "what is still to be paid is PPD with the form 99, and nothing else is either"
            for concept in document.all("//cfdi:Concepto"):
                if concept.get("ClaveProdServ") not in products:
                    yield f"ClaveProdServ {concept.get('ClaveProdServ')}"
                if concept.get("Unidad") != units.get(concept.get("ClaveUnidad")):
                    yield f"Unidad {concept.get('Unidad')} of {concept.get('ClaveUnidad')}"
                has_taxes = len(concept) == 1
                if has_taxes != (concept.get("ObjetoImp") == "02"):
                    yield f"ObjetoImp {concept.get('ObjetoImp')} with or without Impuestos"
            for transfer in document.all("//cfdi:Traslado"):
                if (transfer.get("Impuesto"), transfer.get("TipoFactor"), transfer.get("TasaOCuota")) not in RATES:
                    yield f"Traslado {dict(transfer.attrib)}"

        self.hold("documents by the catalogs", documents(), objections)

    def test_the_figures_of_a_document_add_up(self):
        """By the validation matrix of Anexo 20: what rounds, rounds once, to the centavo, halves up."""

        def objections(document: Document) -> Iterator[str]:
            def expect(what: str, found: str | None, expected: Decimal | None) -> Iterator[str]:
                text = None if expected is None else f"{in_centavos(expected):.2f}"
                if found != text:
                    yield f"{what} is {found}, and the parts come to {text}"

            root = document.root
            for concept in document.all("//cfdi:Concepto"):
                (quantity, price) = (Decimal(concept.get("Cantidad")), Decimal(concept.get("ValorUnitario")))
                amount = Decimal(concept.get("Importe"))
                last = Decimal(1).scaleb(-4)
                if abs(quantity * price - amount) > last / 2:
                    yield f"Importe {amount} of {quantity} at {price}"
                for transfer in concept.iterfind(".//{*}Traslado"):
                    if Decimal(transfer.get("Base")) != amount:
                        yield f"Base {transfer.get('Base')} of {amount}"
                    if transfer.get("TipoFactor") == "Tasa":
                        if Decimal(transfer.get("Importe")) != amount * Decimal(transfer.get("TasaOCuota")):
                            yield f"IVA {transfer.get('Importe')} of {amount}"
                    elif transfer.get("Importe") or transfer.get("TasaOCuota"):
                        yield "an exemption has an amount"
            yield from expect("SubTotal", root.get("SubTotal"), document.sum("//cfdi:Concepto/@Importe"))

            factors = {
                factor: document.all(f"//cfdi:Concepto//cfdi:Traslado[@TipoFactor = '{factor}']")
                for factor in ("Tasa", "Exento")
            }
            written = document.all("/*/cfdi:Impuestos/cfdi:Traslados/cfdi:Traslado")
            if [transfer.get("TipoFactor") for transfer in written] != [key for key, kind in factors.items() if kind]:
                yield "not one Traslado for each kind of tax"
            for transfer in written:
                of_kind = factors[transfer.get("TipoFactor")]
                bases = sum((Decimal(node.get("Base")) for node in of_kind), Decimal(0))
                yield from expect("Base", transfer.get("Base"), bases)
            taxes = document.sum("//cfdi:Concepto//cfdi:Traslado/@Importe")
            charged = taxes if factors["Tasa"] else None
            totals = document.all("/*/cfdi:Impuestos/@TotalImpuestosTrasladados")
            yield from expect("TotalImpuestosTrasladados", next(iter(totals), None), charged)
            amounts = document.all("/*/cfdi:Impuestos/cfdi:Traslados/cfdi:Traslado/@Importe")
            yield from expect("the IVA", next(iter(amounts), None), charged)
            yield from expect("Total", root.get("Total"), Decimal(root.get("SubTotal")) + in_centavos(taxes))

        self.hold("documents' figures", documents(), objections)

    def test_both_seals_are_of_the_sats_cadena_original(self):
        of_document = stylesheet("4", "cadenaoriginal_4_0", "cadenaoriginal_4_0.xslt")
        of_stamp = stylesheet("TimbreFiscalDigital", "cadenaoriginal_TFD_1_1.xslt")
        pac = load_der_x509_certificate(csd("pac.cer"))

        def objections(document: Document) -> Iterator[str]:
            (root, stamp) = (document.root, document.one("//tfd:TimbreFiscalDigital"))
            issuer = load_der_x509_certificate(base64.b64decode(root.get("Certificado"), validate=True))
            if not is_sealed(issuer, root.get("Sello"), str(of_document(root)).encode()):
                yield "Sello is not the issuer's"
            # The stylesheet starts from a document of its own.
            if not is_sealed(pac, stamp.get("SelloSAT"), str(of_stamp(etree.ElementTree(stamp))).encode()):
                yield "SelloSAT is not the certifier's"
            if stamp.get("SelloCFD") != root.get("Sello"):
                yield "SelloCFD is another document's"
            if (root.get("NoCertificado"), stamp.get("NoCertificadoSAT")) != (number_of(issuer), number_of(pac)):
                yield "a certificate's number is not its own"

        self.hold("documents with two seals", documents(), objections)

    def test_a_receipt_of_a_cancellation_is_signed(self):
        """By XML Signature: the digest of all but the signature, in canonical form, and the seal of that."""
        pac = load_der_x509_certificate(csd("pac.cer"))
        issued = {document.one("//@UUID[parent::tfd:*]") for document in documents()}

        def objections(receipt: Document) -> Iterator[str]:
            signature = receipt.one("/Acuse/ds:Signature[@Id = 'SelloSAT']")
            # Of a copy: libxml2 loses the namespace of an element that it canonicalizes out of the midst of a tree.
            signed = etree.tostring(copy.deepcopy(signature.find("{*}SignedInfo")), method="c14n")
            if not is_sealed(pac, receipt.one("//ds:SignatureValue/text()"), signed):
                yield "the signature is not the certificate's"
            if receipt.one("//ds:KeyName/text()") != number_of(pac):
                yield "the key is not named by its certificate"
            digest = receipt.one("//ds:DigestValue/text()")
            rest = etree.fromstring(receipt.path.read_bytes())
            rest.remove(rest.find("{*}Signature"))
            digested = hashlib.sha256(etree.tostring(rest, method="c14n")).digest()
            if base64.b64encode(digested).decode() != digest:
                yield "the digest is of something else"
            if receipt.one("//sat:Folios/sat:UUID/text()") not in issued:
                yield "no such document"
            if receipt.one("//sat:Folios/sat:EstatusUUID/text()") != "201":
                yield "not cancelled"

        self.hold("receipts of cancellations", receipts(), objections)
