-- Whether a calendar's server sends invitations by itself, and as whom (RFC 6638).
ALTER TABLE connection ADD COLUMN schedules INTEGER NOT NULL DEFAULT 0;
ALTER TABLE connection ADD COLUMN addresses TEXT NOT NULL DEFAULT '';  -- of the account, by blanks

-- The server is asked about it when a calendar is listed anew: do so once.
UPDATE connection SET token = '';

-- What a person has said may be sent: exactly what was shown, of one series.
CREATE TABLE consent (
    collection_id TEXT NOT NULL,
    series_id TEXT NOT NULL,
    digest TEXT NOT NULL,             -- of all that was shown
    PRIMARY KEY (collection_id, series_id)
) WITHOUT ROWID;
