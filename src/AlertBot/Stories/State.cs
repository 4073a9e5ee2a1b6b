using AlertBot.Feeds;
using AlertBot.Rules;

namespace AlertBot.Stories;

/// <summary>
/// What an entry reports of talks, a truce or a conference: announced, under-way, agreed, signed, denied, postponed, collapsed, violated
/// or rejected. The states are rules (states.yaml), in the language every other rule is written in.
/// </summary>
internal static class State
{
    /// <summary>Where several are told, the gravest: a breach is the news even when the text recalls what was signed.</summary>
    private static readonly string[] Gravest = ["violated", "collapsed", "rejected", "denied", "postponed", "signed", "agreed", "under-way", "announced"];

    private static readonly RuleSet Rules = Glossary.LoadRules("states.yaml");

    /// <summary>Null when the entry reports none.</summary>
    public static string? Of(Entry entry)
    {
        // Headline and summary tell the news; the body recalls what went before it.
        var told = Rules.Match(entry with { Body = "" }).Select(m => m.Rule.Id).ToHashSet(StringComparer.Ordinal);
        return Gravest.FirstOrDefault(told.Contains);
    }
}
