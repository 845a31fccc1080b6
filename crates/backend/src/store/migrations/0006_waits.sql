-- How often a trámite was put off since it last went on: `failures` after steps that failed, `waits` while something was waited for.
-- Until now `failures` counted both.
ALTER TABLE rebills ADD COLUMN waits INTEGER NOT NULL DEFAULT 0;
UPDATE rebills SET failures = 0;
