-- The facts of a desk: what people said, and what came from outside (see db/README.md).

-- One row: what this file is. The zone is an IANA name.
CREATE TABLE desk (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    zone TEXT NOT NULL
) WITHOUT ROWID;

-- WHAT PEOPLE SAID: the change log.

CREATE TABLE stream (
    id TEXT PRIMARY KEY,              -- a UUID
    kind TEXT NOT NULL CHECK (kind IN ('shared', 'director', 'org')),
    org_id TEXT NOT NULL DEFAULT '',  -- of an org stream
    UNIQUE (kind, org_id)
) WITHOUT ROWID;

-- A device numbers and chains its own changes; this machine's is known by a token that it keeps
-- outside the file.
CREATE TABLE device (
    id TEXT PRIMARY KEY,              -- a UUID
    token_hash BLOB                   -- NULL for devices of other machines
) WITHOUT ROWID;

CREATE TABLE change (
    stream_id TEXT NOT NULL REFERENCES stream(id),
    device TEXT NOT NULL REFERENCES device(id),
    n INTEGER NOT NULL CHECK (n > 0), -- from 1 for each device in each stream, without gaps
    item_id TEXT NOT NULL,
    item_type TEXT NOT NULL,
    schema INTEGER NOT NULL,
    hlc INTEGER NOT NULL,             -- hybrid logical clock
    author TEXT NOT NULL,             -- person ids, '' for nobody
    on_behalf_of TEXT NOT NULL,
    body_hash BLOB NOT NULL,
    chain_hash BLOB NOT NULL,
    PRIMARY KEY (stream_id, device, n)
) WITHOUT ROWID;
CREATE INDEX change_item ON change(item_id);
CREATE INDEX change_author ON change(author, hlc);
CREATE INDEX change_hlc ON change(hlc);

-- Apart from the change, so that it can be erased; the hash stays.
CREATE TABLE payload (
    stream_id TEXT NOT NULL,
    device TEXT NOT NULL,
    n INTEGER NOT NULL,
    salt BLOB NOT NULL,
    body TEXT NOT NULL,               -- canonical JSON
    PRIMARY KEY (stream_id, device, n),
    FOREIGN KEY (stream_id, device, n) REFERENCES change(stream_id, device, n)
) WITHOUT ROWID;

CREATE TRIGGER change_is_never_altered BEFORE UPDATE ON change
BEGIN SELECT raise(ABORT, 'the change log is append-only'); END;
CREATE TRIGGER change_is_never_removed BEFORE DELETE ON change
BEGIN SELECT raise(ABORT, 'the change log is append-only'); END;
CREATE TRIGGER payload_is_never_altered BEFORE UPDATE ON payload
BEGIN SELECT raise(ABORT, 'a payload may be erased, never altered'); END;

-- The current state of each item in each stream: a function of its changes, rebuilt at any time.
CREATE TABLE item (
    stream_id TEXT NOT NULL REFERENCES stream(id),
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    created INTEGER NOT NULL,         -- clock of its first change
    fields TEXT NOT NULL,             -- JSON: the shown values by name
    heads TEXT NOT NULL,              -- JSON: by name, the changes that nothing has replaced
    PRIMARY KEY (stream_id, id)
) WITHOUT ROWID;
CREATE INDEX item_id ON item(id);
CREATE INDEX item_type ON item(type);

-- WHAT CAME FROM OUTSIDE: exact texts, run by run.

-- How this machine reaches a collection (collections themselves are items).
CREATE TABLE connection (
    collection_id TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    secret TEXT NOT NULL,             -- '', 'keyring' or 'asked'
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    read_at INTEGER,
    paused INTEGER NOT NULL,
    error TEXT NOT NULL,
    digest TEXT NOT NULL
) WITHOUT ROWID;

-- A finished reading run that changed something.
CREATE TABLE sync_run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    person_id TEXT NOT NULL,
    counts TEXT NOT NULL,             -- JSON: resources by outcome
    first_version INTEGER NOT NULL,   -- its versions: from this number
    end_version INTEGER NOT NULL,     -- to before this one
    undone_at INTEGER,
    undone_by TEXT
);
CREATE INDEX sync_run_collection ON sync_run(collection_id, id);

-- The calendar's own properties and zones, which many resources share.
CREATE TABLE frame (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,        -- sha256 of the text
    text BLOB NOT NULL
);

-- The current state of one UID in one collection, repeated from its version: slim, because every
-- run reads all of them. Its id counts the order in which this desk first saw its series.
CREATE TABLE resource (
    id INTEGER PRIMARY KEY,
    collection_id TEXT NOT NULL,
    uid TEXT NOT NULL,
    twin INTEGER NOT NULL,            -- 1 and up for further resources with the same UID
    series_id TEXT NOT NULL,          -- random, given once, never derived
    state TEXT NOT NULL,              -- 'present', 'missing' or 'unpublished'
    version_id INTEGER NOT NULL,      -- of resource_version, which is filled after it
    digest BLOB NOT NULL,             -- what a changed DTSTAMP alone does not alter
    is_cancelled INTEGER NOT NULL,
    has_problems INTEGER NOT NULL,
    reach INTEGER,                    -- last instant it can reach, NULL without end
    href TEXT NOT NULL                -- the file within a folder
);
CREATE UNIQUE INDEX resource_uid ON resource(uid, collection_id, twin);
CREATE INDEX resource_collection ON resource(collection_id);

CREATE TABLE resource_version (
    id INTEGER PRIMARY KEY,
    resource_id INTEGER NOT NULL REFERENCES resource(id),
    run_id INTEGER NOT NULL REFERENCES sync_run(id),
    previous_id INTEGER,              -- the version whose place it took
    seen_at INTEGER NOT NULL,
    uid TEXT NOT NULL,
    kind TEXT NOT NULL,
    href TEXT NOT NULL,
    line INTEGER NOT NULL,            -- of its first component
    lines TEXT NOT NULL,              -- of every component, blanks between; '' in a row
    digest BLOB NOT NULL,
    is_cancelled INTEGER NOT NULL,
    has_problems INTEGER NOT NULL,
    reach INTEGER,
    frame_id INTEGER NOT NULL REFERENCES frame(id),
    hash BLOB NOT NULL,               -- sha256 of the text, stays when the text is erased
    text BLOB
);
CREATE INDEX resource_version_previous ON resource_version(previous_id)
WHERE previous_id IS NOT NULL;

CREATE TRIGGER version_is_never_altered BEFORE UPDATE ON resource_version
WHEN NEW.text IS NOT NULL OR OLD.hash IS NOT NEW.hash OR OLD.resource_id IS NOT NEW.resource_id
BEGIN SELECT raise(ABORT, 'a text may be erased, never altered'); END;
CREATE TRIGGER version_is_never_removed BEFORE DELETE ON resource_version
BEGIN SELECT raise(ABORT, 'versions are append-only'); END;

-- The state that a run took from a resource, for undoing it.
CREATE TABLE run_state (
    run_id INTEGER NOT NULL REFERENCES sync_run(id),
    resource_id INTEGER NOT NULL REFERENCES resource(id),
    state TEXT NOT NULL,
    PRIMARY KEY (run_id, resource_id)
) WITHOUT ROWID;

-- What is wrong with the text of a collection as last read.
CREATE TABLE problem (
    collection_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('rejected', 'note')),
    position INTEGER NOT NULL,
    file TEXT NOT NULL,
    line INTEGER NOT NULL,
    uid TEXT NOT NULL,
    reason TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (collection_id, kind, position)
) WITHOUT ROWID;
