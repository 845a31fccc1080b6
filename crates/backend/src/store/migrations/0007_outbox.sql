-- The outbox: what customers are told by mail, whatever it is about. A row is written in the transaction that is its reason, and stays
-- after it was sent.
--
-- `sequence` is the order of writing. `key` says what must be written once; a second mail with the same key is left out. `account_id`
-- is the customer, whose erasing erases the mail, too. `content` is what the mail says, as it was then. `due_at` and `ended_at` are on the product's clock; `next_attempt_at` and `refused_since` on the real one. `outcome` is null
-- while it is to be sent.
CREATE TABLE outbox (
    sequence        INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    key             TEXT NOT NULL UNIQUE,
    account_id      TEXT NOT NULL REFERENCES accounts (id),
    email           TEXT NOT NULL,
    name            TEXT NOT NULL,
    content         TEXT NOT NULL CHECK (json_valid(content)),
    due_at          INTEGER NOT NULL,
    failures        INTEGER NOT NULL DEFAULT 0,
    refused_since   INTEGER,
    next_attempt_at INTEGER NOT NULL DEFAULT 0,
    outcome         TEXT,
    ended_at        INTEGER,
    CHECK ((outcome IS NULL) = (ended_at IS NULL))
) STRICT;

-- Until now the outbox had mails about trámites only.
INSERT INTO outbox (id, key, account_id, email, name, content, due_at, failures, refused_since, next_attempt_at, outcome, ended_at)
SELECT mails.id,
       'tramite/' || mails.rebill_id || '/' || mails.kind || iif(mails.kind = 'needs_correction', '/' || mails.position, ''),
       rebills.account_id,
       mails.facts ->> '$.email',
       mails.facts ->> '$.name',
       json_object('about', 'tramite', 'rebill_id', mails.rebill_id, 'kind', mails.kind,
                   'facts', json_remove(mails.facts, '$.email', '$.name')),
       mails.due_at, mails.failures, mails.refused_since, mails.next_attempt_at, mails.outcome, mails.ended_at
FROM mails JOIN rebills ON rebills.id = mails.rebill_id
ORDER BY mails.due_at, mails.position, mails.rowid;

DROP TABLE mails;
ALTER TABLE outbox RENAME TO mails;
CREATE INDEX mails_to_send ON mails (due_at) WHERE outcome IS NULL;
