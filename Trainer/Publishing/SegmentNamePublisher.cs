using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Npgsql;
using SegmentationUpdates.Messaging.SegmentChanges;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Storage.Segments;

namespace SegmentationUpdates.Trainer.Publishing;

/// <summary>
/// Sends what segments are called, all of it in one record, whenever it is another than before, and when a publisher begins: so the last record is right,
/// whatever became of those before it. Names are no changes of segment: those keep the segments' keys, which never change.
/// </summary>
internal sealed class SegmentNamePublisher(IOptions<TopicOptions> topics)
{
    private const int MostRenamings = 10;

    private SegmentNameBook _published = SegmentNameBook.Empty;

    /// <summary>Lets the next call send whatever there is.</summary>
    public void Begin() => _published = SegmentNameBook.Empty;

    /// <returns>Whether it has sent something.</returns>
    /// <exception cref="KafkaException">Kafka has not got it.</exception>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task<bool> PublishAsync(NpgsqlConnection connection, IChangeWriter writer, CancellationToken cancellationToken)
    {
        var book = await SegmentNameQuery.ReadAsync(connection, cancellationToken);
        if (book.ModelVersion is not { } version || book.Matches(_published))
        {
            return false;
        }

        var message = SegmentNamesFormat.Write(new SegmentNamesMessage
        {
            ModelVersion = version,
            Segments = [.. book.Segments.Select(segment => new SegmentNameMessage(segment.Segment, segment.Name, segment.Description))],
            Renamed =
            [
                .. book.Renamings.Take(MostRenamings).Select(renaming => new SegmentRenamedMessage(
                    renaming.RenamingId,
                    renaming.Segment,
                    renaming.OldName,
                    renaming.NewName,
                    renaming.Reason,
                    renaming.ModelVersion,
                    renaming.RenamedAt.UtcDateTime)),
            ],
        });
        await writer.WriteAsync(topics.Value.SegmentNames, message, cancellationToken);
        _published = book;
        return true;
    }
}
