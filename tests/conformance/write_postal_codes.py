"""Writes crates/fiscal/src/postal_codes.bin (`cargo xtask postal-codes`): one bit a code of the SAT's catalogue.

Code 00000 is the least significant bit of the first byte.
"""

import sys
from pathlib import Path

import references


def main(path: Path) -> None:
    codes = references.satcfdi_postal_codes()
    bits = bytearray(12_500)
    for code in map(int, codes):
        bits[code // 8] |= 1 << code % 8
    is_same = path.exists() and path.read_bytes() == bytes(bits)
    path.write_bytes(bits)
    print(f"{len(codes):,} postal codes in {len(bits):,} bytes, {'as before' if is_same else 'changed'}: {path}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
