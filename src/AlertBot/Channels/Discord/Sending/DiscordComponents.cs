using AlertBot.Channels.Discord.Api;
using AlertBot.Chats;
using AlertBot.Localization;

namespace AlertBot.Channels.Discord.Sending;

/// <summary>
/// Choices as buttons, and as a select menu where they are many alike (Component Reference, read 2026-11-23).
/// </summary>
internal static class DiscordComponents
{
    public const string SelectId = "select";

    private const int Row = 1;
    private const int Button = 2;
    private const int Select = 3;
    private const int Grey = 2;
    private const int MostRows = 5;
    private const int MostInRow = 5;
    private const int MostOptions = 25;
    private const int MostLabel = 80;

    /// <summary>
    /// Rows as they are while they fit; else the choices of the commonest verb become the options of one menu and the
    /// others buttons below it. What a choice does is its command, in a button's id or an option's value.
    /// </summary>
    public static DiscordComponent[] Render(IReadOnlyList<IReadOnlyList<Choice>> choices)
    {
        if (choices.Count <= MostRows && choices.All(row => row.Count <= MostInRow))
            return [.. choices.Where(row => row.Count > 0).Select(Buttons)];
        var all = choices.SelectMany(row => row).ToList();
        var alike = all.GroupBy(VerbOf).MaxBy(group => group.Count())!.ToList();
        if (alike.Count is < 2 or > MostOptions)
            return [.. all.Chunk(MostInRow).Take(MostRows).Select(Buttons)];
        var rest = all.Except(alike).Chunk(MostInRow).Take(MostRows - 1).Select(Buttons);
        var menu = new DiscordComponent(Select)
        {
            CustomId = SelectId,
            Options = [.. alike.Select(c => new DiscordChoice(Label(c), c.Command))],
        };
        return [new DiscordComponent(Row) { Components = [menu] }, .. rest];
    }

    private static DiscordComponent Buttons(IReadOnlyList<Choice> row) =>
        new(Row)
        {
            Components =
            [
                .. row.Select(c => new DiscordComponent(Button)
                {
                    Style = Grey,
                    Label = Label(c),
                    CustomId = c.Command,
                }),
            ],
        };

    private static string VerbOf(Choice choice) => choice.Command.Split(' ')[0];

    private static string Label(Choice choice) => SafeText.Cut(choice.Label, MostLabel);
}
