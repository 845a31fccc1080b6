-- Documents are kept as they were received, and what is asked of PAC and SAT is noted before it is asked.

-- An invoice's XML, byte for byte as it was certified. `verification_url` stands in it: a list need not read documents.
CREATE TABLE documents (
    invoice_id       TEXT PRIMARY KEY REFERENCES invoices (id),
    xml              BLOB NOT NULL,
    verification_url TEXT NOT NULL,
    stored_at        INTEGER NOT NULL
) STRICT;
CREATE TRIGGER a_document_never_changes BEFORE UPDATE ON documents
BEGIN SELECT RAISE(ABORT, 'a document is what was certified'); END;

-- The SAT's receipt of a trámite's cancellation, byte for byte.
CREATE TABLE receipts (
    rebill_id   TEXT PRIMARY KEY REFERENCES rebills (id),
    xml         BLOB NOT NULL,
    received_at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER a_receipt_never_changes BEFORE UPDATE ON receipts
BEGIN SELECT RAISE(ABORT, 'a receipt is what the SAT has written'); END;

-- On the product's clock. `…_asked_at` is written before the question, so that one whose answer was lost is known after a
-- crash; `cancellation_received_at` when the PAC has said that the SAT has the request. `sat_status` is what the SAT said
-- when it was last asked, as the contract has it.
ALTER TABLE rebills ADD COLUMN cancellation_asked_at INTEGER;
ALTER TABLE rebills ADD COLUMN cancellation_received_at INTEGER;
ALTER TABLE rebills ADD COLUMN sat_status TEXT;
ALTER TABLE rebills ADD COLUMN sat_asked_at INTEGER;
ALTER TABLE rebills ADD COLUMN receipt_received_at INTEGER;
ALTER TABLE rebills ADD COLUMN stamp_asked_at INTEGER;

-- Trámites on their way: what has no note may have been asked.
UPDATE rebills SET cancellation_asked_at = (
    SELECT at FROM rebill_steps WHERE rebill_id = id AND step = 'cancelling'
);
UPDATE rebills SET cancellation_received_at = cancellation_asked_at
WHERE status IN ('awaiting_acceptance', 'issuing', 'issued', 'rejected');
UPDATE rebills SET stamp_asked_at = (SELECT at FROM rebill_steps WHERE rebill_id = id AND step = 'issuing')
WHERE corrected_folio IS NOT NULL;

-- A trámite that has ended well is still driven until its receipt is there.
DROP INDEX rebills_to_drive;
CREATE INDEX rebills_to_drive ON rebills (next_attempt_at)
WHERE status NOT IN ('rejected', 'needs_correction') AND (status <> 'issued' OR receipt_received_at IS NULL);
CREATE INDEX rebills_by_date ON rebills (account_id, registered_at, id);

-- A kept answer is a trámite as it was registered: today's clients must be able to read it. The last part of the
-- verification address stands in the document, which SQL cannot read; the SAT's page finds the CFDI without it.
UPDATE idempotent_answers SET body = (
    SELECT json_set(
        json_remove(body, '$.invoice_id', '$.corrected_invoice_id'),
        '$.original', json_object(
            'id', id,
            'tag_id', tag_id,
            'folio', series || '-' || folio,
            'uuid', uuid,
            'issued_at', issued_at,
            'total', printf('%d.%02d', total / 100, total % 100),
            'verification_url', 'https://verificacfdi.facturaelectronica.sat.gob.mx/default.aspx?id=' || upper(uuid)
                || '&re=ISD950921HE5&rr=' || replace(replace(receiver_rfc, '&', '%26'), 'Ñ', '%C3%91')
                || '&tt=' || printf('%d.%02d', total / 100, total % 100)
        ),
        '$.corrected', json('null'),
        '$.has_receipt', json('false'),
        '$.sat', json('null')
    )
    FROM invoices WHERE id = json_extract(body, '$.invoice_id')
)
WHERE json_extract(body, '$.invoice_id') IN (SELECT id FROM invoices);

-- The sandbox's PAC and SAT. `asked` is how often the question came for this reference or document; what they are told to
-- do wrong stands in `sandbox_faults`, by operation, `times_left` null for as long as they are not told otherwise.
DROP TABLE sandbox_stamps;
CREATE TABLE sandbox_stamps (
    reference TEXT PRIMARY KEY,
    uuid      TEXT NOT NULL UNIQUE,
    xml       BLOB NOT NULL,
    asked     INTEGER NOT NULL
) STRICT;
ALTER TABLE sandbox_cancellations ADD COLUMN asked INTEGER NOT NULL DEFAULT 1;
CREATE TABLE sandbox_faults (
    operation  TEXT PRIMARY KEY,
    fault      TEXT NOT NULL CHECK (json_valid(fault)),
    times_left INTEGER CHECK (times_left > 0)
) STRICT, WITHOUT ROWID;
