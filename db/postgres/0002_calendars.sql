-- Calendars that the server carries: what of them is let through, and whose machine publishes one.
-- And who comes to a stream, or leaves it, after the desk was made.

SET ROLE jointdesk_owner;

-- WHAT IS LET THROUGH
--
-- Items of type "busy" are for those who may not know what the times are of: nothing is let
-- through but what jointdesk/ical/busy.py writes. Items of type "mirror" in the shared stream hold
-- components that everybody may read: none that its calendar calls private.

-- A date or time, and lists and periods of them.
CREATE FUNCTION desk.busy_line() RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT '^(?:'
        || '|(?:BEGIN|END):(?:VCALENDAR|VTIMEZONE|STANDARD|VEVENT)'
        || '|VERSION:2[.]0|PRODID:-//JointDesk//JointDesk//EN'
        || '|UID:[0-9A-Za-z-]{1,64}|CLASS:PRIVATE|TRANSP:(?:OPAQUE|TRANSPARENT)'
        || '|TZID:Z[0-9]{1,6}|TZOFFSET(?:FROM|TO):[+-][0-9]{4}(?:[0-9]{2})?'
        || '|DURATION:P[0-9]{1,6}D(?:T[0-9]{1,10}S)?'
        || '|(?:RRULE|EXRULE):FREQ=(?:YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY|MINUTELY|SECONDLY)'
        || '(?:;(?:INTERVAL|COUNT)=[0-9]{1,9}'
        || '|;UNTIL=[0-9]{8}(?:T[0-9]{6}Z?)?'
        || '|;BY(?:MONTH|WEEKNO|YEARDAY|MONTHDAY|HOUR|MINUTE|SECOND|SETPOS)'
        || '=-?[0-9]{1,3}(?:,-?[0-9]{1,3})*'
        || '|;BYDAY=(?:-?[0-9]{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)'
        || '(?:,(?:-?[0-9]{1,2})?(?:MO|TU|WE|TH|FR|SA|SU))*'
        || '|;WKST=(?:MO|TU|WE|TH|FR|SA|SU)|;RSCALE=GREGORIAN|;SKIP=(?:BACKWARD|FORWARD))*'
        || '|(?:DTSTART|DTEND|RDATE|EXDATE|RECURRENCE-ID(?:;RANGE=THISANDFUTURE)?)'
        || '(?:;TZID=Z[0-9]{1,6}|;VALUE=DATE|;VALUE=PERIOD)?'
        || ':[0-9]{8}(?:T[0-9]{6}Z?)?(?:[,/][0-9]{8}(?:T[0-9]{6}Z?)?)*'
        || ')$'
$$;

-- What a busy item's body says before its fields: numbers, and one label for all of them.
CREATE FUNCTION desk.busy_head() RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT '^[{]"action":"[0-9a-f]{1,32}","at":[0-9]{1,12}(?:,"automatic":true)?,"base":[{]'
        || '(?:,?"(?:_deleted|org|seen|text)":\[(?:,?"[0-9a-f~-]{1,80}/[0-9]{1,18}")*\])*'
        || '[}],"label":"Carried calendars","set":[{]$'
$$;

-- Whether the body of a busy item, as it is written, says nothing but times: an item may be taken
-- away, its organisation and its place among others named; its text is of allowed lines alone. The
-- item is called "busy:" and the id of its series, which is random.
CREATE FUNCTION desk.is_times_only(p_item text, p_body text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    head int := strpos(p_body, '"set":{') + 6;
    said text := substr(p_body, head + 1);
    lines text;
BEGIN
    IF p_item !~ '^busy:[0-9A-Za-z-]{1,64}$' OR left(p_body, head) !~ desk.busy_head() THEN
        RETURN false;
    END IF;
    said := regexp_replace(said, '^"_deleted":(?:true|false|null)(?:,|(?=[}]))', '');
    said := regexp_replace(said, '^"org":(?:"[0-9A-Za-z-]{1,64}"|null)(?:,|(?=[}]))', '');
    said := regexp_replace(said, '^"seen":(?:[0-9]{1,18}|null)(?:,|(?=[}]))', '');
    IF said IN ('}}', '"text":null}}') THEN
        RETURN true;
    END IF;
    IF left(said, 8) <> '"text":"' OR right(said, 3) <> '"}}' THEN
        RETURN false;
    END IF;
    -- As JSON writes them, line ends are four signs.
    lines := substr(said, 9, length(said) - 11);
    RETURN NOT EXISTS (
        SELECT FROM string_to_table(lines, '\r\n') line
        WHERE line !~ desk.busy_line() OR line LIKE 'UID:%' AND line <> 'UID:' || substr(p_item, 6));
END
$$;

-- Whether a body holds calendar text that calls anything private, folded or not, in any case. A
-- second CLASS, and one in an alarm or a frame, count too: so does is_marked_private of
-- jointdesk/ical/marks.py, by which members choose the stream.
CREATE FUNCTION desk.is_marked_private(p_body text) RETURNS boolean
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
        SELECT FROM regexp_matches(said,
            E'[\n"][ \t]*CLASS[ \t]*(?:;[^:\n"]*)?:([^\n"]*)', 'gi') one
        WHERE upper(btrim(one[1], E' \t')) NOT IN ('', 'PUBLIC'))
    OR EXISTS (
        SELECT FROM regexp_matches(said,
            E'[\n"][ \t]*X-MICROSOFT[A-Z-]*SENSITIVITY[ \t]*(?:;[^:\n"]*)?:([^\n"]*)', 'gi') one
        WHERE upper(btrim(one[1], E' \t')) NOT IN ('', '0', 'NORMAL'));
