using System.Security.Cryptography;
using System.Text;

namespace AlertBot.Delivery;

/// <summary>
/// Makes the keys by which networks know a repeat. A key that came again would have the network hand back an old
/// message in place of a new alert, so nothing is derived from row ids, which every new store counts from 1.
/// </summary>
internal static class MessageKeys
{
    /// <summary>A key nobody has made before, in whatever store.</summary>
    public static string New() => Guid.NewGuid().ToString("N");

    /// <summary>
    /// The key of a message made of several rows: the same rows have the same key, and one of them that was sent alone
    /// before has another, since what it would hand back lacks the rest.
    /// </summary>
    public static string Combine(IEnumerable<string> keys) =>
        keys.ToList() is var all && all.Count == 1
            ? all[0]
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', all))))[..32];
}
