-- A body says which changes it means, by their hashes: a name, "device/n", can come to mean another
-- change where a machine is put back.

SET ROLE jointdesk_owner;

-- What a busy item's body says before its fields: numbers, hashes, and one label for all of them.
CREATE OR REPLACE FUNCTION desk.busy_head() RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT '^[{]"action":"[0-9a-f]{1,32}","at":[0-9]{1,12}(?:,"automatic":true)?,"base":[{]'
        || '(?:,?"(?:_deleted|org|seen|text)":\[(?:,?"[0-9a-f~-]{1,80}/[0-9]{1,18}")*\])*'
        || '[}](?:,"hashes":[{](?:,?"[0-9a-f~-]{1,80}/[0-9]{1,18}":"[0-9a-f]{12}")*[}])?'
        || ',"label":"Carried calendars","set":[{]$'
$$;

RESET ROLE;
