namespace AlertBot.Stories.Grouping;

/// <summary>
/// Measures what speaks for and against two entries reporting one event. For one caller at a time: the sums are used
/// again.
/// </summary>
internal sealed class PairFeatures
{
    /// <summary>What is measured, in the order of the weights.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "headline-words",
        "headline-names",
        "headline-unlisted-names",
        "headline-things",
        "headline-actions",
        "words",
        "names",
        "unlisted-names",
        "things",
        "actions",
        "figures",
        "days",
        "other-figures",
        "days-apart",
        "same-hours",
        "opposite-actions",
        "other-actions",
        "other-names",
        "no-common-name",
        "one-publisher",
        "one-statement",
        "other-speaker",
        "rarest-words",
        "shared",
        "other-war",
        "same-subject",
        "other-subject",
        "same-subject-speaks",
        "other-subject-speaks",
        "same-first-action",
        "other-first-action",
        "bias",
    ];

    /// <summary>
    /// Where <c>other-war</c> stands: a truce in one war is none in another, however alike the words.
    /// </summary>
    public static readonly int OtherWar = Names.Index().First(name => name.Item == "other-war").Index;

    private static readonly int Kinds = Enum.GetValues<FeatureKind>().Length;

    /// <summary>
    /// Added to the squared length of each side, as if both said a little more: two short headlines share a country and
    /// little else.
    /// </summary>
    private static readonly double[] Ballast = [100, 15, 0, 40, 15, 10, 10, 20];

    private static readonly double[] HeadlineBallast = [15, 4, 0, 10, 4, 4, 4, 4];

    private static readonly TimeSpan OneStatement = TimeSpan.FromHours(3);

    /// <summary>What cannot have been done in one event, whichever was first.</summary>
    private static readonly (string, string)[] Opposites =
    [
        ("a-close", "a-reopen"),
        ("a-start", "a-end"),
        ("a-start", "a-postpone"),
        ("a-sign", "a-reject"),
        ("a-accept", "a-reject"),
        ("a-accept", "a-deny"),
        ("a-lift", "a-sanction"),
        ("a-leave", "a-stay"),
        ("a-fall", "a-rise"),
        ("a-detain", "a-release"),
        ("a-welcome", "a-condemn"),
        ("a-welcome", "a-reject"),
        ("a-extend", "a-end"),
    ];

    /// <summary>
    /// Of those the ones that a headline cannot mean loosely, as bits: closes, reopens; detains, releases.
    /// </summary>
    public static readonly long Undoing = BitsOf(("a-close", "a-reopen")) | BitsOf(("a-detain", "a-release"));

    private readonly Sums _sums = new();

    public double[] Measure(OpenEntry a, OpenEntry b, OpenEntries entries)
    {
        var sums = _sums;
        sums.Add(a, b, entries);
        var hours = (a.Time - b.Time).Duration().TotalHours;
        var isOnePublisher = a.Publisher == b.Publisher;
        var isOneSpeaker = a.Speaker is not null && a.Speaker == b.Speaker;
        var (one, other) = (a.Roles, b.Roles);
        var isSubject = one.Subject is not null && one.Subject == other.Subject;
        var isOther = one.Subject is not null && other.Subject is not null && !isSubject;
        return
        [
            sums.Headline(FeatureKind.Word),
            sums.Headline(FeatureKind.Name),
            sums.Headline(FeatureKind.Skeleton),
            sums.Headline(FeatureKind.Thing),
            sums.Headline(FeatureKind.Action),
            sums.All(FeatureKind.Word),
            sums.All(FeatureKind.Name),
            sums.All(FeatureKind.Skeleton),
            sums.All(FeatureKind.Thing),
            sums.All(FeatureKind.Action),
            sums.All(FeatureKind.Number),
            sums.All(FeatureKind.Day),
            sums.IsOther(FeatureKind.Number) ? 1 : 0,
            Math.Min(hours, 96) / 24,
            Math.Exp(-hours / 4),
            AreOpposite(a, b) ? 1 : 0,
            sums.IsOtherInHeadline(FeatureKind.Action) ? 1 : 0,
            sums.OtherNames,
            sums.IsOtherInHeadline(FeatureKind.Name) ? 1 : 0,
            isOnePublisher ? 1 : 0,
            isOnePublisher && isOneSpeaker && hours <= OneStatement.TotalHours ? 1 : 0,
            a.Speaker is not null && b.Speaker is not null && !isOneSpeaker ? 1 : 0,
            sums.Rarest / 20,
            Math.Log(1 + sums.Evidence),
            sums.IsOtherInHeadline(FeatureKind.ConflictRegion) ? 1 : 0,
            isSubject ? 1 : 0,
            isOther ? 1 : 0,
            isSubject && one.IsSpeech && other.IsSpeech ? 1 : 0,
            isOther && (one.IsSpeech || other.IsSpeech) ? 1 : 0,
            one.Action is not null && one.Action == other.Action ? 1 : 0,
            one.Action is not null && other.Action is not null && one.Action != other.Action ? 1 : 0,
            1,
        ];
    }

    private static long BitsOf((string, string) pair) => 3L << (2 * Array.IndexOf(Opposites, pair));

    private static bool AreOpposite(OpenEntry a, OpenEntry b) =>
        (a.Actions != 0 && b.Actions != 0 && a.Actions != b.Actions)
        && ((a.Actions & b.Opposed & ~b.Actions) != 0 || (b.Actions & a.Opposed & ~a.Actions) != 0);

    /// <summary>
    /// The opposable actions of a headline, a bit for each side of each pair, and the bits of what they are opposed to.
    /// </summary>
    public static (long Actions, long Opposed) OppositesOf(EntryFingerprint fingerprint)
    {
        var (actions, opposed) = (0L, 0L);
        for (var pair = 0; pair < Opposites.Length; pair++)
        {
            if (Has(Opposites[pair].Item1))
                (actions, opposed) = (actions | (1L << (2 * pair)), opposed | (2L << (2 * pair)));
            if (Has(Opposites[pair].Item2))
                (actions, opposed) = (actions | (2L << (2 * pair)), opposed | (1L << (2 * pair)));
        }
        return (actions, opposed);

        bool Has(string action) =>
            fingerprint.Features.GetValueOrDefault(new Feature(FeatureKind.Action, action))
            >= EntryFingerprint.TitleWeight;
    }

    /// <summary>Sums over the features of both, kind by kind, in the whole text and in the headline.</summary>
    private sealed class Sums
    {
        private readonly double[] _shared = new double[Kinds];
        private readonly double[] _ofA = new double[Kinds];
        private readonly double[] _ofB = new double[Kinds];
        private readonly double[] _sharedHeadline = new double[Kinds];
        private readonly double[] _headlineA = new double[Kinds];
        private readonly double[] _headlineB = new double[Kinds];
        private (double First, double Second, double Third) _rarest;
        private (int Shared, int All) _names;

        public double Evidence { get; private set; }

        public double Rarest => _rarest.First + _rarest.Second + _rarest.Third;

        /// <summary>The share of the listed names of both headlines that only one has.</summary>
        public double OtherNames => _names.All == 0 ? 0 : 1 - ((double)_names.Shared / _names.All);

        public double All(FeatureKind kind) => Cosine(_shared, _ofA, _ofB, Ballast, (int)kind);

        public double Headline(FeatureKind kind) =>
            Cosine(_sharedHeadline, _headlineA, _headlineB, HeadlineBallast, (int)kind);

        public bool IsOther(FeatureKind kind) => _ofA[(int)kind] > 0 && _ofB[(int)kind] > 0 && _shared[(int)kind] == 0;

        public bool IsOtherInHeadline(FeatureKind kind) =>
            _headlineA[(int)kind] > 0 && _headlineB[(int)kind] > 0 && _sharedHeadline[(int)kind] == 0;

        public void Add(OpenEntry a, OpenEntry b, OpenEntries entries)
        {
            foreach (var sums in (double[][])[_shared, _ofA, _ofB, _sharedHeadline, _headlineA, _headlineB])
                Array.Clear(sums);
            (_rarest, _names, Evidence) = (default, default, 0);
            for (int i = 0, j = 0; i < a.Features.Length || j < b.Features.Length; )
            {
                var side =
                    j == b.Features.Length ? -1
                    : i == a.Features.Length ? 1
                    : a.Features[i].CompareTo(b.Features[j]);
                var feature = side <= 0 ? a.Features[i] : b.Features[j];
                var (ofA, ofB) = (side <= 0 ? a.Weights[i] : 0, side >= 0 ? b.Weights[j] : 0);
                Add(entries.KindOf(feature), entries.Rarity(feature), ofA, ofB);
                if (side <= 0)
                    i++;
                if (side >= 0)
                    j++;
            }
        }

        private void Add(FeatureKind kind, double rarity, float ofA, float ofB)
        {
            var k = (int)kind;
            var (x, y) = (ofA * rarity, ofB * rarity);
            _ofA[k] += x * x;
            _ofB[k] += y * y;
            _shared[k] += x * y;
            if (
                ofA > 0
                && ofB > 0
                && kind is FeatureKind.Name or FeatureKind.Skeleton or FeatureKind.Number or FeatureKind.Thing
            )
                Evidence += rarity;
            var (inA, inB) = (ofA >= EntryFingerprint.TitleWeight, ofB >= EntryFingerprint.TitleWeight);
            if (!inA && !inB)
                return;
            var square = rarity * rarity;
            _headlineA[k] += inA ? square : 0;
            _headlineB[k] += inB ? square : 0;
            if (kind == FeatureKind.Name)
                _names = (_names.Shared + (inA && inB ? 1 : 0), _names.All + 1);
            if (!inA || !inB)
                return;
            _sharedHeadline[k] += square;
            if (kind is FeatureKind.Word or FeatureKind.Skeleton or FeatureKind.Name)
                Take(rarity);
        }

        /// <summary>The three rarest that both headlines have.</summary>
        private void Take(double rarity)
        {
            if (rarity > _rarest.First)
                _rarest = (rarity, _rarest.First, _rarest.Second);
            else if (rarity > _rarest.Second)
                _rarest = (_rarest.First, rarity, _rarest.Second);
            else if (rarity > _rarest.Third)
                _rarest.Third = rarity;
        }

        private static double Cosine(double[] shared, double[] ofA, double[] ofB, double[] ballast, int kind) =>
            shared[kind] == 0 ? 0 : shared[kind] / Math.Sqrt((ofA[kind] + ballast[kind]) * (ofB[kind] + ballast[kind]));
    }
}
