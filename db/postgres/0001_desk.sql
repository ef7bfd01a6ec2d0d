-- A server for shared desks, PostgreSQL 15 or newer (see db/README.md and docs/shared-desk.md).
--
-- Members have no right to any table: they may call the functions of schema api, nothing else.
-- Row-level security under them is the second wall; either one holds alone. Every key leads with
-- the desk, so that a table can be split by desk later.
--
-- Run as a login that may create roles and owns this database; it need not be a superuser.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'jointdesk_owner') THEN
        CREATE ROLE jointdesk_owner NOLOGIN NOBYPASSRLS;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'jointdesk_member') THEN
        CREATE ROLE jointdesk_member NOLOGIN;
    END IF;
    EXECUTE format('GRANT jointdesk_owner TO %I', current_user);
    -- No temporary tables either: one could stand before a table of ours.
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO jointdesk_member', current_database());
    EXECUTE format('GRANT CREATE ON DATABASE %I TO jointdesk_owner', current_database());
END
$$;
REVOKE ALL ON SCHEMA public FROM PUBLIC;

SET ROLE jointdesk_owner;
CREATE SCHEMA desk;
CREATE SCHEMA api;
GRANT USAGE ON SCHEMA api TO jointdesk_member;
ALTER DEFAULT PRIVILEGES FOR ROLE jointdesk_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- WHAT IS KEPT

-- Which files of db/postgres this database has had.
CREATE TABLE desk.migration (
    number int PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now()
);

-- `epoch` is one more after the server was put back from a backup; until `healing_until` members
-- then bring back what it lost of others. `founded_at` is when the director had uploaded what the
-- desk's file held before.
CREATE TABLE desk.desk (
    id text PRIMARY KEY,
    name text NOT NULL,
    zone text NOT NULL,
    epoch int NOT NULL DEFAULT 1,
    healing_until timestamptz,
    oldest_protocol int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    founded_at timestamptz
);

-- One login for each person: `role` is its name. `until` is the last moment of a leaver who may
-- still send what is not here yet, and reads nothing more.
CREATE TABLE desk.person (
    desk_id text NOT NULL REFERENCES desk.desk,
    id text NOT NULL,
    role name NOT NULL UNIQUE,
    name text NOT NULL,
    is_director boolean NOT NULL,
    state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'leaving', 'revoked')),
    until timestamptz,
    PRIMARY KEY (desk_id, id)
);

CREATE TABLE desk.device (
    desk_id text NOT NULL,
    id text NOT NULL,
    person_id text NOT NULL,
    protocol int NOT NULL,
    app text NOT NULL,
    first_seen timestamptz NOT NULL DEFAULT now(),
    last_seen timestamptz NOT NULL DEFAULT now(),
    is_revoked boolean NOT NULL DEFAULT false,
    PRIMARY KEY (desk_id, id),
    FOREIGN KEY (desk_id, person_id) REFERENCES desk.person
);

-- `head` is the number of the last change, `head_hash` ties it to all before, `latest` is the
-- latest clock in it. `channel` is where members are woken: its name cannot be guessed.
CREATE TABLE desk.stream (
    desk_id text NOT NULL REFERENCES desk.desk,
    id text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('shared', 'org', 'director')),
    org_id text NOT NULL DEFAULT '',
    head bigint NOT NULL DEFAULT 0,
    head_hash bytea NOT NULL DEFAULT '\x0000000000000000000000000000000000000000000000000000000000000000',
    latest bigint NOT NULL DEFAULT 0,
    channel text NOT NULL DEFAULT 'jointdesk_' || replace(gen_random_uuid()::text, '-', ''),
    PRIMARY KEY (desk_id, id),
    UNIQUE (desk_id, kind, org_id)
);

CREATE TABLE desk.member (
    desk_id text NOT NULL,
    stream_id text NOT NULL,
    person_id text NOT NULL,
    PRIMARY KEY (desk_id, stream_id, person_id),
    FOREIGN KEY (desk_id, stream_id) REFERENCES desk.stream,
    FOREIGN KEY (desk_id, person_id) REFERENCES desk.person
);

-- How far each device's own chain of changes in a stream goes: the only word on what has arrived.
CREATE TABLE desk.writer (
    desk_id text NOT NULL,
    stream_id text NOT NULL,
    device text NOT NULL,
    n bigint NOT NULL,
    chain_hash bytea NOT NULL,
    PRIMARY KEY (desk_id, stream_id, device)
);

