-- Suggestions are made for one coder, keep what each engine found, and stay known when withdrawn.

CREATE TABLE suggestion_for_coder (
    id              TEXT PRIMARY KEY,
    coder_id        TEXT NOT NULL REFERENCES coder (id),     -- for whom it was made
    text_id         TEXT NOT NULL REFERENCES source_text (id) ON DELETE CASCADE,
    code_id         TEXT NOT NULL REFERENCES code (id),
    start           INTEGER NOT NULL CHECK (start >= 0),
    "end"           INTEGER NOT NULL,
    quote           TEXT NOT NULL,
    engine          TEXT NOT NULL,
    engine_version  TEXT NOT NULL,
    score           REAL NOT NULL,             -- 0 to 1: how likely the coder agrees
    reason          TEXT NOT NULL,             -- JSON list of the words that weighed, as they stand
    evidence        TEXT NOT NULL,             -- JSON: what each engine found, nearest fragments
    status          TEXT NOT NULL CHECK (status IN ('open', 'accepted', 'rejected', 'withdrawn')),
    decided_by      TEXT REFERENCES coder (id),
    decided_at      TEXT,
    created_at      TEXT NOT NULL,
    CHECK ("end" > start),
    CHECK ((status IN ('accepted', 'rejected')) = (decided_by IS NOT NULL))
) STRICT;

INSERT INTO suggestion_for_coder
SELECT s.id,
       coalesce(s.decided_by,
                (SELECT h.coder_id FROM history h
                 WHERE h.act = 'make_suggestions' AND h.entity_id = s.text_id
                   AND h.coder_id IS NOT NULL
                 ORDER BY h.seq DESC LIMIT 1),
                (SELECT c.id FROM coder c ORDER BY c.created_at, c.id LIMIT 1)),
       s.text_id, s.code_id, s.start, s."end", s.quote, s.engine, s.engine_version, s.score,
       s.reason, '{}', s.status, s.decided_by, s.decided_at, s.created_at
FROM suggestion s
WHERE EXISTS (SELECT 1 FROM coder);

DROP TABLE suggestion;
ALTER TABLE suggestion_for_coder RENAME TO suggestion;

CREATE INDEX suggestion_by_status ON suggestion (status, text_id);
CREATE INDEX suggestion_by_text ON suggestion (text_id, coder_id);
CREATE INDEX suggestion_by_code ON suggestion (code_id);
-- A place may be judged more than once; undecided there is at most one per code and coder.
CREATE UNIQUE INDEX suggestion_undecided_once ON suggestion (coder_id, text_id, code_id, start, "end")
    WHERE status IN ('open', 'withdrawn');
CREATE TRIGGER suggestion_quotes_the_text BEFORE INSERT ON suggestion
    WHEN NEW.quote IS DISTINCT FROM (SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start)
                                     FROM source_text WHERE id = NEW.text_id)
    BEGIN SELECT RAISE(ABORT, 'quote is not what the text says there'); END;
CREATE TRIGGER suggestion_stays_in_place BEFORE UPDATE OF text_id, start, "end", quote ON suggestion
    WHEN NEW.text_id IS NOT OLD.text_id OR NEW.start IS NOT OLD.start
      OR NEW."end" IS NOT OLD."end" OR NEW.quote IS NOT OLD.quote
    BEGIN SELECT RAISE(ABORT, 'a suggestion stays in its place'); END;
-- A decision that is undone makes its suggestion wait again, in place of one made there since.
CREATE TRIGGER suggestion_waits_again BEFORE UPDATE OF status ON suggestion
    WHEN NEW.status = 'open' AND OLD.status IN ('accepted', 'rejected')
    BEGIN DELETE FROM suggestion
          WHERE coder_id = NEW.coder_id AND text_id = NEW.text_id AND code_id = NEW.code_id
            AND start = NEW.start AND "end" = NEW."end" AND id <> NEW.id
            AND status IN ('open', 'withdrawn'); END;

-- Per code: whether it is suggested, and from which score on; no row: on, at the study's threshold.
CREATE TABLE suggestion_rule (
    id         TEXT PRIMARY KEY,
    code_id    TEXT NOT NULL UNIQUE REFERENCES code (id),
    is_on      INTEGER NOT NULL CHECK (is_on IN (0, 1)),
    threshold  REAL CHECK (threshold BETWEEN 0 AND 1)
) STRICT;

-- Words and sentences of a text as a pipeline saw them; can be made again at any time.
CREATE TABLE annotation (
    text_id     TEXT PRIMARY KEY REFERENCES source_text (id) ON DELETE CASCADE,
    pipeline    TEXT NOT NULL,                 -- name and version asked for, and the format
    packed      BLOB NOT NULL,
    created_at  TEXT NOT NULL
) STRICT;

-- Words of what a codebook says about its codes, likewise.
CREATE TABLE codebook_annotation (
    codebook_id  TEXT PRIMARY KEY REFERENCES codebook (id) ON DELETE CASCADE,
    texts        TEXT NOT NULL,                -- SHA-256 of what was annotated
    pipeline     TEXT NOT NULL,
    packed       BLOB NOT NULL
) STRICT;
