-- When other people are busy, as their calendars publish it: known to this machine, never shared.
CREATE TABLE free_busy (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL,              -- in lower case
    source TEXT NOT NULL,             -- 'file', or the id of the collection that was asked
    start INTEGER NOT NULL,           -- what is covered, half-open, seconds UTC
    end INTEGER NOT NULL,
    busy TEXT NOT NULL,               -- JSON: [start, end, kind] of each busy time in it
    read_at INTEGER NOT NULL
);
CREATE INDEX free_busy_email ON free_busy(email, start);
