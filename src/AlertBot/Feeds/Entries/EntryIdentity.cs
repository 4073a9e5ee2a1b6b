using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace AlertBot.Feeds.Entries;

/// <summary>What makes an entry the same one at the next poll.</summary>
internal static class EntryIdentity
{
    /// <summary>Hexadecimal digits of a hash: 96 bits.</summary>
    private const int HashLength = 24;

    private static readonly SearchValues<char> HashDigits = SearchValues.Create("0123456789abcdef");

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

    /// <summary>Places that every page has.</summary>
    private static readonly string[] Landmarks = ["top", "main", "content", "comments", "respond", "more"];

    /// <summary>
    /// The guid, else the link without what trackers add, else a hash of what it says (its title, or its text where it
    /// has none) and of its date.
    /// </summary>
    public static string Compute(string? guid, Uri? link, string said, DateTimeOffset? published) =>
        guid is not null ? guid
        : link is not null ? OfLink(link)
        : $"hash:{Hash($"{said}\n{published?.ToUnixTimeSeconds()}")}";

    /// <summary>
    /// The identity of an entry without a guid: its page, with the place on it where the link names one.
    /// </summary>
    public static string OfLink(Uri link) => Canonical(link) + Place(link);

    /// <summary>The identity of one of several entries that share one: told apart by what they say.</summary>
    public static string Apart(string identity, string said) => $"{identity}#{Hash(said)}";

    /// <summary>The identity before <see cref="Apart"/>.</summary>
    public static string Shared(string identity) =>
        identity.Length > HashLength && identity[^(HashLength + 1)] == '#' && IsHash(identity.AsSpan(^HashLength..))
            ? identity[..^(HashLength + 1)]
            : identity;

    public static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, HashLength / 2));

    /// <summary>A short name for bytes or text: 64 bits of its SHA-256, as a number the store can hold.</summary>
    public static long Key(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BitConverter.ToInt64(hash);
    }

    public static long Key(string text) => KeyOfLines(1, text, default, default);

    /// <summary>The same of two texts, one below the other; neither is copied to be put together.</summary>
    public static long Key(ReadOnlySpan<char> first, ReadOnlySpan<char> second) =>
        KeyOfLines(2, first, second, default);

    /// <summary>The same of three.</summary>
    public static long Key(ReadOnlySpan<char> first, ReadOnlySpan<char> second, ReadOnlySpan<char> third) =>
        KeyOfLines(3, first, second, third);

    private static long KeyOfLines(
        int lines,
        ReadOnlySpan<char> first,
        ReadOnlySpan<char> second,
        ReadOnlySpan<char> third
    )
    {
        var most = Encoding.UTF8.GetMaxByteCount(first.Length + second.Length + third.Length) + lines;
        var bytes = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            var count = Encoding.UTF8.GetBytes(first, bytes);
            if (lines > 1)
                count = AddLine(second, bytes, count);
            if (lines > 2)
                count = AddLine(third, bytes, count);
            return Key(bytes.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static int AddLine(ReadOnlySpan<char> line, byte[] bytes, int count)
    {
        bytes[count++] = (byte)'\n';
        return count + Encoding.UTF8.GetBytes(line, bytes.AsSpan(count));
    }

    /// <summary>The link without scheme, "www." and trackers: sites change these and mean the same page.</summary>
    public static string Page(Uri link)
    {
        var canonical = Canonical(link);
        var page = canonical[(canonical.IndexOf("://", StringComparison.Ordinal) + 3)..].TrimEnd('/');
        return page.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? page[4..] : page;
    }

    private static bool IsHash(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(HashDigits);

    /// <summary>
    /// The fragment: on a page of many reports it is all that tells them apart. Trackers write theirs there as well.
    /// </summary>
    private static string Place(Uri link) =>
        link.Fragment.Length < 2
        || Array.Exists(Landmarks, name => link.Fragment.AsSpan(1).Equals(name, StringComparison.OrdinalIgnoreCase))
        || Trackers.Any(name => link.Fragment.AsSpan(1).StartsWith(name, StringComparison.OrdinalIgnoreCase))
            ? ""
            : link.Fragment;

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
