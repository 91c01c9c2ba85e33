using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Storage;

/// <summary>
/// The database. For reading, and for what is rare; the hot paths use its connection with COPY and stored functions. The schema itself
/// is made by the scripts of db/, applied by the migrations: this only maps it.
/// </summary>
public sealed class SegmentationContext(DbContextOptions<SegmentationContext> options) : DbContext(options)
{
    public DbSet<CustomerSegment> Customers => Set<CustomerSegment>();

    public DbSet<SegmentChange> SegmentChanges => Set<SegmentChange>();

    public DbSet<ClusteringModel> Models => Set<ClusteringModel>();

    public DbSet<ModelActivation> ModelActivations => Set<ModelActivation>();

    public DbSet<RetrainingRequest> RetrainingRequests => Set<RetrainingRequest>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<ModelReason>().HaveConversion<ModelReasonText>();
        configurationBuilder.Properties<ModelDecision>().HaveConversion<ModelDecisionText>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.Entity<CustomerSegment>().ToTable("customer_segments").HasKey(customer => customer.CustomerId);
        modelBuilder.Entity<SegmentChange>().ToTable("segment_changes").Ignore(change => change.ExternalId).HasKey(change => change.ChangeId);

        var models = modelBuilder.Entity<ClusteringModel>();
        models.ToTable("clustering_models").HasKey(model => model.ModelVersion);
        models.Property(model => model.CreatedAt).HasDefaultValueSql("now()");
        models.ComplexProperty(model => model.Quality);
        models.ComplexProperty(model => model.Lineage);
        models.ComplexProperty(model => model.Drift);
        models.ComplexProperty(model => model.Challenge);
        models.Ignore(model => model.IsChallenger);
        modelBuilder.Entity<ModelActivation>().ToTable("model_activations").HasKey(activation => activation.ActivationId);
        modelBuilder.Entity<RetrainingRequest>().ToTable("retraining_requests").HasKey(request => request.RequestId);

        // PascalCase here, snake_case there.
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            NameColumns(entity, "");
            foreach (var part in entity.GetComplexProperties())
            {
                NameColumns(part.ComplexType, part.Name is nameof(ClusteringModel.Drift) or nameof(ClusteringModel.Challenge) ? part.Name : "");
            }
        }

        models.ComplexProperty(model => model.Lineage).Property(lineage => lineage.Origin).HasColumnName("lineage");
    }

    private static void NameColumns(IMutableTypeBase type, string prefix)
    {
        foreach (var property in type.GetProperties())
        {
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(prefix + property.Name));
        }
    }

    // A later version may have written a reason that this one does not know, and its models are as good.
    private sealed class ModelReasonText() : ValueConverter<ModelReason, string>(
        reason => reason.ToText(), text => EnumText.Find<ModelReason>(text) ?? ModelReason.Other);

    private sealed class ModelDecisionText() : ValueConverter<ModelDecision, string>(
        decision => decision.ToText(), text => EnumText.Find<ModelDecision>(text) ?? ModelDecision.Replaced);
}
