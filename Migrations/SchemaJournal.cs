using DbUp.Engine.Output;
using DbUp.Engine.Transactions;
using DbUp.Postgresql;

namespace SegmentationUpdates.Migrations;

/// <summary>
/// Which scripts a database has, in its table <c>schemaversions</c>. Of a function's script only the text that was applied last counts:
/// one that comes back is applied again. Versions up to 0.1 had their scripts in db/ itself, and db/init_db.sql was the first.
/// </summary>
internal sealed class SchemaJournal(Func<IConnectionManager> connections, Func<IUpgradeLog> log)
    : PostgresqlTableJournal(connections, log, schema: null, "schemaversions")
{
    protected override string GetJournalEntriesSql() =>
        $"""
        SELECT DISTINCT ON (split_part(scriptname, ' ', 1))
          CASE
            WHEN scriptname = 'db/init_db.sql' THEN 'db/tables/0001_core_tables.sql'
            ELSE regexp_replace(scriptname, '^db/([0-9])', 'db/tables/\1')
          END
        FROM {FqSchemaTableName}
        ORDER BY split_part(scriptname, ' ', 1), schemaversionsid DESC
        """;
}
