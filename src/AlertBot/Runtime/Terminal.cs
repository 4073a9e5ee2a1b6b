using System.Text;
using AlertBot.Localization;

namespace AlertBot.Runtime;

/// <summary>Where a verb reads and writes: data to <see cref="Out"/>, problems to <see cref="Error"/>.</summary>
internal sealed record Terminal(TextReader In, TextWriter Out, TextWriter Error, bool Colours)
{
    private const char FirstStrongIsolate = '\u2068';
    private const char EndOfIsolate = '\u2069';

    public static Terminal OfProcess()
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        Console.InputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new Terminal(
            Console.In,
            Console.Out,
            Console.Error,
            !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null
        )
        {
            IsWatched = !Console.IsErrorRedirected,
        };
    }

    /// <summary>Whether a person looks at <see cref="Error"/>: then what takes long shows how far it is.</summary>
    public bool IsWatched { get; init; }

    /// <summary>One line that the next one, or <see cref="ClearProgressAsync"/>, takes the place of.</summary>
    public Task ShowProgressAsync(string text) =>
        IsWatched ? Error.WriteAsync($"\r\u001b[K{OneLine(text)}") : Task.CompletedTask;

    public Task ClearProgressAsync() => IsWatched ? Error.WriteAsync("\r\u001b[K") : Task.CompletedTask;

    /// <summary>Text in an ANSI style (1 bold, 2 dim, 32 green, 33 yellow), on a terminal that shows it.</summary>
    public string Styled(string text, int style) => Colours ? $"\u001b[{style}m{text}\u001b[0m" : text;

    /// <summary>Marked words: green on a terminal that shows it, else in brackets.</summary>
    public string Marked(string words) => Colours ? Styled(words, 32) : $"[{words}]";

    /// <summary>"1 entry", "2 entries".</summary>
    public static string Count(int count, string one, string many) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    /// <summary>
    /// Text from outside on one line: without control characters, which could steer the terminal, and with blanks as
    /// single spaces; those at its ends stay.
    /// </summary>
    public static string OneLine(string text)
    {
        var clean = SafeText.Clean($"<{text}>")[1..^1];
        var words = string.Join(' ', clean.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Length == 0
            ? ""
            : $"{(char.IsWhiteSpace(clean[0]) ? " " : "")}{words}{(char.IsWhiteSpace(clean[^1]) ? " " : "")}";
    }

    /// <summary>
    /// Text whose direction must not turn what stands beside it (UAX 9, FSI and PDI); text without Arabic or Hebrew
    /// needs nothing.
    /// </summary>
    public static string Isolated(string text) =>
        text.AsSpan().ContainsAnyInRange('\u0590', '\u08FF') || text.AsSpan().ContainsAnyInRange('\uFB1D', '\uFEFC')
            ? $"{FirstStrongIsolate}{text}{EndOfIsolate}"
            : text;
}

/// <summary>Exit codes, for scripts.</summary>
internal static class Exit
{
    public const int Fine = 0;

    /// <summary>The answer is no: a check failed, nothing matched, a chat could not be reached.</summary>
    public const int No = 1;

    /// <summary>Wrong use or unreadable input.</summary>
    public const int Wrong = 2;
}
