using System.Data.Common;
using AlertBot.Config;
using AlertBot.Notices;
using AlertBot.Storage;

namespace AlertBot.Schedule;

/// <summary>
/// One run of a job. A store that cannot be used is told once, not at every tick, and once more when it can be used
/// again: what is due stays due meanwhile.
/// </summary>
internal sealed class Tick(
    StopGrace grace,
    Database database,
    StoreDamage damage,
    StoreNotices notices,
    ILogger<Tick> log
)
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
            if (StoreFault.IsDamage(e))
                await TellDamageAsync(trouble);
        }
    }

    /// <summary>Looks through the store's pages: what is damaged need not be read for weeks.</summary>
    public async Task LookForDamageAsync(CancellationToken ct)
    {
        if (await Task.Run(() => database.Dialect.FindDamage(isWhole: false), ct) is { } found)
            await TellDamageAsync(found);
    }

    private async Task TellDamageAsync(string what)
    {
        if (!damage.Note(what))
            return;
        log.StoreDamaged(what);
        await notices.TellAsync(what, grace.Over);
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
