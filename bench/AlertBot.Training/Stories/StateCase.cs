using AlertBot.Rules;
using AlertBot.RuleTesting;
using AlertBot.Stories.TalksState;

namespace AlertBot.Training.Stories;

/// <summary>An entry that a reader labelled, as the finding of states sees it.</summary>
/// <param name="Title">Its headline.</param>
/// <param name="Cues">What speaks for a state, other reports of the event left out.</param>
/// <param name="Asks">Whether it meets a rule of talks.</param>
/// <param name="State">The state the reader gave it.</param>
/// <param name="Event">The happening it reports.</param>
/// <param name="Day">What is held back with it: its day, or in a written set its event.</param>
/// <param name="Affair">What is held back with it by affair.</param>
/// <param name="Weight">How much it counts in training.</param>
/// <param name="Counts">Whether its reader was sure of a topic; others are neither right nor wrong.</param>
internal sealed record StateCase(
    string Title,
    IReadOnlySet<string> Cues,
    bool Asks,
    string? State,
    string Event,
    string Day,
    string Affair,
    double Weight,
    bool Counts
)
{
    /// <summary>
    /// Real days repeat one event in a hundred headlines, and their readers give a state to a truce in the background
    /// more often than the guide asks for. The best of a few, cross-validated.
    /// </summary>
    private const double RealWeight = 0.6;

    /// <summary>A set written for this project: its rules are those that the shipped files find.</summary>
    public static List<StateCase> Written(string path, RuleSet rules) =>
        [
            .. LabelledEntry
                .Read(path, rules)
                .Select(e =>
                {
                    var ids = e.Matches.Select(m => m.Rule.Id).ToList();
                    var cues = StateFeatures.Extract(e.Entry, ids);
                    var held = e.Labels.Story;
                    return new StateCase(
                        $"{e.Entry.Title} | {e.Entry.Summary}",
                        cues,
                        StateFeatures.Asks(ids),
                        e.Labels.State,
                        held,
                        held,
                        held,
                        1,
                        true
                    );
                }),
        ];

    /// <summary>
    /// A folder of real days (stream.jsonl, <see cref="DayLabels"/>), and further days of its stream by who read them:
    /// the labelled entries, with the topics they are labelled with for rules, so that what rules miss is not counted
    /// twice.
    /// </summary>
    public static IEnumerable<IGrouping<string, StateCase>> Real(string folder)
    {
        var labels = DayLabels.Read(folder);
        return File.ReadLines(Path.Combine(folder, "stream.jsonl"))
            .Select(ReplayLine.Parse)
            .Where(line => labels.ContainsKey(line.Id))
            .OrderBy(line => line.Published)
            .GroupBy(
                line => labels[line.Id].Reader is { Length: > 0 } reader ? reader : folder,
                line => Of(line, labels[line.Id], Path.GetFileName(folder))
            );
    }

    private static StateCase Of(ReplayLine line, DayLabels labels, string set)
    {
        var entry = line.ToEntry();
        return new StateCase(
            $"{entry.Title} | {entry.Summary}",
            StateFeatures.Extract(entry, labels.Topics),
            StateFeatures.Asks(labels.Topics),
            labels.State,
            labels.Event,
            $"{set} {line.Published:yyyy-MM-dd}",
            $"{set} {labels.Thread}",
            RealWeight,
            labels.IsSure
        );
    }
}
