using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AlertBot.Chats;
using AlertBot.Feeds;
using AlertBot.Localization;
using AlertBot.Subscriptions.Commands.Arguments;

namespace AlertBot.Subscriptions.Commands;

/// <summary>From which reports a chat is told: their languages, their sources, the camps of those.</summary>
internal sealed partial class FilterCommands(SubscriptionStore store, FeedSources feeds)
{
    /// <summary><c>/languages ar fr</c>, <c>all</c>; a button says <c>-en</c> or <c>+en</c>.</summary>
    public async Task<Reply> LanguagesAsync(CommandContext context, CancellationToken ct)
    {
        if (context.Words.Length == 0)
            return LanguagesPanel(context);
        if (Languages(context.Words, context.Subscription.Filter.Languages) is not { } languages)
            return LanguagesPanel(context, context.Texts.LanguagesWrong);
        return LanguagesPanel(await ChangeAsync(context, filter => filter with { Languages = languages }, ct));
    }

    /// <summary><c>/sources only Reuters, AFP</c>, <c>all but Reuters</c>, <c>all</c>; a number is a page.</summary>
    public async Task<Reply> SourcesAsync(CommandContext context, CancellationToken ct)
    {
        var sources = await feeds.ListAsync(ct);
        var names = new Names(
            "sources",
            [
                .. sources
                    .SelectMany(source => new[] { source.Publisher, source.Title, source.Family })
                    .OfType<string>()
                    .Distinct(StringComparer.OrdinalIgnoreCase)
                    .Select(name => (name, name)),
            ],
            [.. sources.Select(source => source.Publisher).Distinct().Select(name => (name, name))],
            context.Texts.SourcesHow,
            context.Texts.SourceUnknown,
            filter => filter.Sources,
            (filter, changed) => filter with { Sources = changed }
        );
        return await ChooseAsync(context, names, ct);
    }

    /// <summary><c>/camps only east</c>, <c>all but east</c>, <c>all</c>.</summary>
    public async Task<Reply> CampsAsync(CommandContext context, CancellationToken ct)
    {
        var camps = (await feeds.ListAsync(ct)).Select(source => source.Camp).OfType<string>().Distinct().ToList();
        var texts = context.Texts;
        var names = new Names(
            "camps",
            [
                .. camps.Select(camp => (camp, camp)),
                .. LanguageCodes.All.SelectMany(language =>
                    camps.Select(camp => (ChatTexts.For(language).CampName(camp), camp))
                ),
                .. LanguageCodes.All.Select(language => (ChatTexts.For(language).NoCamp, ReportFilter.NoCamp)),
                (ReportFilter.NoCamp, ReportFilter.NoCamp),
            ],
            [.. camps.Select(camp => (texts.CampName(camp), camp)), (texts.NoCamp, ReportFilter.NoCamp)],
            texts.CampsHow,
            texts.CampUnknown,
            filter => filter.Camps,
            (filter, changed) => filter with { Camps = changed }
        );
        return await ChooseAsync(context, names, ct);
    }

    /// <summary>What is not all, in lines.</summary>
    public static IEnumerable<string> Describe(Subscription subscription, ChatTexts texts)
    {
        var filter = subscription.Filter;
        if (filter.Languages.Count > 0)
            yield return Filled(texts.StatusLanguages, filter.Languages.Select(l => NameOf(l, texts)), texts);
        if (!filter.Sources.IsEvery)
            yield return Filled(
                filter.Sources.IsOnly ? texts.StatusSourcesOnly : texts.StatusSourcesBut,
                filter.Sources.Names,
                texts
            );
        if (!filter.Camps.IsEvery)
            yield return Filled(
                filter.Camps.IsOnly ? texts.StatusCampsOnly : texts.StatusCampsBut,
                filter.Camps.Names.Select(camp => camp == ReportFilter.NoCamp ? texts.NoCamp : texts.CampName(camp)),
                texts
            );
    }

    /// <summary>Whether words turn a page of buttons and change nothing.</summary>
    public static bool IsPage(string words) => words.Length > 0 && words.All(char.IsAsciiDigit);

    private async Task<Reply> ChooseAsync(CommandContext context, Names names, CancellationToken ct)
    {
        var page = 0;
        if (context.Words.Length == 0 || IsPage(context.Words))
            return NamesPanel(context, names, ParsePage(context.Words));
        var chosen = names.Of(context.Subscription.Filter);
        if (Picked().Match(context.Words) is { Success: true } picked)
        {
            page = ParsePage(picked.Groups["page"].Value);
            // A button may be older than the list of feeds.
            if (names.Offered.FirstOrDefault(n => KeyOf(n.Name) == picked.Groups["key"].Value).Name is { } name)
                chosen = chosen.With(name, picked.Groups["sign"].Value == "+");
        }
        else
        {
            var parsed = NameFilterParser.Parse(context.Words, names.Known);
            if (parsed.Filter is not { } filter)
                return NamesPanel(context, names, page, Problem(parsed, names, context));
            chosen = filter;
        }
        return NamesPanel(await ChangeAsync(context, filter => names.With(filter, chosen), ct), names, page);
    }

