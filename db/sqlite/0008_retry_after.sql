-- Until when a source's server asked to be left alone (Retry-After), 0 for not at all.
ALTER TABLE connection ADD COLUMN not_before INTEGER NOT NULL DEFAULT 0;
