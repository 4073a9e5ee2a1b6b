using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using AlertBot.Localization;

namespace AlertBot.Rules.Words;

/// <summary>
/// The words of one language as often as newsrooms write them, from <c>Common/</c>. For <c>check</c> alone: nothing
/// that runs all day reads them.
/// </summary>
internal sealed class CommonWords
{
    private static readonly Dictionary<Language, Lazy<CommonWords>> Lists = LanguageCodes.All.ToDictionary(
        language => language,
        language => new Lazy<CommonWords>(() => new CommonWords(language.Code()))
    );

    private readonly Dictionary<string, int> _byLetters = new(StringComparer.Ordinal);
    private readonly List<(string Word, int Count)> _words = [];

    private CommonWords(string code)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Common/{code}.tsv.gz")!;
        using var reader = new StreamReader(new GZipStream(stream, CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            var (word, count) = (line[..tab], int.Parse(line.AsSpan(tab + 1), CultureInfo.InvariantCulture));
            _words.Add((word, count));
            var letters = Folding.Letters(word);
            _byLetters[letters] = _byLetters.GetValueOrDefault(letters) + count;
        }
    }

    /// <summary>The words as written, the commonest first.</summary>
    public IReadOnlyList<(string Word, int Count)> Words => _words;

    public static CommonWords For(Language language) => Lists[language].Value;

    /// <summary>How often a word of these folded letters was counted.</summary>
    public int CountOf(ReadOnlySpan<char> letters) =>
        _byLetters.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(letters, out var count) ? count : 0;
}
