using AlertBot.Config;
using AlertBot.Storage;

namespace AlertBot.Notices;

/// <summary>
/// Tells the operator of a change of the configuration that could not be taken up, and when all is in order again.
/// </summary>
internal sealed class ConfigNotices(Database database, OperatorChat chat)
{
    private const int MostFaults = 8;

    /// <param name="faults">What is wrong with the files as they are now; empty when all is well again.</param>
    /// <param name="ct">Cancels.</param>
    public Task TellAsync(IReadOnlyList<Fault> faults, CancellationToken ct)
    {
        if (!chat.IsSet)
            return Task.CompletedTask;
        var text =
            faults.Count == 0
                ? chat.Texts.ConfigWell
                : string.Join(
                    '\n',
                    [
                        chat.Texts.ConfigFaulty,
                        .. faults.Take(MostFaults).Select(f => f.ToString()),
                        .. faults.Count > MostFaults ? ["…"] : Array.Empty<string>(),
                    ]
                );
        return database.WriteAsync(tx => chat.TellAsync(tx, text, ct), ct);
    }
}
