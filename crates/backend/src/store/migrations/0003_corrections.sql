-- Razones sociales can be changed and removed, and what a PAC refuses about one can be mended in it.

-- `version` goes up with every change. `padron_check` is what the PAC said when the data were last saved, as the contract has
-- it; null where it gave no answer.
ALTER TABLE fiscal_profiles ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1);
ALTER TABLE fiscal_profiles ADD COLUMN padron_check TEXT CHECK (json_valid(padron_check));

-- The razón social that the new receiver was copied from; null once it was removed, after the trámite's end. `corrections` is
-- what must be mended in it, as the contract has it.
ALTER TABLE rebills ADD COLUMN fiscal_profile_id TEXT REFERENCES fiscal_profiles (id) ON DELETE SET NULL;
ALTER TABLE rebills ADD COLUMN corrections TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(corrections));

-- Up to here no razón social could change, and none of an account has the RFC of another.
UPDATE rebills SET fiscal_profile_id = (
    SELECT id FROM fiscal_profiles
    WHERE fiscal_profiles.account_id = rebills.account_id AND fiscal_profiles.rfc = rebills.to_rfc
);
UPDATE rebills SET corrections = json_array(json_object('field', correction_field, 'code', correction_code))
WHERE correction_field IS NOT NULL AND correction_code IS NOT NULL;
ALTER TABLE rebills DROP COLUMN correction_field;
ALTER TABLE rebills DROP COLUMN correction_code;

-- A kept answer is a trámite as it was registered: today's clients must be able to read it.
UPDATE idempotent_answers SET body = json_set(
    json_remove(body, '$.correction'),
    '$.corrections', json('[]'),
    '$.fiscal_profile_id', (SELECT fiscal_profile_id FROM rebills WHERE rebills.id = json_extract(body, '$.id'))
);

CREATE INDEX rebills_of_a_profile ON rebills (fiscal_profile_id);

-- Behind the rule of the use case, as UNIQUE (invoice_id) is behind "once per invoice".
CREATE TRIGGER a_used_profile_stays BEFORE DELETE ON fiscal_profiles
WHEN EXISTS (
    SELECT 1 FROM rebills WHERE fiscal_profile_id = OLD.id AND status NOT IN ('issued', 'rejected')
)
BEGIN SELECT RAISE(ABORT, 'a running trámite uses the razón social'); END;
