using AlertBot.Rules.Words;

namespace AlertBot.Subscriptions.Commands.Arguments;

/// <summary>Yes and no as people write them in three languages.</summary>
internal static class OnOff
{
    private static readonly HashSet<string> On =
    [
        .. new[] { "on", "yes", "oui", "نعم", "تشغيل" }.Select(Folding.Letters),
    ];

    private static readonly HashSet<string> Off =
    [
        .. new[] { "off", "no", "none", "now", "non", "arret", "maintenant", "لا", "الآن", "إيقاف", "بدون" }.Select(
            Folding.Letters
        ),
    ];

    /// <summary>Null for what is neither; <paramref name="whenEmpty"/> for nothing.</summary>
    public static bool? Parse(string words, bool? whenEmpty) =>
        Folding.Letters(words.Trim()) switch
        {
            "" => whenEmpty,
            var word when On.Contains(word) => true,
            var word when Off.Contains(word) => false,
            _ => null,
        };
}