-- A change as its author's machine made it, in the order in which it arrived: `seq` has no gaps.
-- `uploader` and `received` are this server's word; `server_hash` ties both to all before.
CREATE TABLE desk.change (
    desk_id text NOT NULL,
    stream_id text NOT NULL,
    seq bigint NOT NULL,
    device text NOT NULL,
    n bigint NOT NULL,
    item_id text NOT NULL,
    item_type text NOT NULL,
    schema int NOT NULL,
    hlc bigint NOT NULL,
    author text NOT NULL,
    on_behalf_of text NOT NULL,
    body_hash bytea NOT NULL,
    chain_hash bytea NOT NULL,
    uploader text NOT NULL,
    how text NOT NULL CHECK (how IN ('own', 'founding', 'relay')),
    received timestamptz NOT NULL,
    server_hash bytea NOT NULL,
    PRIMARY KEY (desk_id, stream_id, seq),
    UNIQUE (desk_id, stream_id, device, n)
);

-- Apart from the change, so that it can be erased; the hash stays.
CREATE TABLE desk.payload (
    desk_id text NOT NULL,
    stream_id text NOT NULL,
    seq bigint NOT NULL,
    salt bytea NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (desk_id, stream_id, seq)
);

-- What administrators may want to know of who connected: never what they said.
CREATE TABLE desk.access (
    at timestamptz NOT NULL DEFAULT now(),
    desk_id text NOT NULL,
    person_id text NOT NULL,
    device text NOT NULL,
    what text NOT NULL
);
CREATE INDEX access_at ON desk.access (desk_id, at);

-- WHO ASKS

-- The login, or behind a pooler that sets roles the role that was set.
CREATE FUNCTION desk.me() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN current_setting('role') IN ('none', '', 'jointdesk_owner')
                THEN session_user::text ELSE current_setting('role') END
$$;

-- The caller's desk; nothing where the caller is nobody's member any more.
CREATE FUNCTION desk.my_desk() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT p.desk_id FROM desk.person p WHERE p.role = desk.me()
        AND (p.state = 'active' OR p.state = 'leaving' AND p.until > now())
$$;

-- The streams that the caller may read; `also_leaving` those that a leaver may still write to.
CREATE FUNCTION desk.my_streams(also_leaving boolean) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER ROWS 4 SET search_path = pg_catalog, pg_temp AS $$
    SELECT m.stream_id FROM desk.person p
        JOIN desk.member m ON m.desk_id = p.desk_id AND m.person_id = p.id
        WHERE p.role = desk.me()
        AND (p.state = 'active' OR also_leaving AND p.state = 'leaving' AND p.until > now())
$$;

-- THE SECOND WALL

ALTER TABLE desk.change ENABLE ROW LEVEL SECURITY;
ALTER TABLE desk.change FORCE ROW LEVEL SECURITY;
CREATE POLICY read ON desk.change FOR SELECT USING (
    desk_id = (SELECT desk.my_desk()) AND stream_id IN (SELECT desk.my_streams(true)));
CREATE POLICY write ON desk.change FOR INSERT WITH CHECK (
    desk_id = (SELECT desk.my_desk()) AND stream_id IN (SELECT desk.my_streams(true)));
ALTER TABLE desk.payload ENABLE ROW LEVEL SECURITY;
ALTER TABLE desk.payload FORCE ROW LEVEL SECURITY;
CREATE POLICY read ON desk.payload FOR SELECT USING (
    desk_id = (SELECT desk.my_desk()) AND stream_id IN (SELECT desk.my_streams(true)));
CREATE POLICY write ON desk.payload FOR INSERT WITH CHECK (
    desk_id = (SELECT desk.my_desk()) AND stream_id IN (SELECT desk.my_streams(true)));
CREATE POLICY erase ON desk.payload FOR DELETE USING (
    desk_id = (SELECT desk.my_desk()) AND stream_id IN (SELECT desk.my_streams(true)));

-- No policy lets anybody alter or remove a change; this holds against the owner as well.
CREATE FUNCTION desk.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE 'the change log is append-only' USING ERRCODE = 'JD009';
END
$$;
CREATE TRIGGER change_is_never_altered BEFORE UPDATE OR DELETE ON desk.change
    FOR EACH ROW EXECUTE FUNCTION desk.refuse();
