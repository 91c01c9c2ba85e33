using System.Security.Cryptography;
using System.Text;

namespace SegmentationUpdates.Hosting.Operators;

/// <summary>Keys are compared by their hashes, which are equally long, in a time that does not depend on how much of a key is right.</summary>
public static class KeyHash
{
    public static byte[] Of(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    public static bool Equal(byte[] one, byte[] other) => CryptographicOperations.FixedTimeEquals(one, other);
}
