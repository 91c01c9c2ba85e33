using SegmentationUpdates.Hosting.Operators;

namespace SegmentationUpdates.Producer.Simulation;

/// <summary>What an operator can tell a producer by HTTP.</summary>
public static class SimulationOperations
{
    /// <summary>
    /// <c>POST /pause</c> and <c>POST /resume</c>, for operators: 204, no transactions, and transactions again. <c>GET /</c>: what this producer has done.
    /// </summary>
    public static IEndpointRouteBuilder MapSimulationOperations(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.MapGet("/", (SimulationCounters counters, SimulationControl control) => TypedResults.Ok(new
        {
            counters.Sent,
            counters.Delivered,
            counters.Failed,
            counters.ProducerNumber,
            control.IsPaused,
        }));
        var commands = endpoints.MapOperatorCommands();
        commands.MapPost("/pause", (SimulationControl control) =>
        {
            control.Pause();
            return TypedResults.NoContent();
        });
        commands.MapPost("/resume", (SimulationControl control) =>
        {
            control.Resume();
            return TypedResults.NoContent();
        });
        return endpoints;
    }
}
