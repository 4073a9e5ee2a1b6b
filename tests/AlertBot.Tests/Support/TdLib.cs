using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace AlertBot.Tests.Support;

/// <summary>
/// Telegram's own parser of message markup, from TDLib (native library in an npm package; no network, no account): what
/// it says of a text is what the server will say.
/// </summary>
internal static class TdLib
{
    private static readonly Lazy<Execute> Library = new(Load);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate IntPtr Execute([MarshalAs(UnmanagedType.LPUTF8Str)] string request);

    /// <summary>The visible text, or the server's words for what is wrong.</summary>
    public static (string Visible, string? Problem) ParseHtml(string html)
    {
        var answer = Ask(
            new JsonObject
            {
                ["@type"] = "parseTextEntities",
                ["text"] = html,
                ["parse_mode"] = new JsonObject { ["@type"] = "textParseModeHTML" },
            }
        );
        return answer["@type"]!.ToString() == "error"
            ? ("", answer["message"]!.ToString())
            : (answer["text"]!.ToString(), null);
    }

    private static JsonNode Ask(JsonObject request) =>
        JsonNode.Parse(Marshal.PtrToStringUTF8(Library.Value(request.ToJsonString()))!)!;

    private static Execute Load()
    {
        var path = Path.Combine(
            OutsideClients.Require(),
            "node_modules",
            "@prebuilt-tdlib",
            "linux-x64-glibc",
            "libtdjson.so"
        );
        var execute = Marshal.GetDelegateForFunctionPointer<Execute>(
            NativeLibrary.GetExport(NativeLibrary.Load(path), "td_execute")
        );
        // It would write every text to stderr.
        execute("""{"@type":"setLogVerbosityLevel","new_verbosity_level":0}""");
        return execute;
    }
}