CREATE TRIGGER change_is_never_cleared BEFORE TRUNCATE ON desk.change
    FOR EACH STATEMENT EXECUTE FUNCTION desk.refuse();
CREATE TRIGGER payload_is_never_altered BEFORE UPDATE ON desk.payload
    FOR EACH ROW EXECUTE FUNCTION desk.refuse();

-- HASHES, as domain/changes.py and docs/evidence.md have them

-- The canonical JSON array of a change's header.
CREATE FUNCTION desk.header(
    stream_id text, device text, n bigint, item_id text, item_type text, schema int, hlc bigint,
    author text, on_behalf_of text
) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT concat('[', to_json(stream_id), ',', to_json(device), ',', n, ',', to_json(item_id),
                  ',', to_json(item_type), ',', schema, ',', hlc, ',', to_json(author), ',',
                  to_json(on_behalf_of), ']')
$$;

-- Ties a change's place, uploader and time on this server to all before.
CREATE FUNCTION desk.server_hash(
    previous bytea, seq bigint, uploader text, how text, received timestamptz, chain_hash bytea
) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(previous || convert_to(concat('[', seq, ',', to_json(uploader), ',',
        to_json(how), ',', (extract(epoch FROM received) * 1000000)::bigint, ']'), 'UTF8')
        || chain_hash)
$$;

-- WHAT MEMBERS MAY CALL
--
-- Refusals: JD000 no member, or no device of theirs; JD001 another change has that number;
-- JD002 a number was left out; JD003 the clock is ahead; JD005 a hash is wrong; JD006 no such
-- stream (not there, or not theirs: one answer); JD007 the program is too old; JD008 not theirs
-- to say; JD010 too large.

-- Say who one is and learn how far everything is.
CREATE FUNCTION api.hello(p_device text, p_protocol int, p_app text) RETURNS jsonb
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
    INSERT INTO desk.device AS v (desk_id, id, person_id, protocol, app)
        VALUES (p.desk_id, left(p_device, 64), p.id, p_protocol, left(p_app, 64))
        ON CONFLICT (desk_id, id) DO UPDATE
        SET protocol = excluded.protocol, app = excluded.app, last_seen = now();
    INSERT INTO desk.access (desk_id, person_id, device, what)
        VALUES (p.desk_id, p.id, p_device, 'hello');
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

-- Add changes. A batch is one transaction; what is here already is passed over if it is equal.
--
-- Each is {s: stream, n, i: item id, t: item type, v: schema, h: hlc, a: author, o: on behalf of,
-- w: chain hash, k: salt, b: body, m: hash of a body that was erased}, hashes in hexadecimal.
-- `p_how`: 'own'; 
-- 'founding' for the director's upload of what the desk's file held, whoever wrote it; 'relay' for
-- another device's changes that a server put back from a backup has lost.
CREATE FUNCTION api.push(p_device text, p_batch jsonb, p_how text DEFAULT 'own') RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off AS $$
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
            IF length(r.body) > 4000000 OR length(r.item_id) > 400 OR length(r.item_type) > 64 THEN
                RAISE 'a change is too large' USING ERRCODE = 'JD010';
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
            IF r.body IS NOT NULL THEN
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

