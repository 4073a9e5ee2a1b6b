using AlertBot.Feeds.Entries;

namespace AlertBot.Rules.Matching;

/// <summary>A set of <see cref="Field"/>s and of the lead: where a condition looks.</summary>
[Flags]
internal enum Fields
{
    None = 0,
    Title = 1,
    Summary = 2,
    Body = 4,

    /// <summary>
    /// What <see cref="Matching.Lead"/> takes for the entry's lead; it lies in the summary or the body.
    /// </summary>
    Lead = 8,
    All = Title | Summary | Body | Lead,
}

internal static class FieldSets
{
    public static Fields ToSet(this Field field) => (Fields)(1 << (int)field);

    public static bool Has(this Fields fields, Field field) => (fields & field.ToSet()) != 0;
}