    private async Task<CommandContext> ChangeAsync(
        CommandContext context,
        Func<ReportFilter, ReportFilter> change,
        CancellationToken ct
    )
    {
        var changed = context.Subscription with { Filter = change(context.Subscription.Filter) };
        await store.SaveAsync(changed, ct);
        return context with { Subscription = changed, IsKnown = true };
    }

    private static string Problem(NameFilterParser parsed, Names names, CommandContext context)
    {
        var said = SafeText.Fill(names.Unknown, parsed.Unknown ?? context.Words);
        return parsed.Near is null ? said : $"{said} {SafeText.Fill(context.Texts.DidYouMean, parsed.Near)}";
    }

    /// <summary>Null for what cannot be read; all three are none left out.</summary>
    private static IReadOnlyList<Language>? Languages(string words, IReadOnlyList<Language> now)
    {
        if (NameFilterParser.Parse(words, []).Filter is { IsEvery: true })
            return [];
        var isTaken = words[0] == '+';
        if (isTaken || words[0] == '-')
        {
            if (LanguageNames.Parse(words[1..]) is not { } one)
                return null;
            var before = now.Count == 0 ? LanguageCodes.All : now;
            return Plain(isTaken ? before.Append(one) : before.Where(language => language != one));
        }
        var parsed = words
            .Split([' ', ',', '،'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word is not ("and" or "et" or "only" or "و"))
            .Select(LanguageNames.Parse)
            .ToList();
        return parsed.Count == 0 || parsed.Contains(null) ? null : Plain(parsed.OfType<Language>());
    }

    /// <summary>In the order of the languages; none for all of them.</summary>
    private static List<Language> Plain(IEnumerable<Language> languages)
    {
        var some = languages.Distinct().Order().ToList();
        return some.Count == LanguageCodes.All.Count ? [] : some;
    }

    private static Reply LanguagesPanel(CommandContext context, string? problem = null)
    {
        var chosen = context.Subscription.Filter.Languages;
        return Panel(
            context,
            context.Texts.LanguagesHow,
            problem,
            [
                [
                    .. LanguageCodes.All.Select(language =>
                    {
                        var holds = chosen.Count == 0 || chosen.Contains(language);
                        return new Choice(
                            CheckedChoices.Label(ChatTexts.For(language).OwnName, holds),
                            $"languages {(holds ? '-' : '+')}{language.Code()}"
                        );
                    }),
                ],
            ]
        );
    }

    private static Reply NamesPanel(CommandContext context, Names names, int page, string? problem = null)
    {
        var pages = CheckedChoices.Pages(names.Offered.Count);
        page = Math.Clamp(page, 0, pages - 1);
        var filter = names.Of(context.Subscription.Filter);
        IEnumerable<IReadOnlyList<Choice>> choices =
        [
            .. names
                .Offered.Skip(page * CheckedChoices.PageSize)
                .Take(CheckedChoices.PageSize)
                .Select(offered =>
                {
                    var holds = filter.Takes(offered.Name);
                    return (IReadOnlyList<Choice>)
                        [
                            new Choice(
                                CheckedChoices.Label(offered.Label, holds),
                                $"{names.Verb} {page} {(holds ? '-' : '+')}{KeyOf(offered.Name)}"
                            ),
                        ];
                }),
            .. CheckedChoices.Turn(page, pages, names.Verb),
            [
                new Choice(
                    CheckedChoices.Label(context.Texts.Buttons["everything"], filter.IsEvery),
                    $"{names.Verb} all"
                ),
            ],
        ];
        return Panel(context, names.How, problem, choices);
    }

    private static Reply Panel(
        CommandContext context,
        string how,
        string? problem,
        IEnumerable<IReadOnlyList<Choice>> choices
    )
    {
        var standing = string.Join(
            '\n',
            Describe(context.Subscription, context.Texts).DefaultIfEmpty(context.Texts.StatusEverySource)
        );
        string[] parts = [.. problem is null ? [] : new[] { problem }, standing, how];
        return context.Panel(string.Join("\n\n", parts), context.Subscription.ByOperator ? [] : choices);
    }

    private static string Filled(string text, IEnumerable<string> names, ChatTexts texts) =>
        text.Replace("{0}", texts.List(names), StringComparison.Ordinal);

    private static string NameOf(Language language, ChatTexts texts) => texts.LanguageNames[language.Code()];

    private static int ParsePage(string words) =>
        int.TryParse(words, NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? page : 0;

    /// <summary>Short and of plain letters, as buttons need: names may be long and Arabic.</summary>
    private static string KeyOf(string name) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8];

    [GeneratedRegex(@"^(?<page>\d{1,4}) (?<sign>[+-])(?<key>[0-9a-f]{8})$", RegexOptions.CultureInvariant)]
    private static partial Regex Picked();

    /// <summary>Names that can be chosen, and the filter they are chosen in.</summary>
    private sealed record Names(
        string Verb,
        IReadOnlyList<(string Spelling, string Name)> Known,
        IReadOnlyList<(string Label, string Name)> Offered,
        string How,
        string Unknown,
        Func<ReportFilter, NameFilter> Of,
        Func<ReportFilter, NameFilter, ReportFilter> With
    );
}
