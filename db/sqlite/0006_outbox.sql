-- What this machine is about to write to a source: noted before it asks, ended by the answer.
CREATE TABLE intent (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection_id TEXT NOT NULL,
    series_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('create', 'change', 'delete')),
    href TEXT NOT NULL,               -- within the collection
    etag TEXT NOT NULL,               -- the version to be replaced, '' where there is none
    edits TEXT NOT NULL,              -- JSON: [item, field, base, wanted] of each value
    text BLOB,                        -- the exact bytes; NULL once nobody needs them
    digest BLOB NOT NULL,             -- sha256 of the bytes
    at INTEGER NOT NULL,
    person_id TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_at INTEGER NOT NULL,         -- not before then, unless by name
    state TEXT NOT NULL
        CHECK (state IN ('begun', 'done', 'refused', 'unknown', 'cancelled')),
    error TEXT NOT NULL               -- the sentence of the last attempt, '' for none
);
CREATE INDEX intent_collection ON intent(collection_id, state);

-- Of each series at most one is on its way.
CREATE UNIQUE INDEX intent_open ON intent(collection_id, series_id)
WHERE state IN ('begun', 'unknown', 'refused');
