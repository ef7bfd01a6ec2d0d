-- Erasures reach what they name under whatever name it comes: by the hash of its body.
--
-- A name, "device/n", can come to mean another change where a machine and this server were put
-- back together; and what a machine then says again has another name and the same hash.

SET ROLE jointdesk_owner;

-- The hashes of what was erased, so that it stays so where it is brought again.
CREATE TABLE desk.erased (
    desk_id text NOT NULL REFERENCES desk.desk ON DELETE CASCADE,
    stream_id text NOT NULL,
    body_hash bytea NOT NULL,
    PRIMARY KEY (desk_id, stream_id, body_hash)
);

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
            AND g.item_type <> 'erasure' OFFSET 0) c
        WHERE dot ~ '^[^/]+/[0-9]{1,18}$'
        AND (NOT said ? 'hashes' OR c.body_hash = ANY (hashes)));
    IF EXISTS (SELECT FROM desk.writer w WHERE w.desk_id = p_desk AND w.stream_id = p_stream
               AND strpos(w.device, '~') > 0) THEN
        named := named || ARRAY(
            SELECT c.seq FROM desk.change c WHERE c.desk_id = p_desk AND c.stream_id = p_stream
            AND c.item_type <> 'erasure' AND c.body_hash = ANY (hashes));
    END IF;
    INSERT INTO desk.erased SELECT p_desk, p_stream, h FROM unnest(hashes) h ON CONFLICT DO NOTHING;
    DELETE FROM desk.payload y
        WHERE y.desk_id = p_desk AND y.stream_id = p_stream AND y.seq = ANY (named);
END
$$;

-- What was erased and is brought again, by somebody who had not heard, comes without its words.
-- Its hash is computed again: looking it up, a planner without figures would read the whole stream.
CREATE FUNCTION desk.keep_erased() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    r record;
BEGIN
    FOR r IN SELECT f.desk_id, f.stream_id, f.seq FROM fresh f JOIN desk.erased e
             ON e.desk_id = f.desk_id AND e.stream_id = f.stream_id
             AND e.body_hash = sha256(f.salt || convert_to(f.body, 'UTF8')) LOOP
        DELETE FROM desk.payload y
            WHERE y.desk_id = r.desk_id AND y.stream_id = r.stream_id AND y.seq = r.seq
            AND NOT EXISTS (SELECT FROM desk.change c WHERE c.desk_id = r.desk_id
                AND c.stream_id = r.stream_id AND c.seq = r.seq AND c.item_type = 'erasure');
    END LOOP;
    RETURN NULL;
END
$$;
CREATE TRIGGER payload_stays_erased AFTER INSERT ON desk.payload REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION desk.keep_erased();

RESET ROLE;
