using AlertBot.Runtime;

namespace AlertBot.Channels;

/// <summary>
/// Gives each person some turns at once and no more, so that commands are answered round robin by the people behind
/// them: who writes in three hundred groups waits for themselves, not others for them. Chats that follow nothing yet
/// share half of the slots: those that do are answered whatever strangers ask.
/// </summary>
internal sealed class FairTurns : IDisposable
{
    /// <summary>
    /// Of one person at once, whatever the chats they ask in; commands of people take some milliseconds, those of
    /// scripts come by the hundred.
    /// </summary>
    private const int TurnsOfEach = 2;

    /// <summary>What of one person waits; what is beyond is left out, and can be asked again.</summary>
    private const int MostWaiting = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, Person> _people = [];
    private readonly ConcurrencyLimiter _strangers = new(16);
    private readonly ConcurrencyLimiter _slots = new(32);

    /// <summary>False, and nothing is to be done, where so many commands of the person wait already.</summary>
    public bool TryEnter(long person)
    {
        lock (_lock)
        {
            if (!_people.TryGetValue(person, out var known))
                _people[person] = known = new Person(new ConcurrencyLimiter(TurnsOfEach));
            if (known.Waiting >= MostWaiting)
                return false;
            known.Waiting++;
            return true;
        }
    }

    /// <summary>Answers when the person has a turn and a slot is free; called once for each entry.</summary>
    /// <param name="person">Who asks.</param>
    /// <param name="isKnown">Whether the chat follows something; asked in the person's turn.</param>
    /// <param name="answer">Carries the command out.</param>
    /// <param name="ct">Cancels.</param>
    public async Task RunAsync(long person, Func<Task<bool>> isKnown, Func<Task> answer, CancellationToken ct)
    {
        ConcurrencyLimiter turns;
        lock (_lock)
            turns = _people[person].Turns;
        try
        {
            await turns.RunAsync(
                async () =>
                {
                    if (await isKnown())
                        await InSlotAsync();
                    else
                        await _strangers.RunAsync(InSlotAsync, ct);
                },
                ct
            );
        }
        finally
        {
            lock (_lock)
            {
                if (--_people[person].Waiting == 0 && _people.Remove(person))
                    turns.Dispose();
            }
        }

        Task InSlotAsync() => _slots.RunAsync(answer, ct);
    }

    public void Dispose()
    {
        _strangers.Dispose();
        _slots.Dispose();
    }

    private sealed class Person(ConcurrencyLimiter turns)
    {
        public ConcurrencyLimiter Turns => turns;

        public int Waiting { get; set; }
    }
}
