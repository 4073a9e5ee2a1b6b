using AlertBot.Localization;

namespace AlertBot.Chats;

/// <summary>A command someone wrote in a chat, whatever the network.</summary>
/// <param name="Chat">Where; in a private chat that manages a channel, that channel.</param>
/// <param name="Verb">Without slash and bot name, in small letters.</param>
/// <param name="Words">What follows it.</param>
/// <param name="MayChange">Whether the writer may change what the chat follows: anyone in a private chat,
/// administrators elsewhere.</param>
/// <param name="WriterLanguage">The language of the writer's own client, for a chat that has chosen none.</param>
internal sealed record ChatCommand(Chat Chat, string Verb, string Words, bool MayChange, Language? WriterLanguage)
{
    /// <summary>
    /// The network's id of the message that was answered with the command, or whose button was pressed; null for
    /// neither.
    /// </summary>
    public string? About { get; init; }

    /// <summary>
    /// What the network says stands in the message whose button was pressed; null for none. Discord's has marks of its
    /// own before signs.
    /// </summary>
    public string? AboutText { get; init; }
}

/// <summary>What the bot answers.</summary>
/// <param name="Language">The language it is in.</param>
/// <param name="Text">Plain text in lines; what comes from outside is isolated.</param>
internal sealed record Reply(Language Language, string Text)
{
    /// <summary>Rows of buttons under the text.</summary>
    public IReadOnlyList<IReadOnlyList<Choice>> Choices { get; init; } = [];

    /// <summary>
    /// Whether it takes the place of the message whose button was pressed, rather than stand below it.
    /// </summary>
    public bool Replaces { get; init; }

    /// <summary>Whether the command was not carried out because its writer may not.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>
    /// What opens it elsewhere: the words of a link to the bot, where the network has such links; null for none.
    /// </summary>
    public string? StartWords { get; init; }

    /// <summary>Sent as a file, with the text as its caption; a picture below the text.</summary>
    public ReplyDocument? Document { get; init; }
}

/// <summary>
/// A button: pressing it is the same as writing its command, without the slash. A command is at most
/// <see cref="MostCommand"/> ASCII characters, and states what is wished ("+libya") rather than a change ("the other
/// way"): carried out twice, it does no harm.
/// </summary>
internal sealed record Choice(string Label, string Command)
{
    /// <summary>Telegram takes 64 bytes, of which a channel that is managed from a private chat needs 18.</summary>
    public const int MostCommand = 46;
}

/// <summary>A file in an answer.</summary>
internal sealed record ReplyDocument(string Name, ReadOnlyMemory<byte> Content)
{
    /// <summary>Whether networks show it in the chat.</summary>
    public bool IsPicture { get; init; }
}
