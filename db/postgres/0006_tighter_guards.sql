-- Guards drawn tighter: what an erasure reaches, what somebody may who was let go, which clocks and
-- which devices are taken, how much a page holds, and what is private in any language.

SET ROLE jointdesk_owner;

-- WHAT ERASURES REACH
--
-- The desk itself, its people, seats, organisations and calendars are never kept to one
-- organisation, so nothing erases them; LASTING of jointdesk/store/erasures.py says the same.

CREATE FUNCTION desk.is_lasting(p_type text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT p_type IN ('erasure', 'desk', 'person', 'seat', 'organisation', 'collection')
$$;

-- Erase the payloads that an erasure names; the changes and their hashes stay. Each is looked up
-- by its number: a join reads the whole stream. That is read only where something in it was said
-- again, by a device whose name says so (domain/heirs.py). An erasure of an older program names
-- no hashes.
CREATE OR REPLACE FUNCTION desk.erase(p_desk text, p_stream text, p_body text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    said jsonb := p_body::jsonb -> 'set';
    hashes bytea[];
    named bigint[];
BEGIN
    hashes := ARRAY(
        SELECT decode(h, 'hex') FROM jsonb_array_elements_text(said -> 'hashes') h
        WHERE h ~ '^[0-9a-f]{64}$');
    named := ARRAY(
        SELECT c.seq FROM jsonb_array_elements_text(said -> 'dots') dot
        CROSS JOIN LATERAL (
            SELECT g.seq, g.body_hash FROM desk.change g
            WHERE g.desk_id = p_desk AND g.stream_id = p_stream
            AND g.device = split_part(dot, '/', 1) AND g.n = split_part(dot, '/', 2)::bigint
            AND NOT desk.is_lasting(g.item_type) OFFSET 0) c
        WHERE dot ~ '^[^/]+/[0-9]{1,18}$'
        AND (NOT said ? 'hashes' OR c.body_hash = ANY (hashes)));
    IF EXISTS (SELECT FROM desk.writer w WHERE w.desk_id = p_desk AND w.stream_id = p_stream
               AND strpos(w.device, '~') > 0) THEN
        named := named || ARRAY(
            SELECT c.seq FROM desk.change c WHERE c.desk_id = p_desk AND c.stream_id = p_stream
            AND NOT desk.is_lasting(c.item_type) AND c.body_hash = ANY (hashes));
    END IF;
    INSERT INTO desk.erased SELECT p_desk, p_stream, h FROM unnest(hashes) h ON CONFLICT DO NOTHING;
    DELETE FROM desk.payload y
        WHERE y.desk_id = p_desk AND y.stream_id = p_stream AND y.seq = ANY (named);
END
$$;

-- What was erased and is brought again, by somebody who had not heard, comes without its words.
-- Its hash is computed again: looking it up, a planner without figures would read the whole stream.
CREATE OR REPLACE FUNCTION desk.keep_erased() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    r record;
BEGIN
    FOR r IN SELECT f.desk_id, f.stream_id, f.seq FROM fresh f JOIN desk.erased e
             ON e.desk_id = f.desk_id AND e.stream_id = f.stream_id
             AND e.body_hash = sha256(f.salt || convert_to(f.body, 'UTF8')) LOOP
        DELETE FROM desk.payload y
            WHERE y.desk_id = r.desk_id AND y.stream_id = r.stream_id AND y.seq = r.seq
            AND NOT EXISTS (SELECT FROM desk.change c WHERE c.desk_id = r.desk_id
                AND c.stream_id = r.stream_id AND c.seq = r.seq
                AND desk.is_lasting(c.item_type));
    END LOOP;
    RETURN NULL;
END
$$;

-- WHO WAS LET GO

-- When somebody was let go last: while they are, they read nothing of what came after.
ALTER TABLE desk.person ADD COLUMN let_go_at timestamptz;
UPDATE desk.person SET let_go_at = now() WHERE state <> 'active';

-- Let somebody go, by the director: for so many days they may still send what they wrote, then
-- nothing. What they said stays.
CREATE OR REPLACE FUNCTION api.revoke(p_person text, p_days int DEFAULT 0) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    p desk.person;
BEGIN
    SELECT * INTO p FROM desk.person WHERE role = desk.me() AND state = 'active';
    IF NOT FOUND OR NOT p.is_director OR p.id = p_person THEN
        RAISE 'the director''s to do, and of another person' USING ERRCODE = 'JD008';
    END IF;
    UPDATE desk.person q SET state = CASE WHEN p_days > 0 THEN 'leaving' ELSE 'revoked' END,
        until = now() + make_interval(days => p_days), let_go_at = now()
        WHERE q.desk_id = p.desk_id AND q.id = p_person;
    IF NOT FOUND THEN
        RAISE 'no such person' USING ERRCODE = 'JD006';
    END IF;
    -- Whom they could wake, and be woken by, changes at once.
    UPDATE desk.stream s SET channel = 'jointdesk_' || replace(gen_random_uuid()::text, '-', '')
        WHERE s.desk_id = p.desk_id AND s.id IN (
            SELECT m.stream_id FROM desk.member m
            WHERE m.desk_id = p.desk_id AND m.person_id = p_person);
    IF p_days <= 0 THEN
        UPDATE desk.device v SET is_revoked = true
            WHERE v.desk_id = p.desk_id AND v.person_id = p_person;
        DELETE FROM desk.member m WHERE m.desk_id = p.desk_id AND m.person_id = p_person;
    END IF;
    INSERT INTO desk.access (desk_id, person_id, device, what)
        VALUES (p.desk_id, p.id, '', 'revoked ' || p_person);
END
$$;

-- The hash at a number of a stream: how a client sees that the server's past is the one it knew.
-- Who was let go asks about what they could read: else they would learn how much is said since.
-- What came while they were let go they may have fetched just before: a minute more.
CREATE OR REPLACE FUNCTION api.hash_at(p_stream text, p_seq bigint) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.server_hash FROM desk.change c WHERE c.desk_id = desk.my_desk()
        AND c.stream_id = p_stream AND c.seq = p_seq
        AND c.stream_id IN (SELECT desk.my_streams(true))
        AND (c.stream_id IN (SELECT desk.my_streams(false)) OR c.received <= (
            SELECT p.let_go_at + interval '1 minute' FROM desk.person p WHERE p.role = desk.me()))
$$;

-- WHO GREETS

-- Whether a device that is not registered, as after a backup was put back, is known as somebody
-- else's: they brought what it said, or wrote it. What the desk's file held before it was shared
-- is by many authors, and the director's.
CREATE FUNCTION desk.is_another_s(p desk.person, p_device text) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM desk.stream s JOIN desk.change c
            ON c.desk_id = s.desk_id AND c.stream_id = s.id AND c.device = p_device
        WHERE s.desk_id = p.desk_id AND CASE c.how
            WHEN 'own' THEN c.uploader <> p.id
            ELSE NOT p.is_director AND c.author NOT IN (p.id, '') END)
$$;

-- Say who one is and learn how far everything is. Who was let go learns of their own devices only,
-- and a channel on which nobody calls.
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
    IF FOUND AND (d.person_id <> p.id OR d.is_revoked)
            OR NOT FOUND AND (length(p_device) > 64 OR desk.is_another_s(p, p_device)) THEN
        RAISE 'no device of this member' USING ERRCODE = 'JD000';
    END IF;
    PERFORM desk.note_access(p.desk_id, p.id, p_device, p_protocol, left(p_app, 64));
    RETURN jsonb_build_object(
        'desk', k.id, 'name', k.name, 'zone', k.zone, 'epoch', k.epoch, 'person', p.id,
        'state', p.state, 'is_director', p.is_director, 'is_founded', k.founded_at IS NOT NULL,
        'is_healing', coalesce(k.healing_until > now(), false),
        'now_ms', (extract(epoch FROM clock_timestamp()) * 1000)::bigint,
        'streams', (
            SELECT coalesce(jsonb_agg(jsonb_build_object(
                'id', s.id, 'kind', s.kind, 'org_id', s.org_id,
                'head', CASE WHEN p.state = 'active' THEN s.head ELSE 0 END,
                'head_hash', CASE WHEN p.state = 'active' THEN encode(s.head_hash, 'hex')
                    ELSE repeat('00', 32) END,
                'channel', CASE WHEN p.state = 'active' THEN s.channel
                    ELSE 'jointdesk_' || md5(p.role || s.id) END,
                'writers', (
                    SELECT coalesce(jsonb_object_agg(
                        w.device, jsonb_build_array(w.n, encode(w.chain_hash, 'hex'))), '{}')
                    FROM desk.writer w WHERE w.desk_id = s.desk_id AND w.stream_id = s.id
                    AND (p.state = 'active' OR w.device IN (
                        SELECT v.id FROM desk.device v
                        WHERE v.desk_id = p.desk_id AND v.person_id = p.id)))
            ) ORDER BY s.id), '[]')
            FROM desk.stream s
            WHERE s.desk_id = p.desk_id AND s.id IN (SELECT desk.my_streams(true))));
END
$$;

-- WHAT IS TAKEN

-- Add changes. A batch is one transaction; what is here already is passed over if it is equal.
--
-- Each is {s: stream, n, i: item id, t: item type, v: schema, h: hlc, a: author, o: on behalf of,
-- w: chain hash, k: salt, b: body, m: hash of a body that was erased}, hashes in hexadecimal.
-- `p_how`: 'own'; 'founding' for the director's upload of what the desk's file held, whoever wrote
-- it; 'relay' for another device's changes that a server put back from a backup has lost.
--
-- An erasure of somebody who was let go is taken without its words: it erases nothing, on no
-- machine, and what they wrote after it comes as well.
CREATE OR REPLACE FUNCTION api.push(p_device text, p_batch jsonb, p_how text DEFAULT 'own')
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off
SET enable_seqscan = off AS $$
DECLARE
    p desk.person;
    s desk.stream;
    w desk.writer;
    r record;
    stored bytea;
    stream_ids text[];
    now_ms bigint;
    latest_ms bigint;
    ts timestamptz;
    hash_of_body bytea;
    chained bytea;
    changes desk.change[];
    payloads desk.payload[];
    erasures text[];
    erased text;
    touched text[] := '{}';
    arrived jsonb := '{}';
BEGIN
    SELECT * INTO p FROM desk.person WHERE role = desk.me() AND desk_id = desk.my_desk();
    IF NOT FOUND THEN
        RAISE 'no member of a desk' USING ERRCODE = 'JD000';
    END IF;
    IF p_how = 'own' THEN
        PERFORM FROM desk.device v WHERE v.desk_id = p.desk_id AND v.id = p_device
            AND v.person_id = p.id AND NOT v.is_revoked;
        IF NOT FOUND THEN
            RAISE 'no device of this member' USING ERRCODE = 'JD000';
        END IF;
    ELSIF p_how = 'founding' THEN
        PERFORM FROM desk.desk k WHERE k.id = p.desk_id AND k.founded_at IS NULL FOR UPDATE;
        IF NOT FOUND OR NOT p.is_director THEN
            RAISE 'the desk is founded already' USING ERRCODE = 'JD008';
        END IF;
    ELSIF p_how <> 'relay' OR p.state <> 'active' OR NOT EXISTS (
            SELECT FROM desk.desk k WHERE k.id = p.desk_id AND k.healing_until > now()) THEN
        RAISE 'nothing is to be brought back' USING ERRCODE = 'JD008';
    END IF;
    IF jsonb_array_length(p_batch) > 5000 THEN
        RAISE 'more than 5,000 changes at once' USING ERRCODE = 'JD010';
    END IF;
    stream_ids := ARRAY(SELECT DISTINCT x ->> 's' FROM jsonb_array_elements(p_batch) x ORDER BY 1);
    IF EXISTS (SELECT FROM unnest(stream_ids) u(id)
               WHERE u.id IS NULL OR u.id NOT IN (SELECT desk.my_streams(true))) THEN
        RAISE 'no such stream' USING ERRCODE = 'JD006';
    END IF;
    -- The only lock, in one order and held to the commit: numbers are in the order of commits,
    -- without gaps, and nobody outside can see or take it.
    PERFORM FROM desk.stream t WHERE t.desk_id = p.desk_id AND t.id = ANY (stream_ids)
        ORDER BY t.id FOR UPDATE;
    ts := clock_timestamp();
    now_ms := (extract(epoch FROM ts) * 1000)::bigint;
    -- Nobody can write earlier than what they have read, so what is here already is allowed for.
    SELECT greatest(now_ms, max(t.latest >> 16)) + 60000 INTO latest_ms
        FROM desk.stream t WHERE t.desk_id = p.desk_id;
    FOR s IN SELECT * FROM desk.stream t
             WHERE t.desk_id = p.desk_id AND t.id = ANY (stream_ids) ORDER BY t.id LOOP
        SELECT * INTO w FROM desk.writer v
            WHERE v.desk_id = p.desk_id AND v.stream_id = s.id AND v.device = p_device;
        IF NOT FOUND THEN
            w := ROW(p.desk_id, s.id, p_device, 0, decode(repeat('00', 32), 'hex'));
        END IF;
        changes := '{}';
        payloads := '{}';
        erasures := '{}';
        FOR r IN
            SELECT (x ->> 'n')::bigint AS n, x ->> 'i' AS item_id, x ->> 't' AS item_type,
                (x ->> 'v')::int AS schema, (x ->> 'h')::bigint AS hlc, x ->> 'a' AS author,
                x ->> 'o' AS on_behalf_of, decode(x ->> 'w', 'hex') AS chain_hash,
                decode(x ->> 'k', 'hex') AS salt, x ->> 'b' AS body,
                decode(x ->> 'm', 'hex') AS body_hash
            FROM jsonb_array_elements(p_batch) x WHERE x ->> 's' = s.id ORDER BY 1
        LOOP
            IF r.n <= w.n THEN
                SELECT c.chain_hash INTO stored FROM desk.change c WHERE c.desk_id = p.desk_id
                    AND c.stream_id = s.id AND c.device = p_device AND c.n = r.n;
                IF stored IS DISTINCT FROM r.chain_hash THEN
                    RAISE 'another change has the number %', r.n USING ERRCODE = 'JD001';
                END IF;
                CONTINUE;
            ELSIF r.n > w.n + 1 THEN
                RAISE 'change % is missing', w.n + 1 USING ERRCODE = 'JD002';
            END IF;
            IF p_how = 'own' AND r.author NOT IN (p.id, '') THEN
                RAISE 'in another''s name' USING ERRCODE = 'JD008';
            END IF;
            IF p_how = 'own' AND (r.hlc >> 16) > latest_ms THEN
                RAISE 'the clock is ahead' USING ERRCODE = 'JD003', DETAIL = now_ms::text;
            END IF;
            IF length(r.body) > 4000000 OR length(r.item_id) > 400 OR length(r.item_type) > 64
                    -- Whatever is brought back, there is room for all that is said after it.
                    OR r.hlc NOT BETWEEN 0 AND (
                        CASE p_how WHEN 'own' THEN 1::bigint << 62 ELSE 1::bigint << 61 END) THEN
                RAISE 'a change is too large' USING ERRCODE = 'JD010',
                    DETAIL = left(r.item_type, 64) || ' ' || left(r.item_id, 64);
            END IF;
            hash_of_body := coalesce(sha256(r.salt || convert_to(r.body, 'UTF8')), r.body_hash);
            chained := sha256(w.chain_hash || convert_to(desk.header(s.id, p_device, r.n,
                r.item_id, r.item_type, r.schema, r.hlc, r.author, r.on_behalf_of), 'UTF8')
                || hash_of_body);
            IF chained IS NULL OR chained IS DISTINCT FROM r.chain_hash THEN
                RAISE 'the hash of change % is wrong', r.n USING ERRCODE = 'JD005';
            END IF;
            s.head := s.head + 1;
            s.latest := greatest(s.latest, r.hlc);
            s.head_hash := desk.server_hash(s.head_hash, s.head, p.id, p_how, ts, chained);
            changes := changes || ROW(
                p.desk_id, s.id, s.head, p_device, r.n, r.item_id, r.item_type, r.schema, r.hlc,
                r.author, r.on_behalf_of, hash_of_body, chained, p.id, p_how, ts, s.head_hash
            )::desk.change;
            IF r.body IS NOT NULL AND NOT (r.item_type = 'erasure' AND p.state <> 'active') THEN
                payloads := payloads || ROW(p.desk_id, s.id, s.head, r.salt, r.body)::desk.payload;
                IF r.item_type = 'erasure' THEN
                    erasures := erasures || r.body;
                END IF;
            END IF;
            w.n := r.n;
            w.chain_hash := chained;
        END LOOP;
        IF cardinality(changes) > 0 THEN
            -- At once: row-level security is judged for each statement.
            INSERT INTO desk.change SELECT * FROM unnest(changes);
            INSERT INTO desk.payload SELECT * FROM unnest(payloads);
            FOREACH erased IN ARRAY erasures LOOP
                PERFORM desk.erase(p.desk_id, s.id, erased);
            END LOOP;
            INSERT INTO desk.writer VALUES (p.desk_id, s.id, p_device, w.n, w.chain_hash)
                ON CONFLICT (desk_id, stream_id, device)
                DO UPDATE SET n = excluded.n, chain_hash = excluded.chain_hash;
            UPDATE desk.stream t
                SET head = s.head, head_hash = s.head_hash, latest = s.latest
                WHERE t.desk_id = p.desk_id AND t.id = s.id;
            touched := touched || s.id;
        END IF;
        arrived := arrived || jsonb_build_object(s.id, w.n);
    END LOOP;
    RETURN jsonb_build_object('arrived', arrived, 'touched', touched, 'now_ms', now_ms);
END
$$;

-- WHAT IS HANDED OUT

-- The changes after those numbers, of each stream that the caller may read, in order: at most
-- `p_limit` of a stream, and none after some 8 MB of bodies. Nothing means that there is no more.
CREATE OR REPLACE FUNCTION api.pull(p_device text, p_after jsonb, p_limit int DEFAULT 1000)
RETURNS TABLE (
    stream_id text, seq bigint, device text, n bigint, item_id text, item_type text, schema int,
    hlc bigint, author text, on_behalf_of text, body_hash bytea, chain_hash bytea, uploader text,
    how text, received_us bigint, server_hash bytea, salt bytea, body text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off
SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
    k text := desk.my_desk();
    sid text;
    -- A plain number: what is taken out of JSON within the query could not use the index.
    after bigint;
    page int := least(p_limit, 5000);
    last bigint;
    -- How many bytes of bodies there are, and how many more are handed out.
    size bigint;
    room bigint := 8000000;
BEGIN
    PERFORM FROM desk.device v JOIN desk.person p ON p.desk_id = v.desk_id AND p.id = v.person_id
        WHERE v.desk_id = k AND v.id = p_device AND NOT v.is_revoked AND p.role = desk.me()
        AND p.state = 'active';
    IF NOT FOUND THEN
        RAISE 'no device of this member' USING ERRCODE = 'JD000';
    END IF;
    FOR sid IN SELECT m FROM desk.my_streams(false) m ORDER BY 1 LOOP
        after := coalesce((p_after ->> sid)::bigint, 0);
        last := after + page;
        SELECT coalesce(sum(octet_length(p.body)), 0) INTO size FROM desk.payload p
            WHERE p.desk_id = k AND p.stream_id = sid AND p.seq > after AND p.seq <= last;
        IF size > room THEN
            SELECT max(e.seq) INTO last FROM (
                SELECT p.seq, sum(octet_length(p.body)) OVER (ORDER BY p.seq)
                    - octet_length(p.body) AS so_far FROM desk.payload p
                WHERE p.desk_id = k AND p.stream_id = sid AND p.seq > after AND p.seq <= last) e
                WHERE e.so_far < room;
        END IF;
        RETURN QUERY
            SELECT c.stream_id, c.seq, c.device, c.n, c.item_id, c.item_type, c.schema, c.hlc,
                c.author, c.on_behalf_of, c.body_hash, c.chain_hash, c.uploader, c.how,
                (extract(epoch FROM c.received) * 1000000)::bigint, c.server_hash, y.salt, y.body
            -- Looked up one by one: a planner without figures would join each row with each other.
            FROM desk.change c LEFT JOIN LATERAL (
                SELECT p.salt, p.body FROM desk.payload p
                WHERE p.desk_id = k AND p.stream_id = sid AND p.seq = c.seq OFFSET 0) y ON true
            WHERE c.desk_id = k AND c.stream_id = sid AND c.seq > after AND c.seq <= last
            ORDER BY c.seq;
        room := room - size;
        EXIT WHEN room <= 0;
    END LOOP;
END
$$;

-- WHAT IS PRIVATE

-- Whether a body holds calendar text that calls anything private, folded or not, in any case. A
-- second CLASS, and one in an alarm or a frame, count too: so does is_marked_private of
-- jointdesk/ical/marks.py, by which members choose the stream. Letters are ASCII's to both, in
-- whatever language the database is.
CREATE OR REPLACE FUNCTION desk.is_marked_private(p_body text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    said text;
BEGIN
    -- From JSON to lines; backslashes and quotes within texts become signs that mean nothing.
    said := replace(replace(p_body, '\\', chr(1)), '\"', chr(2));
    -- Nobody writes letters so but to hide them.
    IF said ~* '\\u00(?:[2-7]|0[9ad])' THEN
        RETURN true;
    END IF;
    said := replace(replace(replace(said, '\r', ''), '\t', chr(9)), '\n', chr(10));
    said := regexp_replace(said, E'\n[ \t]', '', 'g');
    RETURN EXISTS (
        SELECT FROM regexp_matches(said COLLATE "C",
            E'[\n"][ \t]*CLASS[ \t]*(?:;[^:\n"]*)?:([^\n"]*)', 'gi') one
        WHERE upper(btrim(one[1], E' \t') COLLATE "C") NOT IN ('', 'PUBLIC'))
    OR EXISTS (
        SELECT FROM regexp_matches(said COLLATE "C",
            E'[\n"][ \t]*X-MICROSOFT[A-Z-]*SENSITIVITY[ \t]*(?:;[^:\n"]*)?:([^\n"]*)', 'gi') one
        WHERE upper(btrim(one[1], E' \t') COLLATE "C") NOT IN ('', '0', 'NORMAL'));
END
$$;

RESET ROLE;
