using Npgsql;
using NpgsqlTypes;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Reclustering;

internal enum Event
{
    Train,
    ActivateByHand,
    Name,
    TakeNameAway,
    Forget,
}

/// <summary>All that ever happened to the models, with what should be kept of them: by the rule, from the whole history.</summary>
internal sealed class KeptModels(int newest, TimeSpan hourly, TimeSpan daily)
{
    private readonly List<Model> _models = [];
    private readonly HashSet<int> _there = [];
    private int _stored;

    public void Train(DateTime at)
    {
        _models.ForEach(model => model.IsActive = false);
        _models.Add(new Model(_models.Count + 1, at) { IsActive = true });
        _there.Add(_models.Count);
    }

    /// <param name="what">What an operator does or a training makes.</param>
    /// <param name="at">When.</param>
    /// <param name="which">From 0 to 1: to which of the versions that are there.</param>
    public void Do(Event what, DateTime at, double which)
    {
        var there = _models.Where(model => _there.Contains(model.Version)).ToList();
        var chosen = there[(int)(which * (there.Count - 1))];
        switch (what)
        {
            case Event.Train:
                Train(at);
                break;
            case Event.ActivateByHand:
                _models.ForEach(model => model.IsActive = false);
                (chosen.IsActive, chosen.ByHand) = (true, true);
                break;
            case Event.Name:
                chosen.Name = $"name of {chosen.Version}";
                break;
            default:
                chosen.Name = null;
                break;
        }
    }

    /// <summary>What was found to be there.</summary>
    public void See(IEnumerable<int> versions)
    {
        _there.Clear();
        _there.UnionWith(versions);
    }

    public IEnumerable<int> Expected(DateTime now) => _models
        .Where(model => model.Version == 1
            || model.IsActive
            || model.ByHand
            || model.Name is not null
            || model.Version > _models.Count - newest
            || IsLast(model, now - hourly, TimeSpan.FromHours(1))
            || IsLast(model, now - daily, TimeSpan.FromDays(1)))
        .Select(model => model.Version);

    /// <summary>Brings the table up to date.</summary>
    public async Task StoreAsync(NpgsqlConnection connection)
    {
        await connection.ExecuteAsync("UPDATE clustering_models SET is_active = FALSE WHERE is_active");
        var added = _models.Skip(_stored).ToList();
        _stored = _models.Count;
        await connection.ExecuteAsync(
            """
            INSERT INTO clustering_models
              (model_version, created_at, reason, k, seed, customers, training_rows, training_seconds, inertia, parameters)
            OVERRIDING SYSTEM VALUE
            SELECT version, created_at, CASE version WHEN 1 THEN 'initial' ELSE 'schedule' END, 2, 1, 0, 0, 0, 0, '{}'
            FROM unnest($1, $2) t (version, created_at)
            """,
            added.Select(model => model.Version).ToArray(),
            added.Select(model => model.TrainedAt).ToArray());
        foreach (var model in _models.Where(model => _there.Contains(model.Version) && (model.IsActive || model.ByHand || model.WasNamed)))
        {
            await using var command = new NpgsqlCommand(
                "UPDATE clustering_models SET is_active = $2, activated_by_hand = $3, name = $4 WHERE model_version = $1", connection)
            {
                Parameters =
                {
                    new() { Value = (long)model.Version },
                    new() { Value = model.IsActive },
                    new() { Value = model.ByHand },
                    new() { Value = model.Name ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                },
            };
            Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }
    }

    /// <returns>How many went.</returns>
    public Task<int> ForgetAsync(NpgsqlConnection connection, DateTime now) =>
        connection.ScalarAsync<int>("SELECT forget_models($1, $2, $3, $4)", newest, hourly, daily, now);

    public static Task<List<int>> ReadAsync(NpgsqlConnection connection) =>
        connection.QueryAsync("SELECT model_version::INT FROM clustering_models ORDER BY 1", reader => reader.GetInt32(0));

    private bool IsLast(Model model, DateTime after, TimeSpan period) =>
        model.TrainedAt > after
        && !_models.Any(later => later.Version > model.Version && later.TrainedAt.Ticks / period.Ticks == model.TrainedAt.Ticks / period.Ticks);

    private sealed class Model(int version, DateTime trainedAt)
    {
        public int Version => version;

        public DateTime TrainedAt => trainedAt;

        public bool IsActive { get; set; }

        public bool ByHand { get; set; }

        public string? Name
        {
            get;
            set
            {
                WasNamed |= value is not null;
                field = value;
            }
        }

        public bool WasNamed { get; private set; }
    }
}
