-- One decision of ten thousand is found by its matter and by what it is called, and its versions
-- by the decision, without reading the others. A version's text is what its decision says.
CREATE INDEX item_matter ON item(json_extract(fields, '$.matter')) WHERE type = 'decision';
CREATE INDEX item_version ON item(json_extract(fields, '$.decision'))
WHERE type = 'decision_version';
CREATE INDEX item_ref
ON item(lower(coalesce(json_extract(fields, '$.ref'), json_extract(fields, '$.fields.ref'))))
WHERE type IN ('matter', 'decision', 'decision_version');
CREATE INDEX item_title
ON item(lower(coalesce(json_extract(fields, '$.title'), json_extract(fields, '$.fields.title'))))
WHERE type IN ('matter', 'decision', 'decision_version');
