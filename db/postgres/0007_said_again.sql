-- What holds when a server is put back from a backup, also from the same one twice.

SET ROLE jointdesk_owner;

-- Who was removed, and was kept out of a server that had been put back, no erasure takes back;
-- LASTING of jointdesk/store/erasures.py says the same.
CREATE OR REPLACE FUNCTION desk.is_lasting(p_type text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT p_type IN ('erasure', 'desk', 'person', 'seat', 'organisation', 'collection', 'leaver',
        'kept_out')
$$;

-- The number of a past is its minute, so that a backup that is put back twice, a minute apart,
-- begins two: counted on from what the backup holds, both would be the same, and machines would
-- take the second for a record that was altered.
CREATE OR REPLACE FUNCTION desk.restored(p_desk text) RETURNS int LANGUAGE sql AS $$
    SELECT desk.shut();
    UPDATE desk.desk SET healing_until = now() + interval '30 days',
        epoch = greatest(epoch + 1, floor(extract(epoch FROM now()) / 60)::int)
        WHERE id = p_desk RETURNING epoch;
$$;

RESET ROLE;
