using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary>Fields as one says them.</summary>
internal static class FieldNames
{
    private static readonly (Fields Field, string Name)[] Names =
    [
        (Fields.Title, "title"),
        (Fields.Summary, "summary"),
        (Fields.Body, "body"),
    ];

    /// <summary><c> in the title or summary</c>; nothing for all fields.</summary>
    public static string In(Fields fields) => fields == Fields.All ? "" : $" in the {List(fields, " or ")}";

    public static string List(Fields fields, string joint) =>
        string.Join(joint, Names.Where(named => (fields & named.Field) != 0).Select(named => named.Name));
}
