using System.CommandLine;
using System.Data.Common;
using System.Text.Json;
using AlertBot.Chats;
using AlertBot.Configuration;
using AlertBot.Delivery;
using AlertBot.Hosting;
using AlertBot.Localization;
using AlertBot.Runtime;
using AlertBot.Storage;

namespace AlertBot.Cli;

/// <summary><c>correct</c>: says in every chat that was told a story what was wrong with it.</summary>
internal static class CorrectVerb
{
    /// <summary>UTF-16 units; a correction that nobody reads corrects nothing.</summary>
    private const int LongestWords = 500;

    public static Command Command(Terminal terminal)
    {
        var story = new Argument<long>("STORY")
        {
            Description = "Its number, as the page has it in the address of the story",
        };
        var happening = new Option<long?>("--event")
        {
            Description = "Only the messages of this event, by its number on the story's page",
            HelpName = "N",
        };
        var words = new Argument<string>("WORDS") { Description = "What is right, in the words that chats will read" };
        var inLanguages = LanguageCodes
            .All.Select(language => new Option<string?>($"--{language.Code()}")
            {
                Description = $"The same in {language}, for the chats that speak it",
                HelpName = "WORDS",
            })
            .ToList();
        var yes = new Option<bool>("--yes") { Description = "Do it; without, only what would be done is shown" };
        var command = new Command(
            "correct",
            "Says in every message that told a story, or below it, what was wrong; the bot may run meanwhile."
        )
        {
            story,
            words,
            happening,
            yes,
        };
        inLanguages.ForEach(command.Add);
        command.SetAction(
            (parsed, ct) =>
                RunAsync(
                    CommandLine.Folder(parsed),
                    parsed.GetValue(story),
                    parsed.GetValue(happening),
                    Words(parsed, words, inLanguages),
                    parsed.GetValue(yes),
                    terminal,
                    ct
                )
        );
        return command;
    }

    /// <summary>What chats of each language will read; WORDS where there is no other.</summary>
    private static Dictionary<Language, string> Words(
        ParseResult parsed,
        Argument<string> words,
        List<Option<string?>> inLanguages
    ) =>
        LanguageCodes
            .All.Zip(inLanguages)
            .ToDictionary(
                pair => pair.First,
                pair => (parsed.GetValue(pair.Second) ?? parsed.GetRequiredValue(words)).Trim()
            );

    private static async Task<int> RunAsync(
        ConfigFolder folder,
        long story,
        long? happening,
        IReadOnlyDictionary<Language, string> words,
        bool isSure,
        Terminal terminal,
        CancellationToken ct
    )
    {
        if (words.Values.Any(text => text.Length is 0 or > LongestWords))
            throw new InvalidDataException($"write what is right in 1 to {LongestWords} characters");
        using var host = AlertBotHost.Build(folder);
        if (!host.Services.GetRequiredService<Database>().Dialect.Exists())
            throw new InvalidDataException("there is no store yet, so nobody was told anything");
        var corrections = host.Services.GetRequiredService<Corrections>();
        try
        {
            var delivered = await corrections.FindAsync(story, happening, ct);
            if (delivered.Count == 0)
            {
                await terminal.Error.WriteLineAsync(
                    happening is null
                        ? $"no chat was told a story {story}"
                        : $"no chat was told an event {happening} of story {story}"
                );
                return Exit.No;
            }
            foreach (
                var headline in delivered
                    .Select(message => ((Alert)JsonSerializer.Deserialize<Content>(message.Content)!).Headline)
                    .Distinct()
            )
                await terminal.Out.WriteLineAsync(SafeText.Clean(headline));
            await terminal.Out.WriteLineAsync(
                $"{delivered.Count(m => m.CanBeEdited)} messages to edit, {delivered.Count(m => !m.CanBeEdited)} to "
                    + "answer with a message of their own"
            );
            if (isSure)
                await corrections.CorrectAsync(delivered, words, ct);
            await terminal.Out.WriteLineAsync(
                isSure ? "corrected: a running bot sends it now" : "nothing is done yet; add --yes"
            );
            return Exit.Fine;
        }
        catch (DbException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }
}
