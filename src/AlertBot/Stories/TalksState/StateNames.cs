using AlertBot.Localization;

namespace AlertBot.Stories.TalksState;

/// <summary>The states of talks as readers see them.</summary>
internal static class StateNames
{
    private static readonly List<string> Steps = ["announced", "under-way", "agreed", "signed"];

    /// <summary>Announced or under way are both talk of what is to come.</summary>
    private static readonly int FirstDone = Steps.IndexOf("agreed");

    private static readonly Dictionary<string, LocalText> All = new(StringComparer.Ordinal)
    {
        ["announced"] = new()
        {
            Ar = "أُعلن",
            En = "announced",
            Fr = "annoncé",
        },
        ["under-way"] = new()
        {
            Ar = "جارٍ",
            En = "under way",
            Fr = "pourparlers en cours",
        },
        ["agreed"] = new()
        {
            Ar = "اتُّفق عليه",
            En = "agreed",
            Fr = "accord conclu",
        },
        ["signed"] = new()
        {
            Ar = "وُقّع",
            En = "signed",
            Fr = "accord signé",
        },
        ["denied"] = new()
        {
            Ar = "جرى نفيه",
            En = "denied",
            Fr = "démenti",
        },
        ["postponed"] = new()
        {
            Ar = "أُجّل",
            En = "postponed",
            Fr = "reporté",
        },
        ["collapsed"] = new()
        {
            Ar = "انهار",
            En = "collapsed",
            Fr = "pourparlers rompus",
        },
        ["violated"] = new()
        {
            Ar = "خُرق",
            En = "violated",
            Fr = "trêve violée",
        },
        ["rejected"] = new()
        {
            Ar = "رُفض",
            En = "rejected",
            Fr = "rejeté",
        },
    };

    public static IReadOnlyCollection<string> Codes => All.Keys;

    /// <summary>Null for no state and for one that a later version of the program wrote.</summary>
    public static LocalText? Find(string? state) => state is null ? null : All.GetValueOrDefault(state);

    /// <summary>
    /// Towards a signature only forwards; what runs against it, once. Between what runs against it desks waver.
    /// </summary>
    public static bool MovesOn(string before, string now)
    {
        var (from, to) = (Steps.IndexOf(before), Steps.IndexOf(now));
        return from >= 0 && (to < 0 || (to > from && to >= FirstDone));
    }

    /// <summary>"violated again"; null for what happens once.</summary>
    public static LocalText? Again(string state) =>
        state is "violated" or "collapsed" or "postponed" or "rejected" or "denied" && Find(state) is { } name
            ? new LocalText
            {
                Ar = $"{name.Ar} مجدداً",
                En = $"{name.En} again",
                Fr = $"{name.Fr} à nouveau",
            }
            : null;

    /// <summary>"agreed → violated".</summary>
    public static LocalText? Change(string before, string now) =>
        Find(before) is { } from && Find(now) is { } to
            ? new LocalText
            {
                Ar = $"{from.Ar} ← {to.Ar}",
                En = $"{from.En} → {to.En}",
                Fr = $"{from.Fr} → {to.Fr}",
            }
            : null;
}
