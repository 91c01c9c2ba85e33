using System.Net;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Dashboard.Settings;

namespace SegmentationUpdates.Dashboard.Security;

/// <summary>How many connections stay open, in all and by address. Thread-safe.</summary>
internal sealed class OpenConnections(IOptions<DashboardOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _byAddress = [];
    private readonly int _limit = options.Value.Connections;
    private readonly int _limitOfAddress = options.Value.ConnectionsPerAddress;
    private int _all;

    public ConnectionRoom TryOpen(IPAddress address)
    {
        lock (_lock)
        {
            var open = _byAddress.GetValueOrDefault(address);
            if (open >= _limitOfAddress)
            {
                return ConnectionRoom.NoneForAddress;
            }

            if (_all >= _limit)
            {
                return ConnectionRoom.None;
            }

            _byAddress[address] = open + 1;
            _all++;
            return ConnectionRoom.Taken;
        }
    }

    /// <summary>After each <see cref="TryOpen"/> that said <see cref="ConnectionRoom.Taken"/>.</summary>
    public void Close(IPAddress address)
    {
        lock (_lock)
        {
            _all--;
            if (--_byAddress[address] == 0)
            {
                _byAddress.Remove(address);
            }
        }
    }
}
