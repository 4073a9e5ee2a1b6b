using AlertBot.Localization;
using AlertBot.Rules.Words;

namespace AlertBot.Subscriptions.Commands.Arguments;

/// <summary>Reads a language however a person names it: code, own name, name in another of the three.</summary>
internal static class LanguageNames
{
    private static readonly Dictionary<string, Language> Names = new[]
    {
        (Language.Arabic, "ar arabic arabe العربية عربي عربية"),
        (Language.English, "en english anglais الإنجليزية انجليزي إنجليزية"),
        (Language.French, "fr french français francais الفرنسية فرنسي فرنسية"),
    }
        .SelectMany(known =>
            known.Item2.Split(' ').Select(name => (Name: Folding.Letters(name), Language: known.Item1))
        )
        .DistinctBy(n => n.Name)
        .ToDictionary(n => n.Name, n => n.Language);

    public static Language? Parse(string words) =>
        Names.TryGetValue(Folding.Letters(words.Trim()), out var language) ? language : null;
}
