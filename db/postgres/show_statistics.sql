-- Undo hide_statistics.sql, by a superuser: before a major upgrade of PostgreSQL, whose next version
-- may not have all that a backup would then name.

DO $$
DECLARE
    f regprocedure;
BEGIN
    FOR f IN
        SELECT p.oid FROM pg_proc p
        WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proacl IS NOT NULL
        AND has_function_privilege('pg_monitor', p.oid, 'EXECUTE')
        AND NOT EXISTS (SELECT FROM pg_init_privs i
            WHERE i.objoid = p.oid AND i.classoid = 'pg_proc'::regclass)
    LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO PUBLIC', f);
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM pg_monitor', f);
    END LOOP;
END
$$;
GRANT SELECT ON pg_class, pg_stat_activity, pg_locks, pg_roles, pg_auth_members,
    pg_db_role_setting, pg_default_acl, pg_shdepend TO PUBLIC;
REVOKE SELECT ON pg_class, pg_stat_activity, pg_locks, pg_roles, pg_auth_members,
    pg_db_role_setting, pg_default_acl, pg_shdepend FROM pg_monitor;
