using AlertBot.Localization;
using AlertBot.Stories.TalksState;

namespace AlertBot.Stories.Grouping;

/// <summary>One happening that further reports may join: it closes some time after its first report.</summary>
/// <param name="id">The entry that began it: the same on every node and after every restart.</param>
/// <param name="began">When that was published.</param>
internal sealed class OpenEvent(long id, DateTimeOffset began)
{
    /// <summary>The reports of one event come without longer gaps; a breach reported after one is another.</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromHours(24);

    /// <summary>A deal is reached once in so long a time, however many report it and in whichever words.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromHours(12);

    /// <summary>Reports of one offer, denial or refusal come within so long.</summary>
    private static readonly TimeSpan Just = TimeSpan.FromHours(6);

    /// <summary>Reports that a truce is agreed and begins at once come within so long of the first.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromHours(1);

    private readonly Dictionary<string, DateTimeOffset> _states = new(StringComparer.Ordinal);
    private long? _dead;
    private long _done;
    private bool _hasTakenEffect;

    public long Id => id;

    public DateTimeOffset Began => began;

    /// <summary>The running affair it belongs to; null while no report of it has met a rule.</summary>
    public OpenStory? Story { get; set; }

    /// <summary>Whether a report that meets a rule tells it, so that chats are told.</summary>
    public bool IsAnnounced { get; private set; }

    /// <summary>Whether one of its reports says what a desk has to know within the hour.</summary>
    public bool IsMust { get; private set; }

    /// <summary>What was last reported of talks; null when nothing.</summary>
    public string? State { get; private set; }

    public List<OpenEntry> Members { get; } = [];

    /// <summary>Takes in a report.</summary>
    public void Add(OpenEntry entry, ReportFacts facts)
    {
        if (entry.Event is null)
            Members.Add(entry);
        entry.Event = this;
        if (!facts.CanAnnounce)
            return;
        IsAnnounced = true;
        IsMust |= facts.IsMust;
        _done |= entry.Actions;
        _hasTakenEffect |= facts.TakesEffect;
        if (facts.State is { } state)
        {
            State = state;
            _states[state] = entry.Time;
        }
        if (facts.Dead > (_dead ?? 0))
            _dead = facts.Dead;
    }

    /// <summary>
    /// Whether the event was reported to be in the state of a report a short while ago; false for states that many
    /// things can be in at once (announced, under way, denied, rejected).
    /// </summary>
    public bool HasLately(ReportFacts facts, DateTimeOffset now) =>
        facts.State is "agreed" or "signed" or "collapsed" or "violated" or "postponed"
        && now - LastIn(facts) <= Lately;

    /// <summary>Whether the event was reported to be in that state within the last hours, whichever it is.</summary>
    public bool HasJust(ReportFacts facts, DateTimeOffset now) => now - LastIn(facts) <= Just;

    /// <summary>
    /// When the event was last reported to be in the state of a report; null where it never was, and for a breach with
    /// a toll of its own, which is another one.
    /// </summary>
    private DateTimeOffset? LastIn(ReportFacts facts) =>
        facts.State is { } state
        && (state != "violated" || facts.Dead is null || facts.Dead == _dead)
        && _states.TryGetValue(state, out var last)
            ? last
            : null;

    /// <summary>
    /// Whether a headline says the opposite of what the event's do and nothing of them: the strait reopens that they
    /// say was closed, who was arrested is let go.
    /// </summary>
    public bool IsUndoneBy(OpenEntry entry)
    {
        var undoing = entry.Actions & PairFeatures.Undoing;
        return (_done & undoing) == 0 && (_done & entry.Opposed & PairFeatures.Undoing) != 0;
    }

    /// <summary>
    /// What a report says that the event cannot have been about, in a few words; null when it is one more report of it.
    /// However alike the words, a signing is not its announcement, nor a breach the truce.
    /// </summary>
    public LocalText? Contradicts(ReportFacts facts, DateTimeOffset time)
    {
        if (facts.State is { } now && State is { } before && now != before)
        {
            if (!_states.ContainsKey(now) && StateNames.MovesOn(before, now))
                return StateNames.Change(before, now);
        }
        if (
            facts is { State: "agreed", TakesEffect: true }
            && !_hasTakenEffect
            && State is "agreed" or "signed" or "announced"
            && time - began >= AtOnce
        )
            return new LocalText
            {
                Ar = "دخل حيز التنفيذ",
                En = "in force",
                Fr = "en vigueur",
            };
        if (
            facts.State is { } same
            && _states.TryGetValue(same, out var last)
            && time - last >= LongestGap
            && StateNames.Again(same) is { } again
        )
            return again;
        return _dead is { } dead && facts.Dead >= 2 * dead
            ? new LocalText
            {
                Ar = $"القتلى: {dead} ← {facts.Dead}",
                En = $"dead: {dead} → {facts.Dead}",
                Fr = $"morts : {dead} → {facts.Dead}",
            }
            : null;
    }
}

/// <summary>A running affair: events that answer each other in thread.</summary>
internal sealed class OpenStory
{
    /// <summary>Its id in the store; 0 until it has one.</summary>
    public long Id { get; set; }
}
