-- Winding one desk up, and what must not cost more as desks, their logs and their devices grow.

SET ROLE jointdesk_owner;

-- WINDING UP

-- The desk that is being removed, for the length of that transaction: nobody else ever sees a row.
CREATE TABLE desk.removal (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    desk_id text NOT NULL
);

-- The log is append-only but for a desk that is removed whole.
CREATE OR REPLACE FUNCTION desk.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT FROM desk.removal r WHERE r.desk_id = OLD.desk_id) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE 'the change log is append-only' USING ERRCODE = 'JD009';
END
$$;
CREATE POLICY removal ON desk.change FOR DELETE
    USING (desk_id = (SELECT r.desk_id FROM desk.removal r));
CREATE POLICY removal ON desk.payload FOR DELETE
    USING (desk_id = (SELECT r.desk_id FROM desk.removal r));
-- To find what is to be deleted it must be seen.
CREATE POLICY removal_reads ON desk.change FOR SELECT
    USING (desk_id = (SELECT r.desk_id FROM desk.removal r));
CREATE POLICY removal_reads ON desk.payload FOR SELECT
    USING (desk_id = (SELECT r.desk_id FROM desk.removal r));

-- Remove one desk with all that was said on it, for good, and return its logins, which are then to
-- be dropped. The name is asked for so that it cannot be the wrong one. For administrators.
CREATE FUNCTION desk.remove(p_desk text, p_name text) RETURNS SETOF name
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    logins name[];
BEGIN
    PERFORM FROM desk.desk k WHERE k.id = p_desk AND k.name = p_name FOR UPDATE;
    IF NOT FOUND THEN
        RAISE 'no desk of that number has that name' USING ERRCODE = 'JD006';
    END IF;
    -- Whoever is in the middle of sending ends first; whoever comes later finds no desk.
    PERFORM FROM desk.person p WHERE p.desk_id = p_desk ORDER BY p.id FOR UPDATE;
    PERFORM FROM desk.stream s WHERE s.desk_id = p_desk ORDER BY s.id FOR UPDATE;
    logins := ARRAY(SELECT p.role FROM desk.person p WHERE p.desk_id = p_desk);
    INSERT INTO desk.removal (desk_id) VALUES (p_desk);
    DELETE FROM desk.payload y WHERE y.desk_id = p_desk;
    DELETE FROM desk.change c WHERE c.desk_id = p_desk;
    DELETE FROM desk.writer w WHERE w.desk_id = p_desk;
    DELETE FROM desk.access a WHERE a.desk_id = p_desk;
    DELETE FROM desk.member m WHERE m.desk_id = p_desk;
    DELETE FROM desk.device v WHERE v.desk_id = p_desk;
    DELETE FROM desk.stream s WHERE s.desk_id = p_desk;
    DELETE FROM desk.person p WHERE p.desk_id = p_desk;
    DELETE FROM desk.desk k WHERE k.id = p_desk;
    DELETE FROM desk.removal;
    RETURN QUERY SELECT unnest(logins);
END
$$;

-- AFTER A BACKUP

-- Shut the database to everybody but members, as it was when it was made: a backup may not hold
-- that. No temporary tables either: one could stand before a table of ours.
CREATE FUNCTION desk.shut() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO jointdesk_member', current_database());
    EXECUTE format('GRANT CREATE ON DATABASE %I TO jointdesk_owner', current_database());
END
$$;

CREATE OR REPLACE FUNCTION desk.restored(p_desk text) RETURNS int LANGUAGE sql AS $$
    SELECT desk.shut();
    UPDATE desk.desk SET epoch = epoch + 1, healing_until = now() + interval '30 days'
        WHERE id = p_desk RETURNING epoch;
$$;

-- WHAT STAYS FLAT

