//! The SAT's catalog `c_CodigoPostal`, written by `cargo xtask postal-codes` from satcfdi 26.10.1:
//! 95,749 codes.

/// The first and the last code of each run of codes without a gap.
pub(crate) const RUNS: [(u32, u32); 15] = [
    (0, 0),
    (1_000, 16_999),
    (20_000, 20_639),
    (20_641, 28_469),
    (28_500, 52_799),
    (52_900, 54_499),
    (54_539, 54_539),
    (54_570, 68_929),
    (68_940, 90_750),
    (90_754, 90_754),
    (90_760, 91_310),
    (91_315, 93_769),
    (93_780, 95_049),
    (95_060, 95_659),
    (95_670, 99_999),
];
