using AlertBot.Configuration;
using AlertBot.Storage;

namespace AlertBot.OperatorNotices;

/// <summary>
/// Tells the operator of a change of the configuration that could not be taken up, and when all is in order again.
/// </summary>
internal sealed class ConfigNotices(Database database, OperatorChat chat)
{
    private const int MostFaults = 8;

    /// <param name="diagnostics">What is wrong with the files as they are now; empty when all is well again.</param>
    /// <param name="ct">Cancels.</param>
    public Task NotifyAsync(IReadOnlyList<Diagnostic> diagnostics, CancellationToken ct)
    {
        if (!chat.IsSet)
            return Task.CompletedTask;
        var text =
            diagnostics.Count == 0
                ? chat.Texts.ConfigWell
                : string.Join(
                    '\n',
                    [
                        chat.Texts.ConfigFaulty,
                        .. diagnostics.Take(MostFaults).Select(f => f.ToString()),
                        .. diagnostics.Count > MostFaults ? ["…"] : Array.Empty<string>(),
                    ]
                );
        return database.WriteAsync(tx => chat.SendAsync(tx, text, ct), ct);
    }
}
