-- Customers, their tags, invoices and razones sociales, and the trámites.
--
-- Amounts are centavos of MXN, instants milliseconds since 1970 in UTC, an invoice's own date text without an offset. What
-- belongs to a customer carries the account, so that every query can be scoped by it.

CREATE TABLE accounts (
    id            TEXT PRIMARY KEY,
    name          TEXT NOT NULL,
    email         TEXT NOT NULL UNIQUE,
    phone         TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- On the real clock. The token itself is nowhere: a reader of this table cannot log in with it.
CREATE TABLE sessions (
    token_hash   TEXT PRIMARY KEY,
    account_id   TEXT NOT NULL REFERENCES accounts (id),
    created_at   INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- On the real clock. A subject is an account, an identifier that is no account's, or an address; never in clear.
CREATE TABLE login_attempts (
    subject         TEXT PRIMARY KEY,
    attempts        INTEGER NOT NULL,
    last_attempt_at INTEGER NOT NULL,
    blocked_until   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tags (
    id         TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    number     TEXT NOT NULL UNIQUE,
    alias      TEXT NOT NULL,
    plan       TEXT NOT NULL,
    status     TEXT NOT NULL,
    position   INTEGER NOT NULL,
    UNIQUE (account_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE fiscal_profiles (
    id            TEXT PRIMARY KEY,
    account_id    TEXT NOT NULL REFERENCES accounts (id),
    rfc           TEXT NOT NULL,
    name          TEXT NOT NULL,
    postal_code   TEXT NOT NULL,
    fiscal_regime TEXT NOT NULL,
    cfdi_use      TEXT NOT NULL,
    street        TEXT NOT NULL,
    neighborhood  TEXT NOT NULL,
    municipality  TEXT NOT NULL,
    state         TEXT NOT NULL,
    is_default    INTEGER NOT NULL CHECK (is_default IN (0, 1)),
    created_at    INTEGER NOT NULL,
    UNIQUE (account_id, rfc)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX one_default_a_customer ON fiscal_profiles (account_id) WHERE is_default = 1;

-- The receiver is a copy: an invoice keeps the data that it was issued with. `folio_sort` is series and padded folio.
CREATE TABLE invoices (
    id                   TEXT PRIMARY KEY,
    account_id           TEXT NOT NULL REFERENCES accounts (id),
    tag_id               TEXT NOT NULL REFERENCES tags (id),
    series               TEXT NOT NULL,
    folio                INTEGER NOT NULL,
    folio_sort           TEXT NOT NULL,
    uuid                 TEXT NOT NULL UNIQUE,
    stamped_at           TEXT NOT NULL,
    receiver_rfc         TEXT NOT NULL,
    receiver_name        TEXT NOT NULL,
    receiver_postal_code TEXT NOT NULL,
    receiver_regime      TEXT NOT NULL,
    receiver_use         TEXT NOT NULL,
    issued_at            TEXT NOT NULL,
    period               TEXT NOT NULL,
    total                INTEGER NOT NULL CHECK (total > 0),
    commission           INTEGER NOT NULL CHECK (commission >= 0),
    payment_form         TEXT NOT NULL,
    status               TEXT NOT NULL,
    replaces_uuid        TEXT,
    origin_rebill_id     TEXT UNIQUE REFERENCES rebills (id),
    search               TEXT NOT NULL,
    UNIQUE (series, folio)
) STRICT, WITHOUT ROWID;
CREATE INDEX invoices_by_date ON invoices (tag_id, issued_at, id);
CREATE INDEX invoices_by_total ON invoices (tag_id, total, id);
CREATE INDEX invoices_by_folio ON invoices (tag_id, folio_sort, id);

-- The last folio given out in a series.
CREATE TABLE folios (
    series TEXT PRIMARY KEY,
    last   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Positive amounts are charged to the customer. `day` is the day in Mexico City.
CREATE TABLE movements (
    id          TEXT PRIMARY KEY,
    tag_id      TEXT NOT NULL REFERENCES tags (id),
    kind        TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    day         TEXT NOT NULL,
    concept     TEXT NOT NULL,
    plaza       TEXT,
    lane        TEXT,
    amount      INTEGER NOT NULL,
    invoice_id  TEXT REFERENCES invoices (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX movements_by_date ON movements (tag_id, occurred_at, id);

-- The trámites. UNIQUE (invoice_id) is the rule "once per invoice, for ever". The new receiver is a copy, taken when the
-- trámite was registered. `next_attempt_at` is on the real clock, everything else on the product's.
CREATE TABLE rebills (
    id                      TEXT PRIMARY KEY,
    account_id              TEXT NOT NULL REFERENCES accounts (id),
    invoice_id              TEXT NOT NULL UNIQUE REFERENCES invoices (id),
    status                  TEXT NOT NULL,
    from_rfc                TEXT NOT NULL,
    from_name               TEXT NOT NULL,
    to_rfc                  TEXT NOT NULL,
    to_name                 TEXT NOT NULL,
    to_postal_code          TEXT NOT NULL,
    to_regime               TEXT NOT NULL,
    to_use                  TEXT NOT NULL,
    registered_at           INTEGER NOT NULL,
    acceptance_due_at       INTEGER,
    available_by            INTEGER,
    correction_field        TEXT,
    correction_code         TEXT,
    corrected_folio         INTEGER,
    corrected_issued_at     TEXT,
    failures                INTEGER NOT NULL DEFAULT 0,
    next_attempt_at         INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX rebills_to_drive ON rebills (next_attempt_at) WHERE status NOT IN ('issued', 'rejected', 'needs_correction');

CREATE TABLE rebill_steps (
    rebill_id TEXT NOT NULL REFERENCES rebills (id),
    position  INTEGER NOT NULL,
    step      TEXT NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (rebill_id, position)
) STRICT, WITHOUT ROWID;

-- The answers of requests that were made once and may be repeated.
CREATE TABLE idempotent_answers (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    key        TEXT NOT NULL,
    request    TEXT NOT NULL,
    body       TEXT NOT NULL,
    PRIMARY KEY (account_id, key)
) STRICT, WITHOUT ROWID;

-- Each legal act: who, when, from whom to whom, what was shown and confirmed. Nothing of it can be changed or removed.
CREATE TABLE audit (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    at         INTEGER NOT NULL,
    account_id TEXT NOT NULL,
    act        TEXT NOT NULL,
    rebill_id  TEXT NOT NULL,
    invoice_id TEXT NOT NULL,
    from_rfc   TEXT NOT NULL,
    to_rfc     TEXT NOT NULL,
    shown      TEXT NOT NULL,
    trace_id   TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_is_never_removed BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
