-- Ids are UUIDs, times UTC ISO-8601 text, offsets Unicode code points (half-open).

CREATE TABLE migration (
    version     INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    applied_at  TEXT NOT NULL
) STRICT;

CREATE TABLE coder (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE,
    created_at  TEXT NOT NULL
) STRICT;

-- Every act of a user, in the act's own transaction. Rows are never changed or removed.
CREATE TABLE history (
    seq            INTEGER PRIMARY KEY AUTOINCREMENT,
    id             TEXT NOT NULL UNIQUE,
    act_id         TEXT NOT NULL,              -- the rows of one act share it
    act            TEXT NOT NULL,
    at             TEXT NOT NULL,
    coder_id       TEXT REFERENCES coder (id),
    entity         TEXT NOT NULL,              -- table of the thing that changed
    entity_id      TEXT NOT NULL,
    before         TEXT,                       -- JSON image; NULL: it did not exist
    after          TEXT,                       -- JSON image; NULL: it no longer exists
    undoable       INTEGER NOT NULL CHECK (undoable IN (0, 1)),
    target_act_id  TEXT                        -- for undo and redo: the act concerned
) STRICT;
CREATE INDEX history_by_act ON history (act_id);
CREATE INDEX history_by_coder ON history (coder_id, seq);
CREATE INDEX history_by_entity ON history (entity, entity_id);
CREATE TRIGGER history_is_append_only_update BEFORE UPDATE ON history
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER history_is_append_only_delete BEFORE DELETE ON history
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

-- Sources --------------------------------------------------------------------------------------

CREATE TABLE source (
    id           TEXT PRIMARY KEY,
    name         TEXT NOT NULL UNIQUE,
    kind         TEXT NOT NULL CHECK (kind IN
                 ('expert-interview', 'focus-group', 'discussion-group', 'document')),
    language     TEXT NOT NULL,
    wave         TEXT NOT NULL,
    file_name    TEXT NOT NULL,
    file_hash    TEXT NOT NULL,
    format       TEXT NOT NULL,
    encoding     TEXT NOT NULL,
    imported_at  TEXT NOT NULL
) STRICT;

-- Canonical text: never changed. A correction is a new version.
CREATE TABLE source_text (
    id          TEXT PRIMARY KEY,
    source_id   TEXT NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    version     INTEGER NOT NULL CHECK (version >= 1),
    text        TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    created_at  TEXT NOT NULL,
    UNIQUE (source_id, version)
) STRICT;
CREATE INDEX source_text_by_hash ON source_text (sha256);
CREATE TRIGGER source_text_is_immutable BEFORE UPDATE ON source_text
    BEGIN SELECT RAISE(ABORT, 'source text is immutable'); END;

CREATE TABLE speaker (
    id         TEXT PRIMARY KEY,
    source_id  TEXT NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    label      TEXT NOT NULL,
    role       TEXT NOT NULL CHECK (role IN ('interviewer', 'moderator', 'respondent', 'service')),
    position   INTEGER NOT NULL,
    UNIQUE (source_id, label)
) STRICT;

CREATE TABLE turn (
    text_id     TEXT NOT NULL REFERENCES source_text (id) ON DELETE CASCADE,
    number      INTEGER NOT NULL CHECK (number >= 1),
    speaker_id  TEXT REFERENCES speaker (id),
    start       INTEGER NOT NULL CHECK (start >= 0),
    "end"       INTEGER NOT NULL,
    words       INTEGER NOT NULL CHECK (words >= 0),
    time_start  REAL,                          -- seconds from the start of the recording
    time_end    REAL,
    PRIMARY KEY (text_id, number),
    CHECK ("end" > start)
) STRICT;
CREATE INDEX turn_by_speaker ON turn (speaker_id);

-- Stretches that are not speech.
CREATE TABLE section (
    text_id  TEXT NOT NULL REFERENCES source_text (id) ON DELETE CASCADE,
    start    INTEGER NOT NULL CHECK (start >= 0),
    "end"    INTEGER NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('header', 'guide', 'notes', 'body')),
    PRIMARY KEY (text_id, start),
    CHECK ("end" > start)
) STRICT;

-- Codebooks ------------------------------------------------------------------------------------