-- Erase the payloads that an erasure names, as "device/n"; the changes and their hashes stay.
CREATE FUNCTION desk.erase(p_desk text, p_stream text, p_body text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM desk.payload y USING desk.change c
        WHERE c.desk_id = p_desk AND c.stream_id = p_stream
        AND y.desk_id = p_desk AND y.stream_id = p_stream AND y.seq = c.seq
        AND (c.device, c.n) IN (
            SELECT split_part(dot, '/', 1), split_part(dot, '/', 2)::bigint
            FROM jsonb_array_elements_text(p_body::jsonb -> 'set' -> 'dots') dot
            WHERE dot ~ '^[^/]+/[0-9]{1,18}$')
        AND c.item_type <> 'erasure';
END
$$;

-- The founding upload is whole: from now on everybody speaks for themselves.
CREATE FUNCTION api.found() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE desk.desk k SET founded_at = now() FROM desk.person p
        WHERE p.role = desk.me() AND p.is_director AND p.state = 'active'
        AND k.id = p.desk_id AND k.founded_at IS NULL;
END
$$;

-- The changes after those numbers, of each stream that the caller may read, in order.
CREATE FUNCTION api.pull(p_device text, p_after jsonb, p_limit int DEFAULT 1000) RETURNS TABLE (
    stream_id text, seq bigint, device text, n bigint, item_id text, item_type text, schema int,
    hlc bigint, author text, on_behalf_of text, body_hash bytea, chain_hash bytea, uploader text,
    how text, received_us bigint, server_hash bytea, salt bytea, body text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off AS $$
#variable_conflict use_column
DECLARE
    k text := desk.my_desk();
    sid text;
    -- A plain number: what is taken out of JSON within the query could not use the index.
    after bigint;
    page int := least(p_limit, 5000);
BEGIN
    PERFORM FROM desk.device v JOIN desk.person p ON p.desk_id = v.desk_id AND p.id = v.person_id
        WHERE v.desk_id = k AND v.id = p_device AND NOT v.is_revoked AND p.role = desk.me()
        AND p.state = 'active';
    IF NOT FOUND THEN
        RAISE 'no device of this member' USING ERRCODE = 'JD000';
    END IF;
    FOR sid IN SELECT m FROM desk.my_streams(false) m ORDER BY 1 LOOP
        after := coalesce((p_after ->> sid)::bigint, 0);
        RETURN QUERY
            SELECT c.stream_id, c.seq, c.device, c.n, c.item_id, c.item_type, c.schema, c.hlc,
                c.author, c.on_behalf_of, c.body_hash, c.chain_hash, c.uploader, c.how,
                (extract(epoch FROM c.received) * 1000000)::bigint, c.server_hash, y.salt, y.body
            -- Looked up one by one: a planner without figures would join every row with every other.
            FROM desk.change c LEFT JOIN LATERAL (
                SELECT p.salt, p.body FROM desk.payload p
                WHERE p.desk_id = k AND p.stream_id = sid AND p.seq = c.seq OFFSET 0) y ON true
            WHERE c.desk_id = k AND c.stream_id = sid AND c.seq > after AND c.seq <= after + page
            ORDER BY c.seq;
    END LOOP;
END
$$;

-- The hash at a number of a stream: how a client sees that the server's past is the one it knew.
CREATE FUNCTION api.hash_at(p_stream text, p_seq bigint) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.server_hash FROM desk.change c WHERE c.desk_id = desk.my_desk()
        AND c.stream_id = p_stream AND c.seq = p_seq
        AND c.stream_id IN (SELECT desk.my_streams(true))
$$;

-- Wake the members of streams. Never within `push`: NOTIFY locks the whole database for the
-- length of its commit. The caller's transaction need not wait for the disk.
CREATE FUNCTION api.poke(p_streams text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT pg_notify(s.channel, '') FROM desk.stream s WHERE s.desk_id = desk.my_desk()
        AND s.id = ANY (p_streams) AND s.id IN (SELECT desk.my_streams(true))
$$;

-- Let somebody go, by the director: for so many days they may still send what they wrote, then
-- nothing. What they said stays.
CREATE FUNCTION api.revoke(p_person text, p_days int DEFAULT 0) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    p desk.person;
BEGIN
    SELECT * INTO p FROM desk.person WHERE role = desk.me() AND state = 'active';
    IF NOT FOUND OR NOT p.is_director OR p.id = p_person THEN
        RAISE 'the director''s to do, and of another person' USING ERRCODE = 'JD008';
    END IF;
    UPDATE desk.person q SET state = CASE WHEN p_days > 0 THEN 'leaving' ELSE 'revoked' END,
        until = now() + make_interval(days => p_days)
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

-- WHAT ONLY ADMINISTRATORS CALL

-- After this server was put back from a backup: its members see that its past is another one, and
-- for thirty days bring back what it lost, also of those who are away.
CREATE FUNCTION desk.restored(p_desk text) RETURNS int LANGUAGE sql AS $$
    UPDATE desk.desk SET epoch = epoch + 1, healing_until = now() + interval '30 days'
        WHERE id = p_desk RETURNING epoch
$$;

GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA api TO jointdesk_member;
RESET ROLE;
