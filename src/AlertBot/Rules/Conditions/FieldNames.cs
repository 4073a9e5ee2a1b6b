using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary>Fields as one says them.</summary>
internal static class FieldNames
{
    private static readonly (Fields Field, string Name)[] Names =
    [
        (Fields.Title, "title"),
        (Fields.Lead, "lead"),
        (Fields.Summary, "summary"),
        (Fields.Body, "body"),
    ];

    /// <summary><c> in the title or summary</c>; nothing for all fields.</summary>
    public static string In(Fields fields) => fields == Fields.All ? "" : $" in the {List(fields, " or ")}";

    public static string List(Fields fields, string joint) =>
        string.Join(
            joint,
            Names.Where(named => (fields & named.Field) != 0 && !IsImplied(named.Field, fields)).Select(n => n.Name)
        );

    /// <summary>The lead is part of the summary.</summary>
    private static bool IsImplied(Fields field, Fields fields) =>
        field == Fields.Lead && (fields & Fields.Summary) != 0;
}
