-- What follows from the facts: rebuilt at any time with the same result (see db/README.md).

-- One row for each component of each current resource, as read.
CREATE TABLE component (
    id INTEGER PRIMARY KEY,
    resource_id INTEGER NOT NULL,
    number INTEGER NOT NULL,          -- index among the series' components
    kind TEXT NOT NULL,
    line INTEGER NOT NULL,
    start INTEGER,                    -- seconds UTC; NULL without DTSTART
    duration INTEGER NOT NULL,        -- seconds; whole days times 86400 if all_day
    all_day INTEGER NOT NULL,
    zone TEXT NOT NULL,
    day INTEGER,                      -- proleptic ordinal of DTSTART's local date
    recurrence_day INTEGER,
    recurrence_ordinal INTEGER NOT NULL,
    rule TEXT NOT NULL,
    summary TEXT NOT NULL,
    location TEXT NOT NULL,
    description TEXT NOT NULL,
    status TEXT NOT NULL,
    transparent INTEGER NOT NULL,
    classification TEXT NOT NULL,
    busy_status TEXT NOT NULL,
    organizer TEXT NOT NULL,
    attendees TEXT NOT NULL,          -- lines of e-mail, name, partstat, role, tab between
    categories TEXT NOT NULL,         -- tab between
    link TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    last_modified INTEGER NOT NULL,
    recurrence_id INTEGER,            -- original start of an override
    first INTEGER,                    -- first and last instant the whole series can reach;
    last INTEGER,                     -- last is NULL without end
    is_series INTEGER NOT NULL        -- 1 on the components of a resource with a rule
);
CREATE INDEX component_resource ON component(resource_id);
CREATE INDEX component_series ON component(last, first) WHERE is_series = 1 AND number = 0;

-- k = (start in minutes since 0001-01-01) << 30 | component.id << 1 | exact.
-- If exact is 0: whole minutes, the component's duration, ordinal 0, and the key's day is the
-- local date of the start in the component's zone. Otherwise occurrence_exact has the rest.
CREATE TABLE occurrence (k INTEGER PRIMARY KEY);
-- (several rows of one k are occurrences within one minute).
CREATE TABLE occurrence_exact (
    k INTEGER NOT NULL,
    day INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (k, day, ordinal)     -- its columns come first: see SQLite's integrity_check
) WITHOUT ROWID;
-- Those longer than a day, which a look back by one day would miss.
CREATE TABLE occurrence_long (
    k INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (k, "end")
) WITHOUT ROWID;
CREATE INDEX occurrence_long_end ON occurrence_long("end");

-- Full-text search; rowid = (last minute the series reaches) << 30 | component.id << 1,
-- so that the newest come first. Titles and places answer from the first letter on, all text
-- from the third: an index of beginnings over whole descriptions would double the cost of a
-- first reading. Private text is indexed apart.
CREATE VIRTUAL TABLE search_titles USING fts5(
    text, content='', detail=none, tokenize='unicode61 remove_diacritics 2', prefix='1'
);
CREATE VIRTUAL TABLE search_words USING fts5(
    text, content='', tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE private_titles USING fts5(
    text, content='', detail=none, tokenize='unicode61 remove_diacritics 2', prefix='1'
);
CREATE VIRTUAL TABLE private_words USING fts5(
    text, content='', tokenize='unicode61 remove_diacritics 2'
);
-- Bytes of words that are gathered before they are written: fewer, larger pieces to merge.
INSERT INTO search_titles (search_titles, rank) VALUES ('hashsize', 8388608);
INSERT INTO search_words (search_words, rank) VALUES ('hashsize', 8388608);

-- The stamp and the horizon.
CREATE TABLE derived (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
