using System.Data.Common;
using AlertBot.Config;
using AlertBot.Storage;

namespace AlertBot.Schedule;

/// <summary>
/// One run of a job. A store that cannot be used is told once, not at every tick, and once more when it can be used
/// again: what is due stays due meanwhile.
/// </summary>
internal sealed class Tick(StopGrace grace, Database database, ILogger<Tick> log)
{
    private readonly Lock _lock = new();
    private (string Job, string Trouble)? _told;

    public async ValueTask RunAsync(Func<CancellationToken, Task> work)
    {
        var job = work.Method.Name;
        try
        {
            await grace.UntilStoppedAsync(work);
            if (IsWellAgain(job))
                log.StoreWell(database.Dialect.Place);
        }
        catch (DbException e)
        {
            var trouble = StoreFault.Explain(e, database.Dialect);
            if (IsNew(job, trouble))
                log.StoreInTrouble(e, trouble);
        }
    }

    /// <summary>Only the job that failed can tell: others may have had nothing to write.</summary>
    private bool IsWellAgain(string job)
    {
        lock (_lock)
        {
            if (_told?.Job != job)
                return false;
            _told = null;
            return true;
        }
    }

    private bool IsNew(string job, string trouble)
    {
        lock (_lock)
        {
            if (_told?.Trouble == trouble)
                return false;
            _told = (job, trouble);
            return true;
        }
    }
}
