namespace AlertBot.Tests.Support;

/// <summary>
/// How long a test waits before it says that something never came. Only a run that fails meets it, so it is long: a
/// machine that does other work must not turn slowness into a fault.
/// </summary>
internal static class HangLimit
{
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(3);
}