END
$$;

-- Refuse what must not get through, however it came: a member's own, founding, or brought back.
CREATE FUNCTION desk.refuse_unfit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    place record;
BEGIN
    FOR place IN SELECT y.desk_id, y.stream_id, min(y.seq) AS first, max(y.seq) AS last
                 FROM fresh y GROUP BY y.desk_id, y.stream_id LOOP
        -- One stretch of numbers: looked up one by one, a planner without figures would read the
        -- whole stream for each.
        PERFORM FROM (
            SELECT c.seq, c.item_id, c.item_type, c.author, c.on_behalf_of FROM desk.change c
            WHERE c.desk_id = place.desk_id AND c.stream_id = place.stream_id
            AND c.seq BETWEEN place.first AND place.last AND c.item_type IN ('busy', 'mirror')
            ORDER BY c.seq OFFSET 0) c
        JOIN fresh y ON y.stream_id = place.stream_id AND y.seq = c.seq
        JOIN desk.stream s ON s.desk_id = place.desk_id AND s.id = place.stream_id
        WHERE c.item_type = 'busy' AND NOT (
                desk.is_times_only(c.item_id, y.body)
                AND c.author ~ '^[0-9A-Za-z-]{0,64}$' AND c.on_behalf_of ~ '^[0-9A-Za-z-]{0,64}$')
            OR c.item_type = 'mirror' AND s.kind = 'shared' AND desk.is_marked_private(y.body);
        IF FOUND THEN
            RAISE 'more than everybody may know' USING ERRCODE = 'JD004';
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;
CREATE TRIGGER payload_is_fit AFTER INSERT ON desk.payload REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION desk.refuse_unfit();

-- WHOSE MACHINE PUBLISHES

-- A name is a collection's id, or "blocks". It is a device's until then, if it does not ask again.
CREATE TABLE desk.lease (
    desk_id text NOT NULL REFERENCES desk.desk ON DELETE CASCADE,
    name text NOT NULL,
    device text NOT NULL,
    until timestamptz NOT NULL,
    PRIMARY KEY (desk_id, name)
);

-- Ask for names, for a quarter of an hour; return those that this device now has. What it may say
-- of them is decided by streams: a lease only keeps two machines from saying the same.
CREATE FUNCTION api.lease(p_device text, p_names text[]) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    k text := desk.my_desk();
BEGIN
    PERFORM FROM desk.device v JOIN desk.person p ON p.desk_id = v.desk_id AND p.id = v.person_id
        WHERE v.desk_id = k AND v.id = p_device AND NOT v.is_revoked AND p.role = desk.me()
        AND p.state = 'active';
    IF NOT FOUND THEN
        RAISE 'no device of this member' USING ERRCODE = 'JD000';
    END IF;
    IF cardinality(p_names) > 1000
            OR EXISTS (SELECT FROM unnest(p_names) n WHERE n IS NULL OR length(n) > 100) THEN
        RAISE 'too many names at once' USING ERRCODE = 'JD010';
    END IF;
    DELETE FROM desk.lease l WHERE l.desk_id = k AND l.until < now() - interval '1 day';
    IF (SELECT count(*) FROM desk.lease l WHERE l.desk_id = k) > 10000 THEN
        RAISE 'too many names' USING ERRCODE = 'JD010';
    END IF;
    -- In one order, so that two who ask at once never wait for each other.
    INSERT INTO desk.lease AS l (desk_id, name, device, until)
        SELECT k, n, p_device, now() + interval '15 minutes'
        FROM (SELECT DISTINCT n FROM unnest(p_names) n ORDER BY n) asked
        ON CONFLICT (desk_id, name) DO UPDATE
        SET device = excluded.device, until = excluded.until
        WHERE l.device = excluded.device OR l.until <= now();
    RETURN ARRAY(
        SELECT l.name FROM desk.lease l WHERE l.desk_id = k AND l.device = p_device
        AND l.name = ANY (p_names) AND l.until > now() ORDER BY l.name);
