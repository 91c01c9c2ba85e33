using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Matching;
using SegmentationUpdates.Clustering.Quality;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Customers;
using SegmentationUpdates.Producer.Simulation;

namespace SegmentationUpdates.Segments.Benchmarks;

/// <summary>
/// A demonstration in memory: the population pays, profiles are kept as the database's trigger keeps them, every customer who paid is scored
/// against the active model, and a model is trained and applied on schedule, unless it would move more customers than are let through.
/// </summary>
internal sealed class PopulationRun
{
    // As the trainer's defaults.
    private const double MaxMovedShare = 0.15;
    private const double LeastStability = 0.5;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly Customer[] _customers;
    private readonly DateTime[] _last;
    private readonly int[] _segments;
    private readonly Dictionary<int, int> _places;
    private readonly Func<Customer, double>[] _getters;
    private readonly ClusteringOptions _options = new();
    private readonly PopulationSettings _settings;
    private readonly IPopulation _population;
    private DateTime _now = new(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc);
    private SegmentationModel? _model;

    public PopulationRun(IReadOnlyList<Customer> customers, PopulationSettings settings, int seed)
    {
        _settings = settings;
        _customers = [.. customers];
        _places = _customers.Select((customer, i) => (customer.CustomerId, i)).ToDictionary(at => at.CustomerId, at => at.i);
        var random = new Random(seed);
        _last = [.. _customers.Select(customer => _now - TimeSpan.FromDays(customer.DaysFromLastTransaction + random.NextDouble()))];
        _segments = new int[_customers.Length];
        _getters = [.. _options.ResolveFeatures().Select(feature => CustomerColumns.Getter(feature.Name))];
        _population = settings.Speed == 1
            ? new RealisticPopulation(_customers, driftPerMinute: 0.05, random)
            : new LivingPopulation(_customers, SimulationState.At(_now), random);
        Train(isFirst: true);
        Labels = _model!.Labels;
        Moves = new int[Labels.Count, Labels.Count];
        ByModel = new int[Labels.Count, Labels.Count];
        Sizes.Add(Count());
    }

    public IReadOnlyList<string> Labels { get; }

    /// <summary>Customers in each segment, at the start and after each training.</summary>
    public List<int[]> Sizes { get; } = [];

    /// <summary>Moves from segment to segment, because of transactions.</summary>
    public int[,] Moves { get; }

    /// <summary>The same because of models.</summary>
    public int[,] ByModel { get; }

    /// <summary>Trained models that were not activated.</summary>
    public int Withheld { get; private set; }

    public long Payments { get; private set; }

    /// <summary>Median, third quartile and 95th percentile of the days since the last payment, as of now.</summary>
    public int[] Recency
    {
        get
        {
            Refresh();
            var days = _customers.Select(customer => customer.DaysFromLastTransaction).Order().ToArray();
            return [days[days.Length / 2], days[days.Length * 3 / 4], days[days.Length * 95 / 100]];
        }
    }

    public void Run()
    {
        var due = 0.0;
        var touched = new HashSet<int>();
        for (var (passed, trained) = (TimeSpan.Zero, TimeSpan.Zero); passed < _settings.Duration; passed += Tick)
        {
            _now += Tick * _settings.Speed;
            _population.Advance(Tick * _settings.Speed);
            for (due += Tick.TotalSeconds * _settings.Rate * _population.Flow; due >= 1; due--)
            {
                var (payer, amount) = _population.NextPayment();
                var i = _places[payer.CustomerId];
                var count = _customers[i].NumTransactions + 1;
                _customers[i] = _customers[i] with
                {
                    NumTransactions = count,
                    AvgTransactionAmt = _customers[i].AvgTransactionAmt + ((amount - _customers[i].AvgTransactionAmt) / count),
                    DaysFromLastTransaction = 0,
                };
                _last[i] = _now;
                touched.Add(i);
                Payments++;
            }

            var row = new double[_getters.Length];
            foreach (var i in touched)
            {
                Fill(i, row);
                Move(i, _model!.Assign(row).Segment, Moves);
            }

            touched.Clear();
            if (passed - trained >= _settings.Interval)
            {
                trained = passed;
                Train(isFirst: false);
                Sizes.Add(Count());
            }
        }
    }

    private void Train(bool isFirst)
    {
        Refresh();
        var values = new double[_customers.Length * _getters.Length];
        for (var i = 0; i < _customers.Length; i++)
        {
            Fill(i, values.AsSpan(i * _getters.Length, _getters.Length));
        }

        var data = new FeatureMatrix([.. _options.ResolveFeatures().Select(feature => feature.Name)], values);
        var result = new SegmentationTrainer(_options).Train(data, _model);
        if (isFirst)
        {
            _model = result.Model;
            result.Segments.CopyTo(_segments, 0);
            return;
        }

        var continued = SegmentMatching.Continue(_model!, result, data).Result;
        var before = new int[data.Rows];
        _model!.Assign(data, before, new double[data.Rows]);
        var moved = before.Zip(continued.Segments, (from, to) => from != to).Count(moves => moves) / (double)data.Rows;
        if (moved > MaxMovedShare || AdjustedRandIndex.Compute(before, continued.Segments) < LeastStability)
        {
            Withheld++;
            return;
        }

        _model = continued.Model;
        for (var i = 0; i < _segments.Length; i++)
        {
            Move(i, continued.Segments[i], ByModel);
        }
    }

    private void Move(int i, int segment, int[,] moves)
    {
        if (_segments[i] != segment)
        {
            moves[_segments[i], segment]++;
            _segments[i] = segment;
        }
    }

    private void Refresh()
    {
        for (var i = 0; i < _customers.Length; i++)
        {
            _customers[i] = _customers[i] with { DaysFromLastTransaction = (int)Math.Max(0, (_now - _last[i]).TotalDays) };
        }
    }

    private void Fill(int i, Span<double> row)
    {
        for (var j = 0; j < row.Length; j++)
        {
            row[j] = _getters[j](_customers[i]);
        }
    }

    private int[] Count() => [.. Enumerable.Range(0, _model!.K).Select(segment => _segments.Count(at => at == segment))];
}
