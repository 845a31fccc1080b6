-- The outbox: what customers are told of their trámites. A row is written in the transaction of its step, and stays after it
-- was sent.
--
-- `facts` is what the mail says, as it was then. `due_at` and `ended_at` are on the product's clock; `next_attempt_at` and
-- `refused_since` on the real one. `outcome` is null while it is to be sent.
CREATE TABLE mails (
    id              TEXT PRIMARY KEY,
    rebill_id       TEXT NOT NULL REFERENCES rebills (id),
    position        INTEGER NOT NULL,
    kind            TEXT NOT NULL,
    facts           TEXT NOT NULL CHECK (json_valid(facts)),
    due_at          INTEGER NOT NULL,
    failures        INTEGER NOT NULL DEFAULT 0,
    refused_since   INTEGER,
    next_attempt_at INTEGER NOT NULL DEFAULT 0,
    outcome         TEXT,
    ended_at        INTEGER,
    UNIQUE (rebill_id, kind, position),
    CHECK ((outcome IS NULL) = (ended_at IS NULL)),
    FOREIGN KEY (rebill_id, position) REFERENCES rebill_steps (rebill_id, position)
) STRICT;

-- Once for each step; only a correction may be asked for more than once.
CREATE UNIQUE INDEX one_mail_of_a_kind ON mails (rebill_id, kind) WHERE kind <> 'needs_correction';
CREATE INDEX mails_to_send ON mails (due_at) WHERE outcome IS NULL;
