//! The number by which the SAT identifies a CFDI.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

/// A *folio fiscal*: the UUID that a stamp gives to a CFDI. It is read in any usual form of a UUID,
/// and written as the SAT writes it, with hyphens and in capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FolioFiscal(Uuid);

impl FolioFiscal {
    /// The UUID.
    pub fn uuid(self) -> Uuid {
        self.0
    }
}

impl From<Uuid> for FolioFiscal {
    fn from(uuid: Uuid) -> Self {
        Self(uuid)
    }
}

impl FromStr for FolioFiscal {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        text.parse().map(Self)
    }
}

impl fmt::Display for FolioFiscal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:X}", self.0.hyphenated())
    }
}