CREATE TABLE codebook (
    id           TEXT PRIMARY KEY,
    key          TEXT NOT NULL UNIQUE,
    name         TEXT NOT NULL,
    wave         TEXT NOT NULL,
    language     TEXT NOT NULL,
    imported_at  TEXT NOT NULL
) STRICT;

-- The code tree; its top nodes are the themes.
CREATE TABLE code (
    id             TEXT PRIMARY KEY,
    codebook_id    TEXT NOT NULL REFERENCES codebook (id),
    key            TEXT NOT NULL,              -- path of slugs: armoede/schuldhulpverlening
    name           TEXT NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('theme', 'interpretation', 'relation',
                   'recommendation', 'indicator', 'context')),
    parent_id      TEXT REFERENCES code (id),
    related_theme_id TEXT REFERENCES code (id), -- for kind relation: the other theme
    position       INTEGER NOT NULL,
    part_of        TEXT NOT NULL,
    definition     TEXT NOT NULL,
    include        TEXT NOT NULL,
    exclude        TEXT NOT NULL,
    example        TEXT NOT NULL,
    keywords       TEXT NOT NULL,              -- JSON list of words
    colour         TEXT NOT NULL,              -- #rrggbb or empty: inherited
    UNIQUE (codebook_id, key),
    CHECK ((kind = 'theme') = (parent_id IS NULL))
) STRICT;
CREATE INDEX code_by_parent ON code (parent_id);

-- From a code of an earlier codebook (by key: it may be imported later) to a code of this one.
CREATE TABLE crosswalk (
    id             TEXT PRIMARY KEY,
    from_codebook  TEXT NOT NULL,              -- key of the earlier codebook
    from_key       TEXT NOT NULL,              -- key of the code in it
    to_code_id     TEXT NOT NULL REFERENCES code (id),
    note           TEXT NOT NULL,
    UNIQUE (from_codebook, from_key, to_code_id)
) STRICT;

-- Indicators that a codebook file names for a code and that are not in the study yet.
CREATE TABLE indicator_wish (
    id         TEXT PRIMARY KEY,
    code_id    TEXT NOT NULL REFERENCES code (id),
    indicator  TEXT NOT NULL,                  -- name as the file gives it
    UNIQUE (code_id, indicator)
) STRICT;

-- Codings --------------------------------------------------------------------------------------

CREATE TABLE suggestion (
    id              TEXT PRIMARY KEY,
    text_id         TEXT NOT NULL REFERENCES source_text (id) ON DELETE CASCADE,
    code_id         TEXT NOT NULL REFERENCES code (id),
    start           INTEGER NOT NULL CHECK (start >= 0),
    "end"           INTEGER NOT NULL,
    quote           TEXT NOT NULL,
    engine          TEXT NOT NULL,
    engine_version  TEXT NOT NULL,
    score           REAL NOT NULL,             -- 0 to 1
    reason          TEXT NOT NULL,             -- JSON list of matched words as they stand
    status          TEXT NOT NULL CHECK (status IN ('open', 'accepted', 'rejected')),
    decided_by      TEXT REFERENCES coder (id),
    decided_at      TEXT,
    created_at      TEXT NOT NULL,
    UNIQUE (text_id, code_id, start, "end", engine),
    CHECK ("end" > start),
    CHECK ((status = 'open') = (decided_by IS NULL))
) STRICT;
CREATE INDEX suggestion_by_status ON suggestion (status, text_id);
CREATE TRIGGER suggestion_quotes_the_text BEFORE INSERT ON suggestion
    WHEN NEW.quote IS DISTINCT FROM (SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start)
                                     FROM source_text WHERE id = NEW.text_id)
    BEGIN SELECT RAISE(ABORT, 'quote is not what the text says there'); END;
CREATE TRIGGER suggestion_stays_in_place BEFORE UPDATE OF text_id, start, "end", quote ON suggestion
    WHEN NEW.text_id IS NOT OLD.text_id OR NEW.start IS NOT OLD.start
      OR NEW."end" IS NOT OLD."end" OR NEW.quote IS NOT OLD.quote
    BEGIN SELECT RAISE(ABORT, 'a suggestion stays in its place'); END;

