using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SegmentationUpdates.Storage.Segments;

namespace SegmentationUpdates.Storage.Models;

/// <summary>
/// What operators call the active model's segments, and say of them. A name given by hand goes with the segment through all trainings. Works in any
/// process; pages and publishers hear of it at once. Thread-safe.
/// </summary>
public sealed class SegmentDescriptions(IServiceScopeFactory scopes)
{
    private string? By { get; init; }

    /// <summary>The same, with a name for who acts, which the history keeps.</summary>
    /// <param name="name">Of an operator; null for nobody's.</param>
    public SegmentDescriptions As(string? name) => new(scopes) { By = name };

    /// <summary>The names there are, in the active model's order; none before the first model.</summary>
    public async Task<SegmentNameBook> ReadAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await SegmentationSession.OpenAsync(scopes, cancellationToken);
        return await SegmentNameQuery.ReadAsync(session.Connection, cancellationToken);
    }

    /// <summary>Replaces what is said of a segment. A name that is another than before is kept for good; one that is the same stays what it was.</summary>
    /// <param name="key">Of a segment of the active model: see <see cref="SegmentNameBook.KeyOf"/>.</param>
    /// <param name="description">Without a <see cref="SegmentDescription.Problem"/>.</param>
    /// <param name="cancellationToken">Nothing is changed by a cancelled call.</param>
    /// <returns>The names there are now; null when the active model has no such segment.</returns>
    /// <exception cref="SegmentNameTakenException">Another segment has the name.</exception>
    public async Task<SegmentNameBook?> DescribeAsync(string key, SegmentDescription description, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(description);
        if (description.Problem() is var (part, problem))
        {
            throw new ArgumentException($"the {part} {problem}", nameof(description));
        }

        await using var session = await SegmentationSession.OpenAsync(scopes, cancellationToken);
        await using var transaction = await session.BeginAsAsync(By, cancellationToken);
        try
        {
            if (!await session.Context.Database
                .SqlQuery<bool>(
                    $"""SELECT describe_segment({key}, {description.Name}, {description.Description}, {description.Colour}) AS "Value" """)
                .SingleAsync(cancellationToken))
            {
                return null;
            }
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new SegmentNameTakenException($"another segment is called '{description.Name}'; names are unique", e);
        }

        var book = await SegmentNameQuery.ReadAsync(session.Connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return book;
    }
}
