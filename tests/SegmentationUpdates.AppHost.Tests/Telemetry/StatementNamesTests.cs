using SegmentationUpdates.ServiceDefaults;

namespace SegmentationUpdates.AppHost.Tests.Telemetry;

public sealed class StatementNamesTests
{
    [Theory]
    [InlineData("SELECT hold_active_model()", "SELECT hold_active_model")]
    [InlineData("SELECT * FROM ingest_batch($1, $2)", "SELECT ingest_batch")]
    [InlineData("COPY live_transaction_data (a, b) FROM STDIN (FORMAT BINARY)", "COPY live_transaction_data")]
    [InlineData("SELECT last_change_id FROM segment_change_publications WHERE topic = $1", "SELECT segment_change_publications")]
    [InlineData("UPDATE clustering_models SET is_active = false", "UPDATE clustering_models")]
    [InlineData("INSERT INTO retraining_requests (reason) VALUES ($1)", "INSERT retraining_requests")]
    [InlineData("LISTEN segment_changes; LISTEN clustering_models", "LISTEN segment_changes; LISTEN clustering_models")]
    [InlineData("SELECT hold_active_model()\nSELECT inserted, erased FROM ingest_batch($1, $2)", "SELECT hold_active_model; SELECT ingest_batch")]
    [InlineData("\n  WITH x AS (SELECT 1) SELECT count(*) FROM customer_segments", "WITH customer_segments")]
    [InlineData("COMMIT", "COMMIT")]
    [InlineData("", "statement")]
    public void Say_what_a_statement_does_and_to_what(string statement, string name) => Assert.Equal(name, StatementNames.NameOf(statement));
}
