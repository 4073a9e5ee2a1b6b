using System.Reflection;
using System.Text.Json;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Stories.TalksState;
using AlertBot.Stories.Weighing;

namespace AlertBot.Stories.Grouping;

/// <summary>
/// Puts entries into events, and events into stories, in memory: what the service does with each poll and
/// <c>replay</c> with each line. An entry joins the event one of whose reports is most like it, if the others are like
/// it, too, on average: a chain of likenesses (a truce, its breach, the talks that follow) is no event. Deterministic,
/// bounded by <see cref="StoryWindow"/>; docs/stories.md has the figures.
/// </summary>
/// <param name="model">The shipped one where null.</param>
/// <param name="facts">Reads an entry: what it says of its event, given what others of it reported of talks; as
/// <see cref="FactsOf"/> where null.</param>
internal sealed class EventGrouper(
    SimilarityModel? model = null,
    Func<MatchedEntry, Func<string?, ReportFacts>>? facts = null
)
{
    /// <summary>An event is reported for so long after its first report; later ones begin another.</summary>
    public static readonly TimeSpan EventWindow = TimeSpan.FromHours(72);

    /// <summary>A story goes on while an event of it began no longer ago.</summary>
    public static readonly TimeSpan StoryWindow = TimeSpan.FromDays(4);

    /// <summary>What left the window is dropped at these steps, so that a node just started holds the same.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromHours(6);

    /// <summary>Entries compared in full.</summary>
    private const int MostCompared = 40;

    /// <summary>Reports of an event that are asked, the newest: a great event has hundreds.</summary>
    private const int MostMembers = 8;

    /// <summary>Taken off the log-odds where the headlines name different wars.</summary>
    private const double AnotherWar = 6;

    /// <summary>
    /// Asked for beyond the bar where the entry says what a desk has to know: an event swallowed is worse than one told
    /// twice.
    /// </summary>
    private const double Caution = 1;

    /// <summary>
    /// Added to it for each unit of the log-odds that the entry is must, up to <see cref="SureMust"/>: what tells a
    /// clear act is more often an event of its own than what only may be one.
    /// </summary>
    private const double CautionIfSure = 0.5;

    private const double SureMust = 2;

    /// <summary>
    /// Asked for in place of both where the event was lately reported in the state that the entry reports: a deal is
    /// reached once, in however many words.
    /// </summary>
    private const double CautionInOneState = 0.5;

    /// <summary>
    /// Added to it for each hour that the event is older than <see cref="Fresh"/>: what a desk has to know a day after
    /// the first report is more often the next step than one more report.
    /// </summary>
    private const double CautionAnHour = 0.1;

    private static readonly TimeSpan Fresh = TimeSpan.FromHours(6);

    /// <summary>
    /// Added to it where no report of the event is in the entry's language, so that actors, places and figures are all
    /// they can share.
    /// </summary>
    private const double CautionAcross = 0.5;

    /// <summary>Added to the log-odds where the event was reported to be in the same state a short while ago.</summary>
    private const double SameState = 1.5;

    /// <summary>Added instead for a state that many things can be in at once.</summary>
    private const double SameOpenState = 0.75;

    /// <summary>
    /// Asked for less of the story of an event that the entry is like, though not enough to be one more report of it.
    /// </summary>
    private const double Likely = 1.5;

    /// <summary>Entries that speak for a story; one alone may be a chance.</summary>
    private const int Supporters = 3;

    private readonly SimilarityModel _model = model ?? SimilarityModel.Shipped;
    private readonly Func<MatchedEntry, Func<string?, ReportFacts>> _facts = facts ?? FactsOf;
    private readonly Dictionary<long, OpenEvent> _events = [];
    private readonly Dictionary<long, OpenStory> _stories = [];
    private readonly Dictionary<long, OpenEntry> _known = [];
    private readonly PairFeatures _features = new();

    /// <summary>What was measured of the entry that is being placed and others, by their number.</summary>
    private readonly Dictionary<int, double[]> _measured = [];

    private OpenEntries _entries = new();
    private DateTimeOffset _since;

    public int Count => _entries.Count;

    /// <summary>What entries must be younger than to be held at this time.</summary>
    public static DateTimeOffset HeldSince(DateTimeOffset now) =>
        new(Math.Max(0, now.UtcTicks - (now.UtcTicks % Step.Ticks) - StoryWindow.Ticks), TimeSpan.Zero);

    /// <summary>
    /// Puts an entry into its event; null where it is of no concern: it meets no rule and names no war.
    /// </summary>
    /// <param name="entry">The entry, with an id of its own.</param>
    /// <param name="time">When it was published, or came in.</param>
    public Placement? Place(MatchedEntry entry, DateTimeOffset time)
    {
        var stored = entry.Stored;
        var isKnown = _known.TryGetValue(stored.Id, out var open);
        if (open is null)
        {
            var fingerprint = EntryFingerprint.Compute(stored.Entry, stored.Feed.Publisher, time, !entry.IsWanted);
            if (fingerprint is null)
                return null;
            open = _entries.Number(fingerprint, stored.Id);
        }
        _measured.Clear();
        var near = isKnown ? [] : _entries.Nearest(open, MostCompared, StoryWindow);
        // An entry that its outlet has changed stays in its event.
        var (found, said, isApart, change) = isKnown
            ? new Finding(open.Event, _facts(entry)(open.Event?.State), false, null)
            : Find(entry, open, near);
        var joined = change is null && isApart ? null : found;
        var happening = change is null && joined is not null ? joined : Begin(stored.Id, time);
        var wasAnnounced = happening.IsAnnounced;
        if (entry.IsWanted)
            happening.Story ??= joined?.Story ?? StoryOf(open, near, found?.Story) ?? new OpenStory();
        happening.Add(open, said);
        if (!isKnown)
            Add(open);
        return new Placement(happening, said, change)
        {
            Contradicted = change is null ? null : found?.Id,
            IsFirst = !wasAnnounced && happening.IsAnnounced,
        };
    }

    /// <summary>Puts an entry of which no more is known into an event, and gives that.</summary>
    public OpenEvent Place(EntryFingerprint fingerprint, long id)
    {
        _measured.Clear();
        var entry = _entries.Number(fingerprint, id);
        var happening = EventOf(entry, _entries.Nearest(entry, MostCompared, StoryWindow), default).Event
            ?? Begin(id, fingerprint.Time);
        happening.Add(entry, default);
        Add(entry);
        return happening;
    }

    /// <summary>Puts back an entry that was grouped before.</summary>
    public void Restore(EntryFingerprint fingerprint, long id, long eventId, long? storyId, ReportFacts facts)
    {
        if (_known.ContainsKey(id))
            return;
        if (!_events.TryGetValue(eventId, out var happening))
            happening = Begin(eventId, fingerprint.Time);
        if (storyId is { } story)
        {
            if (!_stories.TryGetValue(story, out var known))
                _stories.Add(story, known = new OpenStory { Id = story });
            happening.Story = known;
        }
        var entry = _entries.Number(fingerprint, id);
        happening.Add(entry, facts);
        Add(entry);
    }

    /// <summary>A story has got its id in the store.</summary>
    public void Name(OpenStory story, long id)
    {
        story.Id = id;
        _stories[id] = story;
    }

    /// <summary>Drops what has left the window.</summary>
    public void DropExpired(DateTimeOffset now)
    {
        var since = HeldSince(now);
        if (since == _since)
            return;
        _since = since;
        if (!_entries.All.Any(entry => entry.Time < since))
            return;
        _entries = _entries.Since(since);
        _known.Clear();
        foreach (var entry in _entries.All)
            _known[entry.Id] = entry;
        foreach (var happening in _events.Values.ToList())
        {
            // What was dropped bears the numbers of the index that is gone.
            happening.Members.RemoveAll(m => !ReferenceEquals(_known.GetValueOrDefault(m.Id), m));
            if (happening.Members.Count == 0)
                _events.Remove(happening.Id);
        }
        var kept = _events.Values.Select(e => e.Story?.Id).ToHashSet();
        foreach (var story in _stories.Keys.Where(id => !kept.Contains(id)).ToList())
            _stories.Remove(story);
    }

    /// <summary>
    /// Reads an entry once and gives what it says of its event by what others of it reported of talks, null when
    /// nothing.
    /// </summary>
    public static Func<string?, ReportFacts> FactsOf(MatchedEntry entry)
    {
        var read = entry.Stored.Entry;
        var isReport = ReportForm.IsReport(read);
        if (!entry.IsWanted || (!isReport && !ReportForm.IsLive(read)))
            return _ => default;
        var (stateBy, takesEffect) = State.ReaderOf(read, entry.RuleIds);
        // A live page sets off nothing, but what its headline says of talks is what it reports.
        if (!isReport)
            return reported => new ReportFacts(false, false, stateBy(reported), null);
        var weightBy = EventWeight.ReaderOf(entry);
        var dead = ReportFacts.DeadIn(read);
        return reported =>
        {
            var state = stateBy(reported);
            var must = weightBy(state);
            return new ReportFacts(true, must >= 0, state, dead, takesEffect) { MustOdds = must };
        };
    }

    /// <summary>What is known of an entry beside the open events.</summary>
    /// <param name="Event">The event that it is like; null where it is like none.</param>
    /// <param name="Said">What it says.</param>
    /// <param name="IsApart">Whether it is not enough like that to be taken for one more report: then it begins an
    /// event, which may still be a step from that one.</param>
    /// <param name="Change">What it says that the event cannot have been about; null where nothing.</param>
    private readonly record struct Finding(OpenEvent? Event, ReportFacts Said, bool IsApart, LocalText? Change);

    private Finding Find(MatchedEntry entry, OpenEntry open, List<OpenEntry> near)
    {
        var factsBy = _facts(entry);
        var alone = factsBy(null);
        var (found, odds) = EventOf(open, near, alone.CanAnnounce ? alone : default);
        var said = found?.State is { } reported ? factsBy(reported) : alone;
        var isApart =
            said.IsMust
            && found is not null
            && (odds < _model.Join + CautionOf(found, open, said) || found.IsUndoneBy(open));
        var change = found?.Contradicts(said, open.Time);
        if (change is not null && StepOf(open, near, said, found!) is { } step)
            return new Finding(step, said, IsApart: false, null);
        return new Finding(found, said, isApart, change);
    }

    /// <summary>
    /// The event that already is the step which the entry tells of another; null where there is none.
    /// </summary>
    private OpenEvent? StepOf(OpenEntry open, List<OpenEntry> near, ReportFacts said, OpenEvent before)
    {
        var (step, odds) = EventOf(open, near.FindAll(other => other.Event != before), said);
        return
            step is not null
            && step.Contradicts(said, open.Time) is null
            && odds >= _model.Join + (said.IsMust ? CautionOf(step, open, said) : 0)
            ? step
            : null;
    }

    /// <summary>What is asked for beyond the bar of a must report, by the age and languages of the event.</summary>
    private static double CautionOf(OpenEvent happening, OpenEntry entry, ReportFacts said) =>
        (
            happening.HasLately(said, entry.Time)
                ? CautionInOneState
                : Caution + (CautionIfSure * Math.Clamp(said.MustOdds, 0, SureMust))
        )
        + (CautionAnHour * Math.Max(0, (entry.Time - happening.Began - Fresh).TotalHours))
        + (happening.Members.Exists(m => m.Language == entry.Language) ? 0 : CautionAcross);

    private OpenEvent Begin(long id, DateTimeOffset began)
    {
        var happening = new OpenEvent(id, began);
        _events[id] = happening;
        return happening;
    }

    private void Add(OpenEntry entry)
    {
        _entries.Add(entry);
        _known[entry.Id] = entry;
    }

    /// <summary>
    /// The event one of whose reports is most like the entry, and how much; null where none is enough.
    /// </summary>
    private (OpenEvent? Event, double Odds) EventOf(OpenEntry entry, List<OpenEntry> near, ReportFacts said)
    {
        (OpenEvent? Event, double Odds) best = (null, double.NegativeInfinity);
        foreach (var reports in near.GroupBy(other => other.Event!))
        {
            var happening = reports.Key;
            if ((entry.Time - happening.Began).Duration() > EventWindow)
                continue;
            var bonus =
                happening.HasLately(said, entry.Time) ? SameState
                : happening.HasJust(said, entry.Time) ? SameOpenState
                : 0;
            // Most events fall here, before the rest of their reports is measured.
            var most = reports.Max(report => Odds(_model.Event, entry, report)) + bonus;
            // Of equals, the one found first: the answer must not hang on the order of a dictionary.
            if (most < _model.Join || most <= best.Odds)
                continue;
            var mean = happening.Members.TakeLast(MostMembers).Average(m => Odds(_model.Event, entry, m)) + bonus;
            if (mean >= _model.Mean)
                best = (happening, most);
        }
        return best;
    }

    /// <summary>
    /// The story whose entries are most like the entry, on average of the best few; less is asked of the likely one.
    /// </summary>
    private OpenStory? StoryOf(OpenEntry entry, List<OpenEntry> near, OpenStory? likely) =>
        near.Where(other => other.Event?.Story is not null)
            .Select(other => (other.Event!.Story, Odds: Odds(_model.Affair, entry, other)))
            .GroupBy(other => other.Story)
            .Select(story => (story.Key, Odds: story.Select(s => s.Odds).OrderDescending().Take(Supporters).Average()))
            .Where(story => story.Odds >= _model.Follow - (story.Key == likely ? Likely : 0))
            .OrderByDescending(story => story.Odds)
            .FirstOrDefault()
            .Key;

    private double Odds(PairWeights weights, OpenEntry a, OpenEntry b)
    {
        if (!_measured.TryGetValue(b.Number, out var measures))
            _measured[b.Number] = measures = _features.Measure(a, b, _entries);
        return weights.Odds(measures, a.Language == b.Language) - (AnotherWar * measures[PairFeatures.OtherWar]);
    }
}

