using AlertBot.Feeds.Entries;

namespace AlertBot.Rules;

/// <summary>
/// A rule that an entry meets, and the words that met it, in the order of the text, none inside another.
/// </summary>
internal sealed record Match(Rule Rule, IReadOnlyList<Span> Spans);
