namespace AlertBot.Stories;

/// <summary>Measures what two entries have in common; see <see cref="Likeness.Measures"/>.</summary>
internal static class Pair
{
    private static readonly int Kinds = Enum.GetValues<FeatureKind>().Length;

    /// <summary>
    /// Added to the squared length of each side, as if both said a little more: two short headlines share a country and
    /// little else.
    /// </summary>
    private static readonly double[] Ballast = [200, 30, 0, 60, 30, 15, 20, 20];

    public static double[] Measure(OpenEntry a, OpenEntry b, OpenEntries entries)
    {
        Span<double> shared = stackalloc double[Kinds];
        Span<double> ofA = stackalloc double[Kinds];
        Span<double> ofB = stackalloc double[Kinds];
        var evidence = Add(a, b, entries, shared, ofA, ofB);
        var measures = new double[Likeness.Measures.Count];
        for (var kind = 0; kind < Kinds; kind++)
            measures[kind] = Cosine(shared[kind], ofA[kind], ofB[kind], Ballast[kind]);
        const int theatre = (int)FeatureKind.Theatre;
        const int number = (int)FeatureKind.Number;
        // The order of the measures is that of the kinds; of theatres it counts only whether one is shared.
        measures[theatre] = shared[theatre] > 0 ? 1 : 0;
        var common = a.Rules.Count(b.Rules.Contains);
        measures[8] = common == 0 ? 0 : (double)common / (a.Rules.Count + b.Rules.Count - common);
        measures[9] = Math.Min(2, (a.Time - b.Time).Duration() / TimeSpan.FromHours(24));
        measures[10] = ofA[theatre] > 0 && ofB[theatre] > 0 && shared[theatre] == 0 ? 1 : 0;
        measures[11] = ofA[number] > 0 && ofB[number] > 0 && shared[number] == 0 ? 1 : 0;
        measures[12] = Math.Log(1 + evidence);
        measures[13] = 1;
        return measures;
    }

    private static double Add(
        OpenEntry a,
        OpenEntry b,
        OpenEntries entries,
        Span<double> shared,
        Span<double> ofA,
        Span<double> ofB
    )
    {
        var evidence = 0.0;
        for (int i = 0, j = 0; i < a.Features.Length || j < b.Features.Length; )
        {
            var side =
                j == b.Features.Length ? -1
                : i == a.Features.Length ? 1
                : a.Features[i].CompareTo(b.Features[j]);
            var feature = side <= 0 ? a.Features[i] : b.Features[j];
            var kind = (int)entries.KindOf(feature);
            var rarity = entries.Rarity(feature);
            var (x, y) = (side <= 0 ? a.Weights[i] * rarity : 0, side >= 0 ? b.Weights[j] * rarity : 0);
            ofA[kind] += x * x;
            ofB[kind] += y * y;
            shared[kind] += x * y;
            if (
                side == 0
                && kind
                    is (int)FeatureKind.Name
                        or (int)FeatureKind.Skeleton
                        or (int)FeatureKind.Number
                        or (int)FeatureKind.Thing
            )
                evidence += rarity;
            if (side <= 0)
                i++;
            if (side >= 0)
                j++;
        }
        return evidence;
    }

    private static double Cosine(double shared, double ofA, double ofB, double ballast) =>
        shared == 0 ? 0 : shared / Math.Sqrt((ofA + ballast) * (ofB + ballast));
}