/// <summary>Where an entry has been put.</summary>
/// <param name="Event">Its event.</param>
/// <param name="Facts">What it says of it.</param>
/// <param name="Development">What sets its event apart from the one it reads like, in a few words; null when nothing
/// does.</param>
internal sealed record Placement(OpenEvent Event, ReportFacts Facts, LocalText? Development)
{
    /// <summary>The event it would be a report of, did it not contradict it; null where it contradicts none.</summary>
    public long? Contradicted { get; init; }

    /// <summary>Whether the event can be told from now on, and could not before.</summary>
    public required bool IsFirst { get; init; }
}

/// <summary>
/// How likely two entries report one event, and how likely they belong to one running affair: logistic weightings of a
/// few measures that a reader can follow (<see cref="PairFeatures.Names"/>). The weights (Words/similarity.json) were
/// found by <c>AlertBot.Training -- stories</c>, by cross-validation over labelled entries.
/// </summary>
/// <param name="Event">Whether two report one event.</param>
/// <param name="Affair">Whether they belong to one affair.</param>
/// <param name="Join">The log-odds from which on an entry joins an event by the member most like it.</param>
/// <param name="Mean">The log-odds that the event's members must reach on average, so that a chain of likenesses is no
/// event.</param>
/// <param name="Follow">The log-odds of one affair from which on an event follows in a story's thread.</param>
internal sealed record SimilarityModel(PairWeights Event, PairWeights Affair, double Join, double Mean, double Follow)
{
    public static SimilarityModel Shipped { get; } = Load();

    private static SimilarityModel Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Stories/similarity.json")!;
        return JsonSerializer.Deserialize<SimilarityModel>(stream, JsonSerializerOptions.Web)!;
    }
}

/// <summary>Weights of the measures; the last is the bias.</summary>
/// <param name="Same">For two entries of one language.</param>
/// <param name="Across">For two of different languages.</param>
internal sealed record PairWeights(IReadOnlyList<double> Same, IReadOnlyList<double> Across)
{
    /// <summary>The log-odds.</summary>
    public double Odds(ReadOnlySpan<double> measures, bool sameLanguage)
    {
        var weights = sameLanguage ? Same : Across;
        var sum = 0.0;
        for (var i = 0; i < measures.Length; i++)
            sum += measures[i] * weights[i];
        return sum;
    }
}
