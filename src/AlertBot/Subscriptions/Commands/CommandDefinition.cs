using AlertBot.Chats;
using AlertBot.Subscriptions.Commands.Arguments;
using AlertBot.Subscriptions.Sharing;

namespace AlertBot.Subscriptions.Commands;

/// <summary>What a command does to a chat, and so who may give it.</summary>
internal enum CommandRole
{
    /// <summary>Shows how things stand; anyone may.</summary>
    Shows,

    /// <summary>Changes something when it has words, and shows how things stand without.</summary>
    ChangesWithWords,

    /// <summary>Changes what the chat follows: who administers the chat may.</summary>
    Changes,

    /// <summary>Changes nothing, and shows what is not for every member: who administers the chat may.</summary>
    ShowsAll,
}

/// <summary>Where a command is offered in menus; one that is written is understood everywhere.</summary>
[Flags]
internal enum CommandMenus
{
    /// <summary>It comes from buttons and links.</summary>
    None = 0,
    Telegram = 1,
    Discord = 2,

    /// <summary>Also to members of a group who may change nothing.</summary>
    Members = 4,
}

/// <summary>
/// One command: its name, who may give it, what words it takes, where it is offered and what answers it. Rights, menus
/// on both networks and help follow from it; its description stands in the texts under the same name.
/// </summary>
/// <param name="Verb">As it is typed, without the slash.</param>
/// <param name="Role">What it does.</param>
/// <param name="Menus">Where it is offered.</param>
/// <param name="Answer">Carries it out.</param>
internal sealed record CommandDefinition(
    string Verb,
    CommandRole Role,
    CommandMenus Menus,
    Func<CommandHandlers, CommandContext, CancellationToken, Task<Reply>> Answer
)
{
    private const CommandMenus Both = CommandMenus.Telegram | CommandMenus.Discord;
    private const CommandMenus All = Both | CommandMenus.Members;

    /// <summary>The words it takes, by the name under which the texts describe them; null for none.</summary>
    public string? Option { get; init; }

    /// <summary>Whether an operator's list of subscriptions leaves it to the chat all the same.</summary>
    public bool IsOpenUnderOperator { get; init; }

    /// <summary>Whether nobody types it: what is written so in a group is another bot's.</summary>
    public bool IsFromButtonsAlone { get; init; }

    /// <summary>Words with which it shows and changes nothing, such as a page of a list.</summary>
    public Predicate<string> OnlyShows { get; init; } = words => words.Length == 0;

    /// <summary>In the order of the menus.</summary>
    public static IReadOnlyList<CommandDefinition> Every { get; } =
    [
        new("topics", CommandRole.Shows, All, (h, c, _) => Task.FromResult(h.Topics.List(c))),
        new("subscribe", CommandRole.Changes, Both, (h, c, ct) => h.Topics.SubscribeOrListAsync(c, ct))
        {
            Option = "topics",
        },
        new("unsubscribe", CommandRole.Changes, Both, (h, c, ct) => h.Topics.UnsubscribeAsync(c, ct))
        {
            Option = "topics",
        },
        new("follow", CommandRole.ChangesWithWords, Both, (h, c, ct) => h.Follows.FollowAsync(c, ct))
        {
            Option = "words",
        },
        new("follows", CommandRole.Shows, Both, (h, c, _) => Task.FromResult(h.Follows.List(c))),
        new("unfollow", CommandRole.ChangesWithWords, Both, (h, c, ct) => h.Follows.UnfollowAsync(c, ct))
        {
            Option = "number",
        },
        new("mute", CommandRole.ChangesWithWords, Both, (h, c, ct) => h.Mutes.MuteAsync(c, ct)) { Option = "mute" },
        new("unmute", CommandRole.ChangesWithWords, Both, (h, c, ct) => h.Mutes.UnmuteAsync(c, ct))
        {
            Option = "muted",
        },
        new("status", CommandRole.Shows, All, (h, c, _) => Task.FromResult(h.Topics.Status(c))),
        new("latest", CommandRole.Shows, All, (h, c, ct) => h.Latest.LatestAsync(c, ct)) { Option = "topics" },
        new("preview", CommandRole.Shows, All, (h, c, ct) => h.Preview.PreviewAsync(c, ct)) { Option = "topics" },
        new("search", CommandRole.Shows, Both, (h, c, ct) => h.Search.SearchAsync(c, ct)) { Option = "search" },
        new("why", CommandRole.Shows, All, (h, c, ct) => h.Why.WhyAsync(c, ct)),
        new("digest", CommandRole.ChangesWithWords, Both, (h, c, ct) => h.Times.DigestAsync(c, ct)) { Option = "hour" },
        new("brief", CommandRole.ChangesWithWords, Both, (h, c, ct) => h.Briefs.BriefAsync(c, ct))
        {
            Option = "brief",
            OnlyShows = words =>
                words.Length == 0
                || BriefArgumentParser.Parse(words).Kind is BriefKind.Now or BriefKind.Markdown or BriefKind.Html,
        },
        new("quiet", CommandRole.ChangesWithWords, Both, (h, c, ct) => h.Times.QuietAsync(c, ct)) { Option = "hours" },
        new("atleast", CommandRole.ChangesWithWords, Both, (h, c, ct) => h.Reports.AtLeastAsync(c, ct))
        {
            Option = "sources",
        },
        new("each", CommandRole.ChangesWithWords, Both, (h, c, ct) => h.Reports.EachAsync(c, ct)) { Option = "switch" },
        new("only", CommandRole.ChangesWithWords, Both, (h, c, ct) => h.Times.OnlyAsync(c, ct)) { Option = "weight" },
        new("when", CommandRole.ChangesWithWords, Both, (h, c, ct) => h.Topics.WhenAsync(c, ct))
        {
            Option = "when",
            OnlyShows = words => TimingArgumentParser.Parse(words).Timing is null,
        },
        new("languages", CommandRole.ChangesWithWords, Both, (h, c, ct) => h.Filters.LanguagesAsync(c, ct))
        {
            Option = "languages",
        },
        new("sources", CommandRole.ChangesWithWords, Both, (h, c, ct) => h.Filters.SourcesAsync(c, ct))
        {
            Option = "names",
            OnlyShows = words => words.Length == 0 || FilterCommands.IsPage(words),
        },
        new("camps", CommandRole.ChangesWithWords, Both, (h, c, ct) => h.Filters.CampsAsync(c, ct))
        {
            Option = "camps",
            OnlyShows = words => words.Length == 0 || FilterCommands.IsPage(words),
        },
        new("summary", CommandRole.ChangesWithWords, Both, (h, c, ct) => h.Reports.SummaryAsync(c, ct))
        {
            Option = "length",
        },
        new("zone", CommandRole.ChangesWithWords, Both, (h, c, ct) => h.Zones.ZoneAsync(c, ct))
        {
            Option = "city",
            OnlyShows = words => words.Length == 0 || ZoneCommand.IsPage(words),
        },
        new("language", CommandRole.ChangesWithWords, Both, (h, c, ct) => h.Chat.LanguageAsync(c, ct))
        {
            Option = "language",
            IsOpenUnderOperator = true,
        },
        // Carried out before it comes here: managing a channel from a private chat is Telegram's way.
        new("channel", CommandRole.Shows, CommandMenus.Telegram, (_, c, _) => Task.FromResult(ChatCommands.Unknown(c))),
        new("test", CommandRole.Shows, Both, (h, c, _) => Task.FromResult(h.Test.Test(c))) { Option = "text" },
        new("share", CommandRole.ChangesWithWords, Both, (h, c, ct) => h.Share.ShareAsync(c, ct))
        {
            Option = "code",
            OnlyShows = words => !ShareCommand.Changes(words),
        },
        new("export", CommandRole.ShowsAll, Both, (h, c, ct) => h.Chat.ExportAsync(c, ct)),
        new("help", CommandRole.Shows, All, (_, c, _) => Task.FromResult(c.Reply(c.Texts.Help))),
        new("stop", CommandRole.Changes, Both, (h, c, ct) => h.Chat.StopAsync(c, ct)),
        new("start", CommandRole.ChangesWithWords, CommandMenus.None, (h, c, ct) =>
            ShareCommand.IsLink(c.Words) ? h.Share.ShareAsync(c, ct) : h.Topics.StartAsync(c, ct)
        )
        {
            OnlyShows = words => words.Length == 0 || (ShareCommand.IsLink(words) && !ShareCommand.Changes(words)),
        },
        new("wrong", CommandRole.Shows, CommandMenus.None, (h, c, ct) => h.Feedback.WrongAsync(c, ct))
        {
            IsFromButtonsAlone = true,
        },
        new("m", CommandRole.Changes, CommandMenus.None, (h, c, ct) => h.Mutes.PickAsync(c, ct))
        {
            IsFromButtonsAlone = true,
        },
        new("p", CommandRole.Changes, CommandMenus.None, (h, c, ct) => h.Topics.PickAsync(c, ct))
        {
            IsFromButtonsAlone = true,
        },
        new("w", CommandRole.Changes, CommandMenus.None, (h, c, ct) => h.Topics.PickTimingAsync(c, ct))
        {
            IsFromButtonsAlone = true,
        },
    ];

    private static readonly Dictionary<string, CommandDefinition> ByVerb = Every.ToDictionary(
        command => command.Verb,
        StringComparer.Ordinal
    );

    /// <summary>The command of that name; null when there is none.</summary>
    public static CommandDefinition? Find(string verb) => ByVerb.GetValueOrDefault(verb);

    /// <summary>Those offered in a menu, in its order.</summary>
    public static IEnumerable<CommandDefinition> In(CommandMenus menu) =>
        Every.Where(command => command.Menus.HasFlag(menu));

    /// <summary>Whether it changes something when it is given with these words.</summary>
    public bool Changes(string words) =>
        Role is CommandRole.Changes || (Role is CommandRole.ChangesWithWords && !OnlyShows(words));

    /// <summary>Whether only who administers the chat may give it with these words.</summary>
    public bool IsForAdministrators(string words) => Role is CommandRole.ShowsAll || Changes(words);

    /// <summary>Whether it may ever be refused to a member; networks hide such a command from who may not.</summary>
    public bool MayBeRefused => Role is not CommandRole.Shows;
}

/// <summary>What answers commands, by its subject.</summary>
internal sealed record CommandHandlers(
    TopicCommands Topics,
    FollowCommands Follows,
    MuteCommands Mutes,
    FeedbackCommand Feedback,
    TimeCommands Times,
    ReportCommands Reports,
    FilterCommands Filters,
    ZoneCommand Zones,
    WhyCommand Why,
    LatestCommand Latest,
    PreviewCommand Preview,
    ShareCommand Share,
    SearchCommand Search,
    BriefCommand Briefs,
    TestCommand Test,
    ChatDataCommands Chat
);
