using System.Diagnostics;
using System.Globalization;
using CsCheck;

namespace AlertBot.Tests.Support;

/// <summary>
/// Holds a law against generated cases: the same ones on every run and every machine, so that a run says something of
/// the code alone. With ALERTBOT_SEARCH set to a number of seconds each law is held for so long against cases nobody
/// has seen; what that finds is mended, and its seed stays with the law.
/// </summary>
internal static class Property
{
    public const string Search = "ALERTBOT_SEARCH";

    /// <summary>Where the usual cases begin. CsCheck's own loop draws all but the first from the clock.</summary>
    private const ulong Beginning = 20_261_129;

    /// <param name="gen">What the cases are drawn from.</param>
    /// <param name="law">Throws where it does not hold.</param>
    /// <param name="cases">How many are drawn, besides those of <paramref name="seeds"/>.</param>
    /// <param name="seeds">Of cases that once broke it.</param>
    public static void Holds<T>(this Gen<T> gen, Action<T> law, int cases = 100, params string[] seeds)
    {
        foreach (var seed in seeds)
            Try(gen, law, PCG.Parse(seed));
        if (SearchTime() is { } time)
        {
            SearchFor(time, gen, law);
            return;
        }
        var random = Random();
        for (var number = 0; number < cases; number++)
            Try(gen, law, random);
    }

    public static void Holds<T>(this Gen<T> gen, Func<T, bool> law, int cases = 100, params string[] seeds) =>
        gen.Holds(one => Assert.True(law(one), "it does not hold"), cases, seeds);

    public static void Holds<T1, T2>(
        this Gen<(T1, T2)> gen,
        Action<T1, T2> law,
        int cases = 100,
        params string[] seeds
    ) => gen.Holds(all => law(all.Item1, all.Item2), cases, seeds);

    public static void Holds<T1, T2>(
        this Gen<(T1, T2)> gen,
        Func<T1, T2, bool> law,
        int cases = 100,
        params string[] seeds
    ) => gen.Holds(all => law(all.Item1, all.Item2), cases, seeds);

    public static void Holds<T1, T2, T3>(
        this Gen<(T1, T2, T3)> gen,
        Action<T1, T2, T3> law,
        int cases = 100,
        params string[] seeds
    ) => gen.Holds(all => law(all.Item1, all.Item2, all.Item3), cases, seeds);

    public static void Holds<T1, T2, T3>(
        this Gen<(T1, T2, T3)> gen,
        Func<T1, T2, T3, bool> law,
        int cases = 100,
        params string[] seeds
    ) => gen.Holds(all => law(all.Item1, all.Item2, all.Item3), cases, seeds);

    public static void Holds<T1, T2, T3, T4>(
        this Gen<(T1, T2, T3, T4)> gen,
        Action<T1, T2, T3, T4> law,
        int cases = 100,
        params string[] seeds
    ) => gen.Holds(all => law(all.Item1, all.Item2, all.Item3, all.Item4), cases, seeds);

    public static void Holds<T1, T2, T3, T4>(
        this Gen<(T1, T2, T3, T4)> gen,
        Func<T1, T2, T3, T4, bool> law,
        int cases = 100,
        params string[] seeds
    ) => gen.Holds(all => law(all.Item1, all.Item2, all.Item3, all.Item4), cases, seeds);

    public static void Holds<T1, T2, T3, T4, T5>(
        this Gen<(T1, T2, T3, T4, T5)> gen,
        Action<T1, T2, T3, T4, T5> law,
        int cases = 100,
        params string[] seeds
    ) => gen.Holds(all => law(all.Item1, all.Item2, all.Item3, all.Item4, all.Item5), cases, seeds);

    public static void Holds<T1, T2, T3, T4, T5>(
        this Gen<(T1, T2, T3, T4, T5)> gen,
        Func<T1, T2, T3, T4, T5, bool> law,
        int cases = 100,
        params string[] seeds
    ) => gen.Holds(all => law(all.Item1, all.Item2, all.Item3, all.Item4, all.Item5), cases, seeds);

    /// <summary>As <see cref="Holds{T}(Gen{T}, Func{T, bool}, int, string[])"/>, for what asks a store.</summary>
    public static async Task HoldsAsync<T1, T2>(this Gen<(T1, T2)> gen, Func<T1, T2, Task<bool>> law, int cases = 100)
    {
        var (random, time, watch) = (Random(), SearchTime(), Stopwatch.StartNew());
        for (var number = 0; time is null ? number < cases : watch.Elapsed < time; number++)
        {
            var seed = random.ToString();
            var (first, second) = gen.Generate(random, null, out _);
            if (!await law(first, second))
                Assert.Fail($"seed \"{seed}\", case {Check.Print((first, second))}: it does not hold");
        }
    }

    /// <summary>A seed for a loop of the test's own: the usual one or, in a search, a new one, printed.</summary>
    public static int SeedOr(int usual)
    {
        if (SearchTime() is null)
            return usual;
        var seed = (int)(Stopwatch.GetTimestamp() & int.MaxValue);
        Say($"seed {seed}");
        return seed;
    }

    private static PCG Random() => new(stream: 1, SearchTime() is null ? Beginning : (ulong)Stopwatch.GetTimestamp());

    private static TimeSpan? SearchTime() =>
        Environment.GetEnvironmentVariable(Search) is { Length: > 0 } seconds
            ? TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture))
            : null;

    private static void SearchFor<T>(TimeSpan time, Gen<T> gen, Action<T> law)
    {
        var random = Random();
        var (first, cases) = (random.ToString(), 0);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < time; cases++)
            Try(gen, law, random);
        Say($"{cases} cases from seed {first}: it holds");
    }

    private static void Try<T>(Gen<T> gen, Action<T> law, PCG random)
    {
        var seed = random.ToString();
        var one = gen.Generate(random, null, out _);
        try
        {
            law(one);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"seed \"{seed}\", case {Check.Print(one)}: {e.Message}", e);
        }
    }

    private static void Say(string words) =>
        TestContext.Current.TestOutputHelper?.WriteLine($"{TestContext.Current.TestMethod?.MethodName}: {words}");
}
