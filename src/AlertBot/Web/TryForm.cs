using Microsoft.AspNetCore.Http;

namespace AlertBot.Web;

/// <summary>What someone wants to try: a text or a stored entry, and a rule file as it is edited in the page.</summary>
/// <param name="Text">The first line is the title.</param>
/// <param name="File">Name of the rule file; empty while none is open.</param>
/// <param name="Yaml">Its text as edited.</param>
/// <param name="Do">The button: open, try, compare or download.</param>
internal sealed record TryForm(string Text, string File, string Yaml, string Do)
{
    public static readonly TryForm Empty = new("", "", "", "");

    public static async Task<TryForm> ReadAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return new TryForm(Plain(form["text"]), Plain(form["file"]), Plain(form["yaml"]), Plain(form["do"]));
    }

    /// <summary>Browsers send a text's line ends as CR LF.</summary>
    private static string Plain(string? value) => (value ?? "").Replace("\r\n", "\n", StringComparison.Ordinal);
}
