using System.Security.Cryptography;
using System.Text;

namespace AlertBot.Feeds;

/// <summary>What makes an entry the same one at the next poll.</summary>
internal static class EntryIdentity
{
    /// <summary>
    /// How parameters begin that only say where a reader came from; publishers change them from one poll to the next.
    /// </summary>
    private static readonly string[] Trackers =
    [
        "utm_",
        "at_medium=",
        "at_campaign=",
        "mtm_",
        "pk_campaign=",
        "fbclid=",
        "gclid=",
        "igshid=",
        "mc_cid=",
        "mc_eid=",
        "xtor=",
        "cmpid=",
        "traffic_source=",
    ];

    /// <summary>The guid, else the link without what trackers add, else a hash of title and date.</summary>
    public static string Of(string? guid, Uri? link, string title, DateTimeOffset? published) =>
        guid is not null ? guid
        : link is not null ? Canonical(link)
        : $"hash:{Hash($"{title}\n{published?.ToUnixTimeSeconds()}")}";

    public static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12));

    /// <summary>A short name for bytes or text: 64 bits of its SHA-256, as a number the store can hold.</summary>
    public static long Key(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BitConverter.ToInt64(hash);
    }

    public static long Key(string text) => Key(Encoding.UTF8.GetBytes(text));

    /// <summary>The link without scheme, "www." and trackers: sites change these and mean the same page.</summary>
    public static string Page(Uri link)
    {
        var canonical = Canonical(link);
        var page = canonical[(canonical.IndexOf("://", StringComparison.Ordinal) + 3)..].TrimEnd('/');
        return page.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? page[4..] : page;
    }

    private static string Canonical(Uri link)
    {
        var kept = link
            .Query.TrimStart('?')
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(parameter => !Trackers.Any(name => parameter.StartsWith(name, StringComparison.OrdinalIgnoreCase)));
        var query = string.Join('&', kept);
        return $"{link.Scheme}://{link.Authority}{link.AbsolutePath}{(query.Length > 0 ? "?" : "")}{query}";
    }
}