END
$$;

-- WHO READS WHAT, AFTER THE DESK WAS MADE

-- The desk whose director calls; a refusal for everybody else.
CREATE FUNCTION desk.directed() RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    k text;
BEGIN
    SELECT p.desk_id INTO k FROM desk.person p
        WHERE p.role = desk.me() AND p.state = 'active' AND p.is_director;
    IF NOT FOUND THEN
        RAISE 'the director''s to do' USING ERRCODE = 'JD008';
    END IF;
    RETURN k;
END
$$;

-- Give an organisation that came since its stream; the director reads it. There already is fine.
CREATE FUNCTION api.add_stream(p_id text, p_org text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    k text := desk.directed();
BEGIN
    IF p_id IS NULL OR p_id !~ '^[0-9a-f-]{36}$' OR p_org IS NULL
            OR p_org !~ '^[0-9A-Za-z-]{1,64}$' THEN
        RAISE 'no stream of an organisation' USING ERRCODE = 'JD006';
    END IF;
    IF (SELECT count(*) FROM desk.stream s WHERE s.desk_id = k) >= 200 THEN
        RAISE 'more organisations than a desk has' USING ERRCODE = 'JD010';
    END IF;
    INSERT INTO desk.stream (desk_id, id, kind, org_id) VALUES (k, p_id, 'org', p_org)
        ON CONFLICT DO NOTHING;
    PERFORM FROM desk.stream s
        WHERE s.desk_id = k AND s.id = p_id AND s.kind = 'org' AND s.org_id = p_org;
    IF NOT FOUND THEN
        RAISE 'another stream than the one that is there' USING ERRCODE = 'JD006';
    END IF;
    INSERT INTO desk.member SELECT k, p_id, p.id FROM desk.person p
        WHERE p.desk_id = k AND p.is_director AND p.state = 'active' ON CONFLICT DO NOTHING;
END
$$;

-- Who has the desk besides the director, who reads all, and which streams each of them reads: the
-- director's to know.
CREATE FUNCTION api.members() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    k text := desk.directed();
BEGIN
    RETURN (SELECT coalesce(jsonb_object_agg(p.id, ARRAY(
            SELECT m.stream_id FROM desk.member m
            WHERE m.desk_id = k AND m.person_id = p.id ORDER BY 1)), '{}')
        FROM desk.person p
        WHERE p.desk_id = k AND p.state = 'active' AND NOT p.is_director);
END
$$;

-- Let a person who has the desk read these streams and no others; by the director, of others.
CREATE FUNCTION api.set_member(p_person text, p_streams text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    k text := desk.directed();
    lost text[];
BEGIN
    IF cardinality(p_streams) > 1000 THEN
        RAISE 'too many streams at once' USING ERRCODE = 'JD010';
    END IF;
    PERFORM FROM desk.person p
        WHERE p.desk_id = k AND p.id = p_person AND p.state = 'active' FOR UPDATE;
    IF NOT FOUND OR p_streams IS NULL OR EXISTS (
            SELECT FROM unnest(p_streams) u(id) WHERE NOT EXISTS (
                SELECT FROM desk.stream s WHERE s.desk_id = k AND s.id = u.id)) THEN
        RAISE 'no such person or stream' USING ERRCODE = 'JD006';
    END IF;
    IF EXISTS (SELECT FROM desk.person p WHERE p.desk_id = k AND p.id = p_person AND p.is_director)
            OR EXISTS (SELECT FROM desk.stream s
                WHERE s.desk_id = k AND s.kind = 'director' AND s.id = ANY (p_streams)) THEN
        RAISE 'what is the director''s stays so' USING ERRCODE = 'JD008';
    END IF;
    WITH gone AS (
        DELETE FROM desk.member m WHERE m.desk_id = k AND m.person_id = p_person
            AND NOT m.stream_id = ANY (p_streams) RETURNING m.stream_id)
    SELECT array_agg(stream_id) INTO lost FROM gone;
    INSERT INTO desk.member SELECT k, u.id, p_person FROM (
        SELECT DISTINCT id FROM unnest(p_streams) u(id)) u ON CONFLICT DO NOTHING;
    -- Whom they could wake, and be woken by, changes at once.
    UPDATE desk.stream s SET channel = 'jointdesk_' || replace(gen_random_uuid()::text, '-', '')
        WHERE s.desk_id = k AND s.id = ANY (lost);
    INSERT INTO desk.access (desk_id, person_id, device, what)
        SELECT k, p.id, '', 'streams of ' || p_person FROM desk.person p
        WHERE p.desk_id = k AND p.role = desk.me();
END
$$;

GRANT EXECUTE ON FUNCTION api.lease(text, text[]), api.add_stream(text, text), api.members(),
    api.set_member(text, text[]) TO jointdesk_member;
RESET ROLE;
