"""Writes crates/fiscal/src/postal_codes.rs (`cargo xtask postal-codes`).

It holds the SAT's catalog c_CodigoPostal as ranges.
"""

import sys
from pathlib import Path

import references

HEAD = """\
//! The SAT's catalog `c_CodigoPostal`, written by `cargo xtask postal-codes` from {source}:
//! {count:,} codes.

/// The first and the last code of each run of codes without a gap.
pub(crate) const RUNS: [(u32, u32); {runs}] = [
"""


def runs_of(codes: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for code in codes:
        if runs and code == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], code)
        else:
            runs.append((code, code))
    return runs


def main(path: Path) -> None:
    codes = sorted(map(int, references.satcfdi_postal_codes()))
    runs = runs_of(codes)
    head = HEAD.format(source=references.satcfdi_version(), count=len(codes), runs=len(runs))
    text = head + "".join(f"    ({first:_}, {last:_}),\n" for first, last in runs) + "];\n"
    is_same = path.exists() and path.read_text(encoding="utf-8") == text
    path.write_text(text, encoding="utf-8")
    print(f"{len(codes):,} postal codes in {len(runs)} runs, {'as before' if is_same else 'changed'}: {path}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
