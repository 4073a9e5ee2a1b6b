namespace AlertBot.Tests.Support;

/// <summary>What is promised of delivery, whatever was done to the program and its store.</summary>
internal static class OutboxPromises
{
    /// <summary>Tells what came of it, and fails where a promise was broken.</summary>
    public static void AssertKept(TortureReport report)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{report}");
        foreach (var (chat, title) in report.Doubled)
            TestContext.Current.TestOutputHelper?.WriteLine($"doubled: {chat} {title}");
        foreach (var log in report.Ended)
            TestContext.Current.TestOutputHelper?.WriteLine($"ended: {log}");
        if (report.Lost.Count > 0)
        {
            foreach (var log in report.Said)
                TestContext.Current.TestOutputHelper?.WriteLine($"still running: {log}");
        }
        Assert.Empty(report.Ended);
        Assert.Empty(report.Lost);
        Assert.All(report.Doubled, message => Assert.Contains(message, report.Unsure));
        Assert.Empty(report.OutOfOrder);
        Assert.EndsWith(" ended", report.Kicking, StringComparison.Ordinal);
    }
}
