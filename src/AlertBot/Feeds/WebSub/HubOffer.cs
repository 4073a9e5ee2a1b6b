using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AlertBot.Feeds.Lists;

namespace AlertBot.Feeds.WebSub;

/// <summary>A hub that tells of a feed's news, and the name it knows the feed by.</summary>
internal sealed partial record HubOffer(Uri Hub, Uri Topic)
{
    private const int LongestAddress = 2_000;
    private const int MostLinks = 100;

    /// <summary>
    /// What an answer offers (WebSub, section 4): by its <c>Link</c> headers, else by its document. Null where it names
    /// no hub, or no topic that a stranger may be told.
    /// </summary>
    /// <param name="linkHeader">All <c>Link</c> headers, joined by commas.</param>
    /// <param name="inDocument">What the document says.</param>
    /// <param name="found">The address at which the document was found; relative ones are resolved against it.</param>
    public static HubOffer? Find(string? linkHeader, HubLinks inDocument, Uri found)
    {
        var inHeader = OfHeader(linkHeader ?? "");
        var hub = Address(inHeader.Hub, found) ?? Address(inDocument.Hub, found);
        // A feed's own address may hold a key, which is not the hub's to know.
        var topic = Address(inHeader.Self, found)
            ?? Address(inDocument.Self, found)
            ?? (found is { Query: "", UserInfo: "" } ? found : null);
        return hub is null || topic is null ? null : new HubOffer(hub, topic);
    }

    /// <summary>The links of Atom and RSS.</summary>
    public static HubLinks InChannel(XElement channel)
    {
        var links = channel.Elements("link").Take(MostLinks).ToList();
        return new HubLinks(With("hub"), With("self"));

        string? With(string relation) =>
            (string?)
                links.Find(link => Relations((string?)link.Attribute("rel")).Contains(relation))?.Attribute("href");
    }

    /// <summary>JSON Feed's <c>hubs</c> and <c>feed_url</c>.</summary>
    public static HubLinks InJson(JsonElement feed)
    {
        if (feed.ValueKind != JsonValueKind.Object)
            return default;
        var hubs =
            feed.TryGetProperty("hubs", out var all) && all.ValueKind == JsonValueKind.Array
                ? all.EnumerateArray().Where(hub => hub.ValueKind == JsonValueKind.Object)
                : [];
        var hub = hubs.FirstOrDefault(one =>
            Text(one, "type") is { } type && type.Equals("WebSub", StringComparison.OrdinalIgnoreCase)
        );
        return new HubLinks(hub.ValueKind == JsonValueKind.Object ? Text(hub, "url") : null, Text(feed, "feed_url"));

        static string? Text(JsonElement element, string name) =>
            element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
    }

    private static HubLinks OfHeader(string header)
    {
        var links = new HubLinks();
        foreach (Match link in HeaderLink().Matches(header))
        {
            var relations = Relations(Relation().Match(link.Groups["parameters"].Value).Groups["rel"].Value);
            if (relations.Contains("hub"))
                links = links with { Hub = links.Hub ?? link.Groups["address"].Value };
            if (relations.Contains("self"))
                links = links with { Self = links.Self ?? link.Groups["address"].Value };
        }
        return links;
    }

    private static string[] Relations(string? rel) =>
        (rel ?? "").ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static Uri? Address(string? text, Uri found) =>
        text is { Length: > 0 and <= LongestAddress }
        && Uri.TryCreate(found, text.Trim(), out var address)
        && address.Scheme is "http" or "https"
            ? ShownAddress.WithoutUser(address)
            : null;

    [GeneratedRegex("<(?<address>[^<>]*)>(?<parameters>[^<]*)", RegexOptions.CultureInvariant)]
    private static partial Regex HeaderLink();

    [GeneratedRegex(
        """;\s*rel\s*=\s*(?:"(?<rel>[^"]*)"|(?<rel>[^\s;,"]*))""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Relation();
}

/// <summary>What a document says of its hub and of its own address, as written; null for what it does not.</summary>
internal readonly record struct HubLinks(string? Hub, string? Self);
