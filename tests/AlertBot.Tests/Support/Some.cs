using System.Globalization;
using AlertBot.Chats;
using AlertBot.Feeds;
using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Parsing.Text;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Subscriptions;

namespace AlertBot.Tests.Support;

/// <summary>Values that do not matter; a test names only what it is about.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Time = new(2026, 1, 15, 9, 0, 0, TimeSpan.Zero);

    public static readonly Chat Chat = new("telegram", "4001");

    public static Feed Feed(string url = "http://127.0.0.1/feed", Language? language = null) =>
        new()
        {
            Id = 1,
            Url = new Uri(url),
            Publisher = "Harbour Dispatch",
            Every = TimeSpan.FromMinutes(15),
            Language = language,
        };

    public static Entry Entry(
        string title = "Something happened",
        string summary = "",
        string body = "",
        Language language = Language.English
    ) =>
        new()
        {
            Identity = title,
            Title = title,
            Summary = summary,
            Body = body,
            Language = language,
            Boilerplate = Boilerplate.Find(title, summary, body),
        };

    public static Subscription Subscription(Chat? chat = null, params string[] topics) =>
        new()
        {
            Chat = chat ?? Chat,
            Topics = topics.Length > 0 ? topics : [AlertBot.Subscriptions.Subscription.AllTopics],
            Language = Language.English,
            // Tests of delivery are not about what an event weighs.
            Send = Sending.All,
        };

    public static Alert Alert(
        string headline = "Truce holds in Sirte",
        string summary = "Both sides kept to it.",
        Language language = Language.English
    ) =>
        new()
        {
            Urgency = Urgency.High,
            Headline = headline,
            Summary = summary,
            TextLanguage = language,
            Topics = [new Topic("libya", "Libya"), new Topic("ceasefire", "Ceasefire")],
            Publisher = "Harbour Dispatch",
            Published = Time,
            Sources = 1,
            Link = new Uri("https://harbour.example.org/1"),
        };

    public static Message Message(Content? content = null, Chat? chat = null, Language language = Language.English) =>
        new(chat ?? Chat, language, content ?? Alert());

    /// <summary>A brief with counts to draw.</summary>
    public static Brief Brief() =>
        new("Brief: yesterday", [new BriefSection("Events by topic", [new BriefItem("Libya", "5", null)])])
        {
            Counts = [new TopicCount("Libya", 5, 3), new TopicCount("Ceasefire", 2, 4)],
        };

    /// <summary>
    /// Rules topic-1, topic-2… for the words alpha1, alpha2…; with an id length, ids filled up to it.
    /// </summary>
    public static string ManyRules(int count, int idLength = 0) =>
        string.Join(
            '\n',
            [
                "concepts:",
                .. Enumerable.Range(1, count).Select(n => $"  c{n}: {{en: [alpha{n}]}}"),
                "rules:",
                .. Enumerable
                    .Range(1, count)
                    .Select(n =>
                        $"  - {{id: {$"topic-{n}".PadRight(idLength, 'x')}, title: {{en: Topic {n}}}, when: c{n}}}"
                    ),
            ]
        );

    /// <summary>An RSS document of entries given as title and minutes before <see cref="Time"/>.</summary>
    public static string Rss(params (string Title, int MinutesAgo)[] entries) => Rss(Time, entries);

    public static string Rss(DateTimeOffset now, params (string Title, int MinutesAgo)[] entries) =>
        $"""
            <?xml version="1.0"?><rss version="2.0"><channel><title>t</title><link>https://harbour.example.org/</link>
            <description>d</description>
            {string.Concat(
                entries.Select(e =>
                    $"<item><title>{e.Title}</title><guid isPermaLink=\"false\">{e.Title}</guid>"
                        + $"<link>https://harbour.example.org/{Uri.EscapeDataString(e.Title)}</link>"
                        + $"<pubDate>{now.AddMinutes(-e.MinutesAgo).ToString("r", CultureInfo.InvariantCulture)}"
                        + "</pubDate></item>"
                )
            )}
            </channel></rss>
            """;
}
