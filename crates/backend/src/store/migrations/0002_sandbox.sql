-- What stands for the world outside in the sandbox: its clock, its PAC and its tax authority. Empty without --sandbox.

CREATE TABLE sandbox_clock (
    id            INTEGER PRIMARY KEY CHECK (id = 1),
    offset_millis INTEGER NOT NULL
) STRICT;

-- What the PAC has stamped, by the reference that the asker chose: asked again, it answers the same.
CREATE TABLE sandbox_stamps (
    reference  TEXT PRIMARY KEY,
    uuid       TEXT NOT NULL UNIQUE,
    stamped_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The tax authority's requests for cancellation. `outcome` is null while the receiver has not answered.
CREATE TABLE sandbox_cancellations (
    uuid         TEXT PRIMARY KEY,
    receiver_rfc TEXT NOT NULL,
    total        INTEGER NOT NULL,
    requested_at INTEGER NOT NULL,
    outcome      TEXT,
    decided_at   INTEGER
) STRICT, WITHOUT ROWID;
