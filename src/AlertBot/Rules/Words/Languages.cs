using AlertBot.Localization;

namespace AlertBot.Rules.Words;

/// <summary>A set of <see cref="Language"/>s.</summary>
[Flags]
internal enum Languages
{
    None = 0,
    Arabic = 1,
    English = 2,
    French = 4,
    Latin = English | French,
    All = Arabic | Latin,
}

internal static class LanguageSets
{
    public static Languages ToSet(this Language language) => (Languages)(1 << (int)language);
}
