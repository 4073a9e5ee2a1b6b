using System.Text.RegularExpressions;

namespace AlertBot.Alerts.Summaries;

/// <summary>Who says what a sentence tells: a cut must not lose it.</summary>
internal static partial class Attribution
{
    /// <summary>A longer clause tells something of its own.</summary>
    private const int LongestClause = 110;

    /// <summary>
    /// Whether one of the clauses of <paramref name="rest"/> names who says what stands before it: "…, the mission
    /// said", "…, affirme la Mission dans un rapport", "…، بحسب الوزارة".
    /// </summary>
    public static bool Follows(string rest)
    {
        foreach (var range in Commas().EnumerateSplits(rest))
        {
            var clause = rest.AsSpan(range).Trim();
            if (
                ArabicSource().IsMatch(clause)
                || (clause.Length <= LongestClause && !Goes().IsMatch(clause) && Says().IsMatch(clause))
            )
                return true;
        }
        return false;
    }

    /// <summary>Whether somebody is said to say something.</summary>
    public static bool IsIn(string text) => Says().IsMatch(text) || ArabicSource().IsMatch(text);

    [GeneratedRegex("[,،;؛]")]
    private static partial Regex Commas();

    /// <summary>A clause of its own, whose speaker speaks of something else.</summary>
    [GeneratedRegex(
        @"^(?:and|while|but|which|who|whose|where|when|after|before|adding|et|mais|qui|dont|où|tandis|alors|ajoutant|"
            + @"puis|après|avant)(?!\p{L})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Goes();

    [GeneratedRegex(
        @"(?<!\p{L})(?:said|says|say|saying|told|tells|according to|wrote|writes|announced|added|adds|conceded|"
            + @"concedes|claimed|"
            + @"claims|insisted|insists|reported|reports|stated|states|noted|notes|warned|warns|argued|argues|"
            + @"confirmed|confirms|"
            + @"stressed|declared|acknowledged|admitted|admits|explained|explains|quoted|citing|"
            + @"selon|d['’]après|affirme(?:nt)?|assure(?:nt)?|indique(?:nt)?|explique(?:nt)?|écri(?:t|vent)|"
            + @"estime(?:nt)?|précise(?:nt)?|rapporte(?:nt)?|annonce(?:nt)?|déclare(?:nt)?|souligne(?:nt)?|"
            + @"ajoute(?:nt)?|"
            + @"confie|raconte|soutien(?:t|nent)|juge(?:nt)?|prévien(?:t|nent)|averti(?:t|ssent)|di(?:t|sent)|"
            + @"(?:a|ont|avait|avaient) (?:dit|déclaré|affirmé|annoncé|indiqué|précisé|ajouté|estimé|expliqué|souligné|"
            + @"rapporté|assuré|fait savoir|averti|prévenu|confié|jugé|écrit|soutenu|reconnu|admis|confirmé)|"
            + @"a-t-(?:il|elle|on)|ont-(?:ils|elles))(?!\p{L})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Says();

    [GeneratedRegex(
        @"(?<!\p{L})(?:بحسب|حسب|حسبما|وفق|وفقا|وفقاً|على حد|نقلا عن|نقلاً عن|كما (?:قال|أعلن|ذكر|أفاد|أكد|أوضح)ت?|"
            + @"على ما (?:قال|أعلن|ذكر|أفاد)ت?)(?!\p{L})"
            + @"|^(?:قال|أعلن|أوضح|أضاف|ذكر|أفاد)ت?(?!\p{L})"
    )]
    private static partial Regex ArabicSource();
}
