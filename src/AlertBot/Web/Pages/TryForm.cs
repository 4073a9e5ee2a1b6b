using AlertBot.RuleTesting;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Web.Pages;

/// <summary>What someone wants to try: a text or a stored entry, and a rule file as it is edited in the page.</summary>
/// <param name="Text">The first line is the title.</param>
/// <param name="File">Name of the rule file; empty while none is open.</param>
/// <param name="Yaml">Its text as edited.</param>
/// <param name="Find">Words of a stored entry's title.</param>
/// <param name="Do">
/// The button: find, open, new, try, compare, read, download, or an entry's (<see cref="ButtonOf"/>).
/// </param>
internal sealed record TryForm(string Text, string File, string Yaml, string Find, string Do)
{
    private const string EntryButton = "entry:";

    public static readonly TryForm Empty = new("", "", "", "", "");

    /// <summary>The name of a file to begin, as it was typed.</summary>
    public string Name { get; init; } = "";

    /// <summary>The file that was begun in the page and is not in the folder yet; empty while there is none.</summary>
    public string Begun { get; init; } = "";

    /// <summary>Whether the file edited is the one begun here.</summary>
    public bool IsNew => Begun.Length > 0 && Begun == File;

    /// <summary>The stored entry whose button was pressed, to be tried; null when it was another button.</summary>
    public long? Entry =>
        Do.StartsWith(EntryButton, StringComparison.Ordinal) && long.TryParse(Do[EntryButton.Length..], out var id)
            ? id
            : null;

    /// <summary>
    /// What shows the same answer in another language: an opened file was edited since, and a download is none.
    /// </summary>
    public string Again => Do is "find" or "compare" or "read" ? Do : "try";

    /// <summary>The form with a file begun by the name that was typed; .yaml need not be.</summary>
    public TryForm Begin()
    {
        var file =
            Name.EndsWith(".yaml", StringComparison.Ordinal) || Name.EndsWith(".yml", StringComparison.Ordinal)
                ? Name
                : $"{Name}.yaml";
        return this with { Name = "", File = file, Begun = file, Yaml = RuleFileTemplate.For(file) };
    }

    /// <summary>A button that tries a stored entry.</summary>
    public static string ButtonOf(long entry) => $"{EntryButton}{entry}";

    /// <summary>The status that says why the form cannot be read; null when it can.</summary>
    public static async Task<int?> FaultAsync(HttpContext context)
    {
        try
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return form.Any(field => $"{field.Value}".Contains('\0', StringComparison.Ordinal))
                ? StatusCodes.Status400BadRequest
                : null;
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode;
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            // A NUL, too many fields, no form at all.
            return StatusCodes.Status400BadRequest;
        }
    }

    /// <summary>
    /// What was typed; without a form, the entry of <c>?entry=</c>, as the stories' pages link to it, is to be tried.
    /// </summary>
    public static async Task<TryForm> ParseAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
            return long.TryParse(context.Request.Query["entry"], out var id) ? Empty with { Do = ButtonOf(id) } : Empty;
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return new TryForm(
            NormalizeLines(form["text"]),
            NormalizeLines(form["file"]),
            NormalizeLines(form["yaml"]),
            NormalizeLines(form["find"]),
            NormalizeLines(form["do"])
        )
        {
            Name = NormalizeLines(form["name"]).Trim(),
            Begun = NormalizeLines(form["begun"]),
        };
    }

    /// <summary>Browsers send a text's line ends as CR LF.</summary>
    private static string NormalizeLines(string? value) =>
        (value ?? "").Replace("\r\n", "\n", StringComparison.Ordinal);
}
