using System.Text.RegularExpressions;

namespace AlertBot.Chats;

/// <summary>
/// How the places of a network are written. One line for each channel: it is all that is known of it outside its
/// folder.
/// </summary>
/// <param name="Channel">The word before the colon.</param>
/// <param name="Address">A pattern of what follows it.</param>
/// <param name="Section">Its settings.</param>
/// <param name="Thread">A pattern of what may follow a slash; null where a place has no parts.</param>
internal sealed record ChatAddressFormat(string Channel, string Address, string Section, string? Thread = null)
{
    /// <summary>Whether what was sent there can be changed afterwards.</summary>
    public bool Edits { get; init; } = true;

    /// <summary>
    /// A pattern of the ids of roles that an alert can call there; null where none can be called.
    /// </summary>
    public string? Role { get; init; }

    public static IReadOnlyList<ChatAddressFormat> All { get; } =
    [
        new("telegram", @"-?\d{1,16}|@\w{4,32}", "Telegram", @"\d{1,10}"),
        new("discord", @"\d{1,20}|webhook/[A-Za-z0-9-]{1,32}", "Discord") { Role = @"\d{15,20}" },
        new("webhook", "[A-Za-z0-9-]{1,32}", "Webhooks") { Edits = false },
        new("mail", @"[A-Za-z0-9.!#$%&'*+=?^_{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)*[A-Za-z0-9-]{1,63}", "Mail")
        {
            Edits = false,
        },
        new("console", @"\w+", "Console") { Edits = false },
    ];

    /// <summary>Groups <c>channel</c>, <c>address</c> and, where there is one, <c>thread</c>.</summary>
    public static Regex Pattern { get; } =
        new($"^(?:{string.Join('|', All.Select(form => form.Written))})$", RegexOptions.CultureInvariant);

    public static ChatAddressFormat For(Chat chat) => All.First(form => form.Channel == chat.Channel);

    public bool IsRole(string text) =>
        Role is not null && Regex.IsMatch(text, $"^(?:{Role})$", RegexOptions.ECMAScript);

    private string Written =>
        $"(?<channel>{Channel}):(?<address>{Address}){(Thread is null ? "" : $"(?:/(?<thread>{Thread}))?")}";
}
