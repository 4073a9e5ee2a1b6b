using System.Text.Json;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.RuleTesting;

namespace AlertBot.Training.Topics;

/// <summary>How the rules an entry meets agree with the topics a reader would want it under.</summary>
internal sealed class TopicScore
{
    private readonly Dictionary<(string Topic, Language Language), (int Right, int False, int Missed)> _counts = [];

    /// <summary>
    /// Entries that a rule meets or misses against the reader's label: <c>+</c> a false alarm, <c>-</c> a miss.
    /// </summary>
    public List<string> Errors { get; } = [];

    /// <summary>Scores files of one JSON object a line: <c>replay</c>'s input with <c>topics</c> beside it.</summary>
    public static TopicScore Of(RuleSet rules, IEnumerable<string> files)
    {
        var score = new TopicScore();
        foreach (var line in files.SelectMany(File.ReadLines).Where(line => !string.IsNullOrWhiteSpace(line)))
            score.Add(
                ReplayLine.Parse(line),
                JsonSerializer.Deserialize<Label>(line, JsonSerializerOptions.Web)!,
                rules
            );
        return score;
    }

    /// <summary>
    /// The harmonic mean of precision and recall over the cells that are asked for; 1 where there is nothing to find.
    /// </summary>
    public double F1(string? topic = null, Language? language = null)
    {
        var (right, wrong) = (0, 0);
        foreach (var (cell, count) in _counts)
        {
            if ((topic ?? cell.Topic) == cell.Topic && (language ?? cell.Language) == cell.Language)
                (right, wrong) = (right + count.Right, wrong + count.False + count.Missed);
        }
        return right + wrong == 0 ? 1 : 2.0 * right / ((2 * right) + wrong);
    }

    private void Add(ReplayLine line, Label label, RuleSet rules)
    {
        var language = LanguageCodes.Parse(line.Lang) ?? throw new InvalidDataException($"{line.Id} has no language");
        var matched = rules.Match(line.ToEntry()).Select(match => match.Rule.Id).ToHashSet();
        foreach (var topic in rules.Rules.Select(rule => rule.Id))
        {
            var count = _counts.GetValueOrDefault((topic, language));
            _counts[(topic, language)] = (matched.Contains(topic), label.Topics.Contains(topic)) switch
            {
                (true, true) => count with { Right = count.Right + 1 },
                (true, false) => count with { False = count.False + 1 },
                (false, true) => count with { Missed = count.Missed + 1 },
                _ => count,
            };
            if (matched.Contains(topic) != label.Topics.Contains(topic))
                Errors.Add($"{(matched.Contains(topic) ? '+' : '-')} {topic}\t{line.Id}\t{line.Title}");
        }
    }

    private sealed record Label(IReadOnlyList<string> Topics);
}
