using System.Text.Json.Nodes;
using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Dashboard.Queries;
using SegmentationUpdates.Dashboard.Transactions;
using SegmentationUpdates.Dashboard.Verifications;

namespace SegmentationUpdates.Dashboard.Api;

/// <summary>Examples for the API's description.</summary>
internal static class ApiExamples
{
    private const string Move =
        """{"change_id":1041,"customer_id":42,"external_id":null,"from":"Budget-conscious","to":"High-value","at":"2026-01-31T08:30:00.5Z","reason":"transactions","model_version":3}""";

    private const string Customer =
        """
        {"customer_id":42,"external_id":null,"segment":"High-value","income":84000,"balance":12500.5,
        "customer_lifetime_value":9100,"debt":0,"tenure":7,"credit_default":false,
        "days_from_last_transaction":0,"avg_transaction_amt":231.4,"num_transactions":61,"spending_per_month":1420.25,"payments_per_month":5.5,
        "recent_transaction_amt":258.23,"digital_engagement_score":74,"loan_repayment_time":0,
        "total_products_owned":4,"has_loan":false,"last_transaction_time":"2026-01-31T08:30:00.123Z","last_updated":"2026-01-31T08:30:00.4Z"}
        """;

    private static readonly Dictionary<Type, string> ByType = new()
    {
        [typeof(TransactionInput)] =
            """{"customer_id":42,"transaction_amt":19.95,"transaction_time":"2026-01-31T08:30:00.123Z"}""",
        [typeof(TransactionReceipt)] = """{"transaction_ids":[412345678901234567]}""",
        [typeof(SegmentMove)] = Move,
        [typeof(ChangeList)] = $$"""{"items":[{{Move}}],"next":1041}""",
        [typeof(Page<SegmentMove>)] = $$"""{"items":[{{Move}}],"next":null}""",
        [typeof(SegmentInfo)] =
            """{"segment":"High-value","key":"High-value","named_by_operator":false,"description":null,"colour":null,"customers":812,"share":0.203,"change_last_minute":7,"profile":null}""",
        [typeof(SegmentList)] =
            """{"at":"2026-01-31T08:30:01Z","customers":4000,"model_version":3,"features":["income"],"segments":[{"segment":"High-value","key":"High-value","named_by_operator":false,"description":null,"colour":null,"customers":812,"share":0.203,"change_last_minute":7,"profile":null}]}""",
        [typeof(CustomerSummary)] =
            """{"customer_id":42,"external_id":null,"segment":"High-value","avg_transaction_amt":231.4,"num_transactions":61,"last_transaction_time":"2026-01-31T08:30:00.123Z"}""",
        [typeof(CustomerDetails)] = Customer,
        [typeof(CustomerPage)] = $$"""{"items":[{{Customer}}],"next":"42","previous":null}""",
        [typeof(CustomerTransaction)] =
            """{"transaction_id":412345678901234567,"transaction_amt":19.95,"transaction_time":"2026-01-31T08:30:00.123Z"}""",
        [typeof(SegmentNaming)] = """{"name":"Gold","description":"Invited to the autumn event","colour":3}""",
        [typeof(SegmentDescriptionInfo)] =
            """{"segment":"Gold","key":"High-value","named_by_operator":true,"description":"Invited to the autumn event","colour":3,"changed_at":"2026-01-31T08:30:00Z","changed_by":"alice"}""",
        [typeof(SegmentRenamingInfo)] =
            """{"renaming_id":4,"at":"2026-01-31T08:30:00Z","key":"High-value","from":"High-value","to":"Gold","reason":"operator","model_version":3,"by":"alice"}""",
        [typeof(ModelNaming)] = """{"name":"before the campaign"}""",
        [typeof(VerificationRequest)] = """{"rate":5000,"checkpoint":{"0":120000,"1":118500}}""",
        [typeof(HealthInfo)] =
            """{"database":"ok","database_since":"2026-01-31T08:00:00Z","kafka":"ok","backlog":12,"model_version":3}""",
    };

    /// <returns>Null for a type without one; a new node each time, because a node has one parent.</returns>
    public static JsonNode? Of(Type type) => ByType.TryGetValue(type, out var json) ? JsonNode.Parse(json) : null;
}
