using System.Runtime.InteropServices;
using AlertBot.Localization;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Matching;

/// <summary>
/// Asks a <see cref="Lexicon"/> which of its words a text's word meets, and keeps the answers for when the word comes
/// again.
/// </summary>
internal sealed class TermCache
{
    private readonly FormList _forms = new();
    private readonly List<int> _ids = [];
    private RecentWordCache? _recent;

    /// <summary>
    /// The ids of the rules' words; valid until the next call. The lexicon must be the same each time.
    /// </summary>
    public ReadOnlySpan<int> IdsOf(
        ReadOnlySpan<char> letters,
        uint hash,
        WordTraits traits,
        Language language,
        Lexicon lexicon
    )
    {
        var recent = _recent ??= new RecentWordCache();
        if (recent.TryGet(letters, hash, traits, language, out var known))
            return known;
        lexicon.Meet(letters, hash, traits, language, _forms, _ids);
        var ids = CollectionsMarshal.AsSpan(_ids);
        recent.Add(letters, hash, traits, language, ids);
        return ids;
    }
}
