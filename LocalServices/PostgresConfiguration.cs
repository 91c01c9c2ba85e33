namespace SegmentationUpdates.LocalServices;

/// <summary>The configuration files of the private server, written anew at every start.</summary>
internal static class PostgresConfiguration
{
    public const string LogFolder = "log";

    /// <summary>Overwrites the files that initdb made: their owner, whom the server insists on, stays the same.</summary>
    public static void Write(string cluster, int port)
    {
        File.WriteAllText(Path.Combine(cluster, "postgresql.conf"), Settings(port));
        File.WriteAllText(Path.Combine(cluster, "pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
    }

    private static string Settings(int port) =>
        $"""
        # Written by SegmentationUpdates at every start: changes here are lost.
        listen_addresses = '127.0.0.1'
        port = {port}
        unix_socket_directories = ''
        max_connections = 60
        timezone = 'UTC'

        # What is committed stays committed, also after a crash of the machine.
        fsync = on
        synchronous_commit = on
        full_page_writes = on

        # Room for the working set of the demonstration, on a machine that does other things too.
        shared_buffers = 128MB
        work_mem = 16MB
        maintenance_work_mem = 128MB
        # Plans are short and many: compiling one costs more than running it.
        jit = off

        # Fewer, larger checkpoints. Nobody replicates from this server, so the log carries only what recovery needs.
        max_wal_size = 1GB
        checkpoint_timeout = 10min
        wal_compression = on
        wal_level = minimal
        max_wal_senders = 0

        # A file for each day of the week, so a week at most. No statements and no row values: they are customers' data.
        logging_collector = on
        log_directory = '{LogFolder}'
        log_filename = 'server-%a.log'
        log_rotation_age = 1d
        log_rotation_size = 0
        log_truncate_on_rotation = on
        log_timezone = 'UTC'
        log_error_verbosity = terse
        log_min_error_statement = panic

        """;
}
