using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AlertBot.Configuration.Yaml;

/// <summary>Reads one YAML file into a record, collecting every fault with its place.</summary>
internal static partial class YamlFile
{
    /// <summary>
    /// The file's content, or null when it is faulty; the faults say why. An empty file is a fault: an editor that died
    /// while saving leaves one, and it must not pass for "no rules".
    /// </summary>
    public static T? Read<T>(string path, string shownAs, DiagnosticBag diagnostics)
        where T : class =>
        ReadText(path, shownAs, diagnostics) is { } text ? Parse<T>(text, shownAs, diagnostics) : null;

    /// <summary>The file's text, or null, with a fault, when it cannot be read.</summary>
    public static string? ReadText(string path, string shownAs, DiagnosticBag diagnostics)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            if (TextOf(bytes) is { } text)
                return text;
            diagnostics.Add(PlaceOfForeignByte(bytes, shownAs), ForeignEncoding);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(
                new SourceLocation(shownAs, 1, 1),
                $"cannot be read: {(e is FileNotFoundException ? "what it links to is not there" : e.Message)}"
            );
            return null;
        }
    }

    private const string ForeignEncoding =
        "not UTF-8 from here on: the file was saved in another encoding (\"ANSI\", windows-1252, windows-1256); "
        + "save it as UTF-8, as its letters cannot be told otherwise";

    /// <summary>The text of a file in UTF-8, or in UTF-16 or UTF-32 with their marks; null for any other.</summary>
    public static string? TextOf(byte[] bytes)
    {
        try
        {
            using var reader = new StreamReader(
                new MemoryStream(bytes),
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
                detectEncodingFromByteOrderMarks: true
            );
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static SourceLocation PlaceOfForeignByte(ReadOnlySpan<byte> bytes, string shownAs)
    {
        var (line, column) = (1, 1);
        while (bytes.Length > 0 && Rune.DecodeFromUtf8(bytes, out var rune, out var length) == OperationStatus.Done)
        {
            (line, column) = rune.Value == '\n' ? (line + 1, 1) : (line, column + rune.Utf16SequenceLength);
            bytes = bytes[length..];
        }
        return new SourceLocation(shownAs, line, column);
    }

    /// <summary>As <see cref="Read{T}"/>, for text already at hand.</summary>
    public static T? Parse<T>(string text, string shownAs, DiagnosticBag diagnostics)
        where T : class =>
        Load(text, shownAs, diagnostics) is { } root ? new YamlBinder(shownAs, diagnostics).Bind<T>(root) : null;

    /// <summary>The one document of a YAML text, or null when it is faulty.</summary>
    public static YamlNode? Load(string text, string shownAs, DiagnosticBag diagnostics)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new YamlBounds(text));
        }
        catch (YamlBounds.BeyondException e)
        {
            diagnostics.Add(new SourceLocation(shownAs, (int)e.At.Line, (int)e.At.Column), e.Message);
            return null;
        }
        catch (YamlException e)
        {
            diagnostics.Add(PlaceOf(e, text, shownAs), SyntaxFault(e, shownAs) + Remedy(e, text));
            return null;
        }
        catch (Exception e) when (IsLost(e))
        {
            diagnostics.Add(
                new SourceLocation(shownAs, LineThatFails(text), 1),
                "not valid YAML from here on; most often a [, { or quote before this line is not closed"
            );
            return null;
        }
        if (stream.Documents.Count == 0)
        {
            diagnostics.Add(new SourceLocation(shownAs, 1, 1), "the file is empty");
            return null;
        }
        if (stream.Documents.Count > 1)
        {
            var second = stream.Documents[1].RootNode;
            diagnostics.Add(
                new SourceLocation(shownAs, (int)second.Start.Line, (int)second.Start.Column),
                "a second document starts here; keep one per file (remove \"---\")"
            );
        }
        return stream.Documents[0].RootNode;
    }

    /// <summary>The first line with which the scanner loses its place; without it, it would only miss an end.</summary>
    private static int LineThatFails(string text)
    {
        var lines = text.Split('\n');
        var (sound, failing) = (0, lines.Length);
        while (failing - sound > 1)
        {
            var middle = (sound + failing) / 2;
            if (Fails(string.Join('\n', lines[..middle])))
                failing = middle;
            else
                sound = middle;
        }
        return failing;
    }

    private static bool Fails(string text)
    {
        try
        {
            new YamlStream().Load(new StringReader(text));
            return false;
        }
        catch (YamlException)
        {
            return false;
        }
        catch (Exception e) when (IsLost(e))
        {
            return true;
        }
    }

    /// <summary>
    /// What YamlDotNet 18 throws when its scanner loses its place, found by mistyping files at random; it does not say
    /// where.
    /// </summary>
    private static bool IsLost(Exception e) => e is InvalidOperationException or ArgumentException;

    /// <summary>The parser notices a tab only later, where the indentation it made does not fit.</summary>
    private static SourceLocation PlaceOf(YamlException fault, string text, string shownAs)
    {
        var tab = IsTab(fault) ? Array.FindIndex(text.Split('\n'), line => line.TrimStart(' ').StartsWith('\t')) : -1;
        return tab < 0
            ? new SourceLocation(shownAs, (int)fault.Start.Line, (int)fault.Start.Column)
            : new SourceLocation(shownAs, tab + 1, 1);
    }

    private static bool IsTab(YamlException fault) => fault.Message.Contains("tab", StringComparison.OrdinalIgnoreCase);

    /// <summary>What people mistype most, on the line of the fault or the one before it.</summary>
    private static string Remedy(YamlException fault, string text)
    {
        var lines = text.Split('\n');
        var at = (int)Math.Clamp(fault.Start.Line - 1, 0, lines.Length - 1);
        var near = lines[Math.Max(0, at - 1)..(at + 1)];
        return near.Any(line => line.Contains('،', StringComparison.Ordinal))
                ? "; an Arabic comma (،) parts nothing in YAML: write a Latin one (,)"
            : near.Any(line => line.Count(c => c == '"') % 2 == 1) ? "; a quotation mark (\") is not closed"
            : near.Any(line => Colons().IsMatch(line))
                ? "; a text with a colon and a blank in it stands in quotation marks: title: \"Prisoners: a swap\""
            : "";
    }

    /// <summary>A key, and a value without quotation marks that has a colon of its own.</summary>
    [GeneratedRegex("""^\s*(?:- )?[\w-]+: [^"'\[{#][^"#]*: """)]
    private static partial Regex Colons();

    private static string SyntaxFault(YamlException fault, string shownAs)
    {
        var words = (fault.InnerException as YamlException ?? fault).Message;
        if (IsTab(fault))
            return "a tab character; YAML is indented with spaces";
        return words.StartsWith("Duplicate key", StringComparison.Ordinal)
            ? "this key stands twice; keep one"
            : $"not valid {(shownAs.EndsWith(".json", StringComparison.Ordinal) ? "JSON" : "YAML")}: "
                + $"{char.ToLowerInvariant(words[0])}{words[1..].TrimEnd('.')}";
    }
}
