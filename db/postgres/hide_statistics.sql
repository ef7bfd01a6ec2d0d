-- Optional, by a superuser, in the desk's database: members can then not see how busy others are.
--
-- PostgreSQL lets every login see who is connected, how many rows were added to each table, how far
-- the write-ahead log is, and more: nothing of what people say, but when they say it. This takes
-- these views and functions from PUBLIC. Members call api.* only and need none of them; superusers,
-- pg_monitor and pg_dump keep what they have. Doing it again does no harm. Backups hold it too:
-- before a major upgrade of PostgreSQL undo it (show_statistics.sql), and do it again afterwards.

DO $$
DECLARE
    f regprocedure;
BEGIN
    FOR f IN
        SELECT p.oid FROM pg_proc p
        -- Those with rights of their own are kept from everybody already.
        WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proacl IS NULL
        AND (p.proname ~ '^pg_stat_get_' OR p.proname ~ '^pg_control_'
            OR p.proname ~ '^pg_(current|last)_(wal|xact|snapshot|committed)'
            OR p.proname ~ '^pg_.*_size$' AND p.proname <> 'pg_column_size'
            OR p.proname ~ '^txid_(current|status)' OR p.proname ~ '^lo_(creat|from)'
            OR p.proname IN (
                'pg_lock_status', 'pg_prepared_xact', 'pg_blocking_pids', 'pg_xact_status',
                'pg_notification_queue_usage', 'pg_export_snapshot', 'pg_get_replication_slots',
                'pg_get_multixact_members', 'pg_nextoid', 'pg_relation_filenode', 'mxid_age',
                'pg_logical_emit_message', 'pg_isolation_test_session_is_blocked',
                'pg_safe_snapshot_blocking_pids')
            OR p.proname = 'age' AND p.proargtypes[0] = 'xid'::regtype)
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO pg_monitor', f);
    END LOOP;
    -- Whoever sets desks up has to see which logins there are.
    EXECUTE format('GRANT pg_monitor TO %I', (
        SELECT pg_get_userbyid(d.datdba) FROM pg_database d WHERE d.datname = current_database()));
END
$$;
-- The last three hold rows that any login can write about itself: their xmin counts transactions.
REVOKE SELECT ON pg_class, pg_stat_activity, pg_locks, pg_roles, pg_auth_members,
    pg_db_role_setting, pg_default_acl, pg_shdepend FROM PUBLIC;
GRANT SELECT ON pg_class, pg_stat_activity, pg_locks, pg_roles, pg_auth_members,
    pg_db_role_setting, pg_default_acl, pg_shdepend TO pg_monitor;
