using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AlertBot.Configuration.Yaml;

/// <summary>
/// Reads a YAML text, event by event, as far as it keeps within bounds: what is nested without end, or grows without
/// end by aliases, would end the process by its stack or its memory, from a file as from a form of the page. The
/// figures are far above what anybody writes. A text that is too long throws <see cref="BeyondException"/> at once.
/// </summary>
internal sealed class YamlBounds(string text) : IParser
{
    public const int MostCharacters = 8_000_000;
    public const int MostLevels = 64;
    public const int MostNodes = 1_000_000;
    public const int MostAliases = 10_000;
    public const int LongestText = 100_000;

    private readonly Parser _parser = new(new StringReader(Within(text)));
    private readonly Dictionary<AnchorName, Grown> _anchored = [];
    private readonly Stack<Open> _open = new();
    private long _nodes;
    private int _aliases;

    public ParsingEvent? Current => _parser.Current;

    /// <summary>
    /// Throws <see cref="BeyondException"/> at the first event with which the text goes beyond a bound.
    /// </summary>
    public bool MoveNext()
    {
        if (!_parser.MoveNext())
            return false;
        if (_parser.Current is { } read && Check(read) is { } words)
            throw new BeyondException(read.Start, words);
        return true;
    }

    private static string Within(string text) =>
        text.Length <= MostCharacters
            ? text
            : throw new BeyondException(
                new Mark(0, 1, 1),
                $"the file has {text.Length} characters, more than {MostCharacters}; split it"
            );

    private string? Check(ParsingEvent read) =>
        read switch
        {
            Scalar { Value.Length: > LongestText } => $"a text of more than {LongestText} characters",
            Scalar scalar => Add(scalar.Anchor, new Grown(1, 1)),
            AnchorAlias alias => TakeAlias(alias),
            MappingStart start => TakeStart(start.Anchor),
            SequenceStart start => TakeStart(start.Anchor),
            MappingEnd or SequenceEnd => TakeEnd(),
            _ => null,
        };

    private string? TakeStart(AnchorName anchor)
    {
        _open.Push(new Open(anchor));
        return _open.Count > MostLevels ? TooDeep : null;
    }

    private string? TakeEnd()
    {
        var closed = _open.Pop();
        return Add(closed.Anchor, new Grown(closed.Nodes + 1, closed.Levels + 1));
    }

    private string? TakeAlias(AnchorAlias alias)
    {
        if (++_aliases > MostAliases)
            return $"more than {MostAliases} aliases (*name)";
        if (_open.Any(open => open.Anchor == alias.Value))
            return $"*{alias.Value} stands inside what it names, which would contain itself without end";
        // One that is not known is told by whoever loads it.
        return _anchored.TryGetValue(alias.Value, out var grown) ? Add(AnchorName.Empty, grown) : null;
    }

    private string? Add(AnchorName anchor, Grown grown)
    {
        if (!anchor.IsEmpty)
            _anchored[anchor] = grown;
        _nodes += grown.Nodes;
        if (_open.TryPeek(out var around))
        {
            around.Nodes += grown.Nodes;
            around.Levels = Math.Max(around.Levels, grown.Levels);
        }
        return _open.Count + grown.Levels > MostLevels + 1 ? TooDeep
            : _nodes > MostNodes * 2L || grown.Nodes > MostNodes || around?.Nodes > MostNodes
                ? $"more than {MostNodes} texts, lists and mappings, those that aliases repeat counted each time"
            : null;
    }

    private static string TooDeep => $"nested more than {MostLevels} levels deep";

    /// <summary>Where a text goes beyond a bound, and in which way.</summary>
    internal sealed class BeyondException(Mark at, string words) : Exception(words)
    {
        public Mark At => at;
    }

    /// <summary>What a node has grown to, aliases in it written out.</summary>
    private readonly record struct Grown(long Nodes, int Levels);

    private sealed class Open(AnchorName anchor)
    {
        public AnchorName Anchor => anchor;

        public long Nodes { get; set; }

        public int Levels { get; set; }
    }
}
