-- Calendars on servers: who signs in, where reading left off, and what has been read of each.

ALTER TABLE connection ADD COLUMN user TEXT NOT NULL DEFAULT '';
ALTER TABLE connection ADD COLUMN token TEXT NOT NULL DEFAULT '';  -- only the source understands it
ALTER TABLE connection ADD COLUMN can_write INTEGER NOT NULL DEFAULT 0;

-- The versions of a collection's members as this machine has read them.
CREATE TABLE member (
    collection_id TEXT NOT NULL,
    href TEXT NOT NULL,               -- within the collection, as its server writes it
    etag TEXT NOT NULL,               -- '' where it has to be read again
    PRIMARY KEY (collection_id, href)
) WITHOUT ROWID;
