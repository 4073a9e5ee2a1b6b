using AlertBot.Runtime;

namespace AlertBot.Channels;

/// <summary>
/// Gives each person some turns at once and no more, so that commands are answered round robin by the people behind
/// them: who writes in three hundred groups waits for themselves, not others for them.
/// </summary>
internal sealed class FairTurns(int each, int mostWaiting)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, Person> _people = [];

    /// <summary>False, and nothing is to be done, where so many commands of the person wait already.</summary>
    public bool TryEnter(long person)
    {
        lock (_lock)
        {
            if (!_people.TryGetValue(person, out var known))
                _people[person] = known = new Person(new ConcurrencyLimiter(each));
            if (known.Waiting >= mostWaiting)
                return false;
            known.Waiting++;
            return true;
        }
    }

    /// <summary>Runs the work when the person has a turn; called once for each entry.</summary>
    public async Task RunAsync(long person, Func<Task> work, CancellationToken ct)
    {
        ConcurrencyLimiter turns;
        lock (_lock)
            turns = _people[person].Turns;
        try
        {
            await turns.RunAsync(work, ct);
        }
        finally
        {
            lock (_lock)
            {
                if (--_people[person].Waiting == 0 && _people.Remove(person))
                    turns.Dispose();
            }
        }
    }

    private sealed class Person(ConcurrencyLimiter turns)
    {
        public ConcurrencyLimiter Turns => turns;

        public int Waiting { get; set; }
    }
}
