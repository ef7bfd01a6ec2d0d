-- What waits for its source is looked up by its series, and what was written by its part.
CREATE INDEX resource_series ON resource(series_id);
CREATE INDEX resource_href ON resource(href, collection_id);

-- Where messages about invitations arrive is asked when a calendar is listed anew: do so once.
UPDATE connection SET token = '' WHERE schedules = 1;