-- Note that a device was here: once an hour, for ninety days. A greeting every half minute would
-- otherwise write as much as all that people say.
CREATE FUNCTION desk.note_access(
    p_desk text, p_person text, p_device text, p_protocol int, p_app text
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM desk.device v WHERE v.desk_id = p_desk AND v.id = p_device
        AND v.protocol = p_protocol AND v.app = p_app AND v.last_seen >= date_trunc('hour', now());
    IF FOUND THEN
        RETURN;
    END IF;
    INSERT INTO desk.device AS v (desk_id, id, person_id, protocol, app)
        VALUES (p_desk, p_device, p_person, p_protocol, p_app)
        ON CONFLICT (desk_id, id) DO UPDATE
        SET protocol = excluded.protocol, app = excluded.app, last_seen = now();
    INSERT INTO desk.access (desk_id, person_id, device, what)
        VALUES (p_desk, p_person, p_device, 'hello');
    DELETE FROM desk.access a WHERE a.desk_id = p_desk AND a.at < now() - interval '90 days';
END
$$;

CREATE OR REPLACE FUNCTION api.hello(p_device text, p_protocol int, p_app text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    p desk.person;
    k desk.desk;
    d desk.device;
BEGIN
    SELECT * INTO p FROM desk.person WHERE role = desk.me() AND desk_id = desk.my_desk();
    IF NOT FOUND THEN
        RAISE 'no member of a desk' USING ERRCODE = 'JD000';
    END IF;
    SELECT * INTO k FROM desk.desk WHERE id = p.desk_id;
    IF p_protocol < k.oldest_protocol THEN
        RAISE 'the program is too old' USING ERRCODE = 'JD007';
    END IF;
    SELECT * INTO d FROM desk.device WHERE desk_id = p.desk_id AND id = p_device;
    IF FOUND AND (d.person_id <> p.id OR d.is_revoked) THEN
        RAISE 'no device of this member' USING ERRCODE = 'JD000';
    END IF;
    PERFORM desk.note_access(p.desk_id, p.id, left(p_device, 64), p_protocol, left(p_app, 64));
    RETURN jsonb_build_object(
        'desk', k.id, 'name', k.name, 'zone', k.zone, 'epoch', k.epoch, 'person', p.id,
        'state', p.state, 'is_director', p.is_director, 'is_founded', k.founded_at IS NOT NULL,
        'is_healing', coalesce(k.healing_until > now(), false),
        'now_ms', (extract(epoch FROM clock_timestamp()) * 1000)::bigint,
        'streams', (
            SELECT coalesce(jsonb_agg(jsonb_build_object(
                'id', s.id, 'kind', s.kind, 'org_id', s.org_id, 'head', s.head,
                'head_hash', encode(s.head_hash, 'hex'), 'channel', s.channel,
                'writers', (
                    SELECT coalesce(jsonb_object_agg(
                        w.device, jsonb_build_array(w.n, encode(w.chain_hash, 'hex'))), '{}')
                    FROM desk.writer w WHERE w.desk_id = s.desk_id AND w.stream_id = s.id)
            ) ORDER BY s.id), '[]')
            FROM desk.stream s
            WHERE s.desk_id = p.desk_id AND s.id IN (SELECT desk.my_streams(true))));
END
$$;

-- The founding upload is whole: from now on everybody speaks for themselves. And the planner gets
-- its first figures: without any it takes all indexes of a table for equally good.
CREATE OR REPLACE FUNCTION api.found() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE desk.desk k SET founded_at = now() FROM desk.person p
        WHERE p.role = desk.me() AND p.is_director AND p.state = 'active'
        AND k.id = p.desk_id AND k.founded_at IS NULL;
    IF FOUND THEN
        ANALYZE desk.change, desk.payload, desk.writer;
    END IF;
END
$$;

-- A connection keeps the plans that it made while the tables were small, when reading all of one
-- looked cheapest; row by row that is a minute for a first calendar.
ALTER FUNCTION api.pull(text, jsonb, int) SET enable_seqscan = off;
ALTER FUNCTION api.push(text, jsonb, text) SET enable_seqscan = off;

-- Erase the payloads that an erasure names, as "device/n"; the changes and their hashes stay. Each
-- is looked up by its number: a join reads the whole stream.
CREATE OR REPLACE FUNCTION desk.erase(p_desk text, p_stream text, p_body text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    named bigint[];
BEGIN
    named := ARRAY(
        SELECT c.seq FROM jsonb_array_elements_text(p_body::jsonb -> 'set' -> 'dots') dot
        CROSS JOIN LATERAL (
            SELECT g.seq FROM desk.change g
            WHERE g.desk_id = p_desk AND g.stream_id = p_stream
            AND g.device = split_part(dot, '/', 1) AND g.n = split_part(dot, '/', 2)::bigint
            AND g.item_type <> 'erasure' OFFSET 0) c
        WHERE dot ~ '^[^/]+/[0-9]{1,18}$');
    DELETE FROM desk.payload y
        WHERE y.desk_id = p_desk AND y.stream_id = p_stream AND y.seq = ANY (named);
END
$$;

RESET ROLE;
