using System.Collections.Concurrent;
using System.Globalization;
using AlertBot.Configuration;
using AlertBot.Rules;
using AlertBot.Stories.TalksState;

namespace AlertBot.Tests.Rules;

/// <summary>Rules change while entries are matched.</summary>
public sealed class ReloadTests : IDisposable
{
    private const int Reloads = 40;
    private const int Readers = 4;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("reload");

    [Fact]
    public async Task Each_entry_is_matched_by_one_set_whole()
    {
        var book = new CurrentRules(new ConfigFolder(_folder.FullName), State.ReadForRules);
        var versions = new ConcurrentDictionary<string, string>();
        Write(0);
        TakeUp(book, 0, versions);
        using var stop = new CancellationTokenSource();
        using var begun = new CountdownEvent(Readers);

        var readers = Enumerable
            .Range(0, Readers)
            .Select(_ => Task.Run(() => Read(book, begun, stop.Token), TestContext.Current.CancellationToken))
            .ToList();
        begun.Wait(TestContext.Current.CancellationToken); // each has met the first set; all meet the last one below
        for (var n = 1; n <= Reloads; n++)
        {
            Write(n);
            TakeUp(book, n, versions);
        }
        await stop.CancelAsync();
        var seen = (await Task.WhenAll(readers)).SelectMany(list => list).ToList();

        // Two rules of the same generation, each once: none missed, none twice, none of another set.
        Assert.All(seen, match => Assert.Equal(versions[match.Version], match.Rules));
        Assert.True(seen.Select(match => match.Version).Distinct().Count() > 1);
        Assert.Equal($"a{Reloads} b{Reloads}", Match(book).Rules);
    }

    [Fact]
    public async Task A_set_in_use_still_answers_after_it_was_replaced()
    {
        var book = new CurrentRules(new ConfigFolder(_folder.FullName), State.ReadForRules);
        Write(1);
        book.Files.ReloadChanges();
        var old = book.Current;
        Write(2);

        await Task.Run(book.Files.ReloadChanges, TestContext.Current.CancellationToken);

        Assert.Equal(["a1", "b1"], old.Match(RulesFolder.Entry("libya")).Select(match => match.Rule.Id));
        Assert.Equal(["a2", "b2"], book.Current.Match(RulesFolder.Entry("libya")).Select(match => match.Rule.Id));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static List<(string Version, string Rules)> Read(
        CurrentRules book,
        CountdownEvent begun,
        CancellationToken stop
    )
    {
        var seen = new List<(string, string)> { Match(book) };
        begun.Signal();
        while (!stop.IsCancellationRequested)
            seen.Add(Match(book));
        seen.Add(Match(book));
        return seen;
    }

    private static (string Version, string Rules) Match(CurrentRules book)
    {
        var set = book.Current;
        return (
            set.Version,
            string.Join(' ', set.Match(RulesFolder.Entry("Libya and its neighbours")).Select(match => match.Rule.Id))
        );
    }

    private static void TakeUp(CurrentRules book, int n, ConcurrentDictionary<string, string> versions)
    {
        Assert.True(book.Files.ReloadChanges());
        Assert.Empty(book.Files.Diagnostics);
        versions[book.Current.Version] = $"a{n} b{n}";
    }

    private void Write(int n)
    {
        var rules = Directory.CreateDirectory(Path.Combine(_folder.FullName, "rules"));
        File.WriteAllText(
            Path.Combine(rules.FullName, "all.yaml"),
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                concepts:
                  libya: {en: [libya]}
                  land: {en: [neighbour, libya]}
                rules:
                  - {id: a{{n}}, title: {en: A}, when: libya}
                  - {id: b{{n}}, title: {en: B}, when: land}
                """
            )
        );
    }
}
