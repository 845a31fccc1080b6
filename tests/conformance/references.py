"""Reads the data files of satcfdi and the Odoo community's addon, without running their code.

satcfdi has the catalogs as the SAT's schema `catCFDI.xsd` has them. The Odoo community's addon has
them as the SAT's spreadsheet has them, with the columns that a schema cannot hold.
"""

import ast
import csv
import importlib.metadata
import importlib.util
import io
import pickle
import re
import sqlite3
import xml.etree.ElementTree as ElementTree
from contextlib import closing
from pathlib import Path

XML_SCHEMA = "{http://www.w3.org/2001/XMLSchema}"


def folder_of(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    return Path(next(iter(spec.submodule_search_locations)))


SATCFDI = folder_of("satcfdi")
ODOO = folder_of("odoo") / "addons" / "l10n_mx_catalogs" / "data"


class PlainValues(pickle.Unpickler):
    """Texts, numbers, lists; whatever would have to be looked up in a module is none of them."""

    def find_class(self, module_name, global_name):
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is no plain value")


def satcfdi_catalogue(name: str) -> dict:
    """A catalog of CFDI 4.0 by its SAT's name: key to description, or to a list of columns."""
    read = lambda blob: PlainValues(io.BytesIO(blob)).load()
    database = (SATCFDI / "catalogs" / "catalogs.db").as_uri() + "?mode=ro"
    with closing(sqlite3.connect(database, uri=True)) as connection:
        rows = connection.execute(f"SELECT key, value FROM C756_{name}").fetchall()
    return {read(key): read(value) for key, value in rows}


def satcfdi_version() -> str:
    return f"satcfdi {importlib.metadata.version('satcfdi')}"


def satcfdi_postal_codes() -> set[str]:
    return set(satcfdi_catalogue("c_CodigoPostal"))


def satcfdi_reasons() -> dict[str, str]:
    """The motivos de cancelación: key to description, from the enumeration `CancelReason` and its documentation."""
    module = ast.parse((SATCFDI / "pacs" / "__init__.py").read_text(encoding="utf-8"))
    body = next(node.body for node in module.body if getattr(node, "name", "") == "CancelReason")
    reasons = {}
    for assignment, documentation in zip(body[::2], body[1::2]):
        title = re.search(r"-- (.+) --", documentation.value.value)
        reasons[assignment.value.value] = title[1]
    return reasons


def sats_file(*path: str) -> Path:
    """A schema or a stylesheet as the SAT publishes it, of which satcfdi has a copy."""
    return (SATCFDI / "transform" / "schemas" / "www.sat.gob.mx" / "sitio_internet" / "cfd").joinpath(*path)


def rfc_pattern() -> re.Pattern:
    """`t_RFC` of the SAT's own schema `tdCFDI.xsd`."""
    schema = ElementTree.parse(sats_file("tipoDatos", "tdCFDI", "tdCFDI.xsd"))
    pattern = schema.find(f".//{XML_SCHEMA}simpleType[@name='t_RFC']//{XML_SCHEMA}pattern")
    return re.compile(pattern.get("value"))


def odoo_rows(name: str) -> list[dict[str, str]]:
    with open(ODOO / f"l10n_mx_catalogs.{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def odoo_catalogue(name: str) -> dict[str, str]:
    """A catalog: key to description."""
    return {row["code"]: row.get("name") or row["description"] for row in odoo_rows(name)}
