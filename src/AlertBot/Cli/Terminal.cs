using System.Text;

namespace AlertBot.Cli;

/// <summary>Where a verb reads and writes: data to <see cref="Out"/>, problems to <see cref="Error"/>.</summary>
internal sealed record Terminal(TextReader In, TextWriter Out, TextWriter Error, bool Colours)
{
    public static Terminal OfProcess()
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        Console.InputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new Terminal(Console.In, Console.Out, Console.Error, !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null);
    }

    /// <summary>Text in an ANSI style (1 bold, 2 dim, 32 green, 33 yellow), on a terminal that shows it.</summary>
    public string Styled(string text, int style) => Colours ? $"\u001b[{style}m{text}\u001b[0m" : text;
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
