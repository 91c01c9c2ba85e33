using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Database;

/// <summary>
/// Everything that the schema is made of, as PostgreSQL knows it: a line for each relation, column, constraint, index, trigger, function,
/// right and role. Two databases of one server with the same lines have the same schema. The journal of the migrations is left out.
/// </summary>
internal static class SchemaCatalogue
{
    public static Task<List<string>> ReadAsync(TestDatabase database) => database.QueryAsync(
        """
        WITH relation AS (
          SELECT oid, relname, relkind, reloptions, relowner, relacl, relpersistence, relrowsecurity, oid::REGCLASS AS id
          FROM pg_class
          WHERE relnamespace = 'public'::REGNAMESPACE AND relname NOT ILIKE '%schemaversions%'
        ), routine AS (
          SELECT *, oid::REGPROCEDURE AS id FROM pg_proc WHERE pronamespace = 'public'::REGNAMESPACE
        ), object (what, line) AS (
          SELECT 'relation', concat_ws(' ', id, relkind, reloptions, relowner::REGROLE, relpersistence, relrowsecurity) FROM relation
          UNION ALL
          SELECT 'sequence', concat_ws(' ', id, seqtypid::REGTYPE, seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle)
          FROM pg_sequence JOIN relation ON oid = seqrelid
          UNION ALL
          SELECT 'column', concat_ws(' ', id, attnum, attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated,
            attcollation::REGCOLLATION, pg_get_expr(adbin, adrelid))
          FROM pg_attribute JOIN relation ON oid = attrelid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
          WHERE attnum > 0
          UNION ALL
          SELECT 'constraint', concat_ws(' ', id, conname, convalidated, pg_get_constraintdef(c.oid))
          FROM pg_constraint c JOIN relation r ON r.oid = conrelid
          UNION ALL
          SELECT 'index', concat_ws(' ', indisvalid, pg_get_indexdef(indexrelid)) FROM pg_index JOIN relation ON oid = indexrelid
          UNION ALL
          SELECT 'trigger', concat_ws(' ', tgenabled, pg_get_triggerdef(t.oid))
          FROM pg_trigger t JOIN relation r ON r.oid = tgrelid
          WHERE NOT tgisinternal
          UNION ALL
          SELECT 'function', concat_ws(' ', id, proowner::REGROLE, pg_get_functiondef(oid)) FROM routine
          UNION ALL
          SELECT 'type', concat_ws(' ', oid::REGTYPE, typtype)
          FROM pg_type
          WHERE typnamespace = 'public'::REGNAMESPACE AND typname NOT ILIKE '%schemaversions%'
          UNION ALL
          SELECT 'role', concat_ws(' ', rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls)
          FROM pg_roles
          WHERE rolname IN ('segmentation_service', 'segmentation_dashboard')
        ), allowed (what, acl) AS (
          SELECT 'schema ' || nspname, nspacl FROM pg_namespace WHERE nspname = 'public'
          UNION ALL
          SELECT id::TEXT, relacl FROM relation
          UNION ALL
          SELECT concat(id, '.', attname), attacl FROM pg_attribute JOIN relation ON oid = attrelid
          UNION ALL
          SELECT id::TEXT, COALESCE(proacl, acldefault('f', proowner)) FROM routine
          UNION ALL
          SELECT concat('default ', defaclobjtype), defaclacl FROM pg_default_acl
        )
        SELECT what || ': ' || line FROM object
        UNION ALL
        SELECT concat_ws(' ', 'right:', what, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::REGROLE::TEXT END, privilege_type, is_grantable)
        FROM allowed, aclexplode(acl)
        ORDER BY 1
        """,
        row => row.GetString(0));
}
