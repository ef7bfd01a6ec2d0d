-- Calendars that the shared desk carries (see docs/shared-desk.md).

-- The order in which the desk first saw each series, the same on every machine: when (seconds)
-- times 2^24, and a number. Before it was the resource's own id.
ALTER TABLE resource ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
UPDATE resource SET seen = (first.at << 24) + (resource.id & 16777215)
FROM (SELECT resource_id, min(id), seen_at AS at FROM resource_version GROUP BY resource_id) first
WHERE first.resource_id = resource.id;

-- What busy times were last made from, so that they are not made again: by series.
CREATE TABLE busy_made (
    series_id TEXT PRIMARY KEY,
    source TEXT NOT NULL,             -- digest of all that they follow from
    text TEXT NOT NULL                -- '' where it takes no time
) WITHOUT ROWID;
