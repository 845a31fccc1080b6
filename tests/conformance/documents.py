"""The documents that crate `cfdi` makes for these tests (`crates/cfdi/examples/generate.rs`), as XML."""

import os
import subprocess
import tempfile
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from lxml import etree

COUNT = 300

NAMESPACES = {
    "cfdi": "http://www.sat.gob.mx/cfd/4",
    "tfd": "http://www.sat.gob.mx/TimbreFiscalDigital",
    "sat": "http://cancelacfd.sat.gob.mx",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
}

# Deleted when the tests end.
FOLDER = tempfile.TemporaryDirectory(prefix="conformance-")


@dataclass(frozen=True)
class Document:
    """An XML with its name, by which a test names it when it objects."""

    path: Path
    root: etree._Element

    def __str__(self) -> str:
        return self.path.name

    def all(self, path: str) -> list:
        """The elements or attributes at an XPath, by the SAT's own prefixes."""
        return self.root.xpath(path, namespaces=NAMESPACES)

    def one(self, path: str):
        (found,) = self.all(path)
        return found

    def sum(self, path: str) -> Decimal:
        return sum(map(Decimal, self.all(path)), Decimal(0))


def csd(name: str) -> bytes:
    """A file of the sandbox's certificates."""
    return (Path(os.environ["CFDI_CSDS"]) / name).read_bytes()


@cache
def _generated() -> Path:
    folder = Path(FOLDER.name)
    subprocess.run([os.environ["CFDI_GENERATE"], folder, str(COUNT), os.environ["CFDI_CSDS"]], check=True)
    return folder


def _read(pattern: str) -> list[Document]:
    return [Document(path, etree.parse(path).getroot()) for path in sorted(_generated().glob(pattern))]


@cache
def documents() -> list[Document]:
    return _read("[0-9][0-9][0-9][0-9].xml")


@cache
def receipts() -> list[Document]:
    return _read("*.acuse.xml")
