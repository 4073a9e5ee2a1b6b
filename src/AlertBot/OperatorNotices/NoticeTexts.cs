using AlertBot.Configuration.Yaml;
using AlertBot.Localization;

namespace AlertBot.OperatorNotices;

/// <summary>
/// What the operator is told, in one language; from Texts/ar.yaml, en.yaml and fr.yaml, which have the same keys.
/// </summary>
internal sealed record NoticeTexts
{
    private static readonly IReadOnlyDictionary<Language, NoticeTexts> Known = EmbeddedTexts.Load<NoticeTexts>(
        "Notices"
    );

    public required string FeedBroken { get; init; }
    public required string FeedSilent { get; init; }
    public required string FeedMoved { get; init; }
    public required string FeedEnded { get; init; }
    public required string FeedCostly { get; init; }
    public required string FeedWell { get; init; }
    public required Plural MoreFeeds { get; init; }
    public required string NetworkDown { get; init; }
    public required string NetworkBack { get; init; }
    public required string ConfigFaulty { get; init; }
    public required string ConfigWell { get; init; }
    public required string StoreDamaged { get; init; }

    public static NoticeTexts For(Language language) => Known[language];
}
