-- A desk that is shared through a server (see db/README.md): nothing here for one that is not.

-- At most one row: how this machine belongs to the shared desk.
CREATE TABLE membership (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    address TEXT NOT NULL,
    role TEXT NOT NULL,
    person_id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    skew_ms INTEGER NOT NULL,         -- how far the server's clock is ahead
    synced_at INTEGER,
    trouble TEXT NOT NULL
);

-- The server's word on a change: its number in the stream, without gaps, who brought it and when.
CREATE TABLE placed (
    stream_id TEXT NOT NULL REFERENCES stream(id),
    seq INTEGER NOT NULL,
    device TEXT NOT NULL,
    n INTEGER NOT NULL,
    uploader TEXT NOT NULL,
    how TEXT NOT NULL,
    received INTEGER NOT NULL,        -- microseconds
    server_hash BLOB NOT NULL,
    PRIMARY KEY (stream_id, seq),
    FOREIGN KEY (stream_id, device, n) REFERENCES change(stream_id, device, n)
) WITHOUT ROWID;
CREATE UNIQUE INDEX placed_change ON placed(stream_id, device, n);
