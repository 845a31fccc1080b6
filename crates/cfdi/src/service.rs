//! The services that this issuer bills, with the SAT's keys and descriptions.

/// A service that the issuer bills: its key in `c_ClaveProdServ`, and the matching unit in
/// `c_ClaveUnidad`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Service {
    /// Toll crossings.
    TollCrossings,
    /// The issuer's commission.
    Commission,
}

impl Service {
    /// All services.
    pub const ALL: [Self; 2] = [Self::TollCrossings, Self::Commission];

    /// `ClaveProdServ`.
    pub fn product_key(self) -> &'static str {
        match self {
            Self::TollCrossings => "95111615",
            Self::Commission => "80141628",
        }
    }

    /// The SAT's description of [`product_key`](Self::product_key).
    pub fn product_description(self) -> &'static str {
        match self {
            Self::TollCrossings => "Cruce de carreteras",
            Self::Commission => "Servicio de distribuidores por comisión",
        }
    }

    /// `ClaveUnidad`.
    pub fn unit_key(self) -> &'static str {
        match self {
            Self::TollCrossings => "E54",
            Self::Commission => "E48",
        }
    }

    /// The SAT's description of [`unit_key`](Self::unit_key).
    pub fn unit_description(self) -> &'static str {
        match self {
            Self::TollCrossings => "Viaje",
            Self::Commission => "Unidad de servicio",
        }
    }
}