CREATE TABLE coding (
    id             TEXT PRIMARY KEY,
    code_id        TEXT NOT NULL REFERENCES code (id),
    text_id        TEXT NOT NULL REFERENCES source_text (id),
    start          INTEGER NOT NULL CHECK (start >= 0),
    "end"          INTEGER NOT NULL,
    quote          TEXT NOT NULL,
    before         TEXT NOT NULL,
    after          TEXT NOT NULL,
    coder_id       TEXT NOT NULL REFERENCES coder (id),
    origin         TEXT NOT NULL CHECK (origin IN ('hand', 'suggestion', 'search', 'file')),
    suggestion_id  TEXT REFERENCES suggestion (id),
    score          REAL,
    reason         TEXT,
    created_at     TEXT NOT NULL,
    UNIQUE (code_id, text_id, start, "end", coder_id),
    CHECK ("end" > start),
    CHECK ((origin = 'suggestion') = (suggestion_id IS NOT NULL))
) STRICT;
CREATE INDEX coding_by_text ON coding (text_id, start);
CREATE INDEX coding_by_code ON coding (code_id, text_id);
-- Whoever writes (an act, undo, an import, a merge): the quote is what the text says there.
CREATE TRIGGER coding_quotes_the_text BEFORE INSERT ON coding
    WHEN NEW.quote IS DISTINCT FROM (SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start)
                                     FROM source_text WHERE id = NEW.text_id)
    BEGIN SELECT RAISE(ABORT, 'quote is not what the text says there'); END;
CREATE TRIGGER coding_still_quotes_the_text BEFORE UPDATE OF text_id, start, "end", quote ON coding
    WHEN NEW.quote IS DISTINCT FROM (SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start)
                                     FROM source_text WHERE id = NEW.text_id)
    BEGIN SELECT RAISE(ABORT, 'quote is not what the text says there'); END;

-- Indicators -----------------------------------------------------------------------------------

CREATE TABLE area (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    level      TEXT NOT NULL,
    parent     TEXT NOT NULL,                  -- name of the parent as given; may lie outside the list
    parent_id  TEXT REFERENCES area (id),
    cbs_code   TEXT NOT NULL,
    variants   TEXT NOT NULL,                  -- JSON list of other spellings
    note       TEXT NOT NULL,
    UNIQUE (name, level)
) STRICT;

-- A region that the user put together, as its list of areas.
CREATE TABLE region_member (
    region_id  TEXT NOT NULL REFERENCES area (id),
    member_id  TEXT NOT NULL REFERENCES area (id),
    PRIMARY KEY (region_id, member_id)
) STRICT;

CREATE TABLE indicator (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    theme      TEXT NOT NULL,                  -- key of the theme as given in the table
    unit       TEXT NOT NULL,
    direction  TEXT NOT NULL CHECK (direction IN ('higher-better', 'higher-worse', 'neutral')),
    position   INTEGER NOT NULL
) STRICT;

CREATE TABLE indicator_value (
    id            TEXT PRIMARY KEY,
    indicator_id  TEXT NOT NULL REFERENCES indicator (id),
    area_id       TEXT REFERENCES area (id),   -- NULL: the source does not name the area
    area_text     TEXT NOT NULL,               -- the area as published
    level         TEXT NOT NULL,
    period        TEXT NOT NULL,               -- '2018', '2018/2019' or empty
    value         REAL,
    value_max     REAL,
    qualifier     TEXT NOT NULL CHECK (qualifier IN
                  ('=', '>', '>=', '<', '<=', '~', '~<', '~>', 'range', 'missing')),
    literal       TEXT NOT NULL,               -- the value as published
    missing_reason TEXT NOT NULL,
    source        TEXT NOT NULL,
    table_id      TEXT NOT NULL,
    retrieved_on  TEXT NOT NULL,
    file_name     TEXT NOT NULL,
    file_hash     TEXT NOT NULL,
    note          TEXT NOT NULL,
    UNIQUE (indicator_id, area_text, area_id, level, period, source),
    CHECK ((qualifier = 'missing') = (value IS NULL)),
    CHECK ((qualifier = 'range') = (value_max IS NOT NULL))
) STRICT;
CREATE INDEX indicator_value_by_area ON indicator_value (area_id);

CREATE TABLE indicator_link (
    id            TEXT PRIMARY KEY,
    code_id       TEXT NOT NULL REFERENCES code (id),
    indicator_id  TEXT NOT NULL REFERENCES indicator (id),
    UNIQUE (code_id, indicator_id)
) STRICT;
