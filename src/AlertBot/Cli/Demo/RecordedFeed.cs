using System.Reflection;
using System.Text.RegularExpressions;
using AlertBot.Configuration;
using AlertBot.Feeds.Lists;
using AlertBot.Localization;

namespace AlertBot.Cli.Demo;

/// <summary>One recorded feed.</summary>
/// <param name="Name">Its path on the demo's server.</param>
/// <param name="Resource">The embedded document; null for the feed that only fails.</param>
/// <param name="Publisher">An invented one.</param>
/// <param name="Language">What it writes in.</param>
/// <param name="ContentType">As its publisher's server would send it.</param>
/// <param name="Charset">What its bytes are in.</param>
internal sealed partial record RecordedFeed(
    string Name,
    string? Resource,
    string Publisher,
    Language Language,
    string ContentType,
    string Charset = "utf-8"
)
{
    /// <summary>Entries the harbour feed holds back for <c>demo --watch</c>.</summary>
    public const int LaterEntries = 3;

    public static IReadOnlyList<RecordedFeed> All { get; } =
    [
        new("shahed", "shahed-ar.xml", "شاهد المتوسط", Language.Arabic, "text/xml; charset=UTF-8"),
        new("harbour", "harbour-en.atom", "Harbour Dispatch", Language.English, "application/atom+xml"),
        new(
            "quotidien",
            "quotidien-fr.rdf",
            "Le Quotidien du Large",
            Language.French,
            "application/rdf+xml; charset=utf-8"
        ),
        new(
            "barid",
            "barid-1256.xml",
            "بريد الساحل",
            Language.Arabic,
            "application/rss+xml; charset=windows-1256",
            "windows-1256"
        ),
        new("lighthouse", "lighthouse-en.xml", "Lighthouse Notices", Language.English, "application/rss+xml"),
        new("outage", null, "Offline Gazette", Language.English, "text/html"),
    ];

    public FeedLine ToLine(string server) =>
        new()
        {
            Url = new Located<Uri>(new Uri($"{server}/{Name}"), default),
            Publisher = Publisher,
            Lang = Language,
        };

    /// <summary>The document with the first <paramref name="published"/> of its later entries in it.</summary>
    public string Read(int published)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Feeds/{Resource}")!;
        using var reader = new StreamReader(stream);
        var later = 0;
        return Later().Replace(reader.ReadToEnd(), entry => later++ < published ? entry.Groups[1].Value : "");
    }

    /// <summary>
    /// Later entries stand between <c>{{later</c> and <c>later}}</c>, first one last as feeds have it.
    /// </summary>
    [GeneratedRegex(@"\{\{later(.*?)later\}\}\s*", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Later();
}
