using Microsoft.Playwright;

namespace AlertBot.Tests.Support;

/// <summary>
/// Debian's Chromium, started once for all tests, which have windows of their own; where it is not installed they are
/// skipped.
/// </summary>
internal static class Chromium
{
    private static readonly Lazy<Task<IBrowser>> Started = new(StartAsync);

    public static async Task<IBrowserContext> OpenAsync(BrowserNewContextOptions options)
    {
        MachineNeed.Chromium.Require();
        return await (await Started.Value).NewContextAsync(options);
    }

    private static async Task<IBrowser> StartAsync() =>
        await (await Playwright.CreateAsync()).Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = MachineNeed.ChromiumProgram,
                // Root, as in a container, has no sandbox; and what a browser asks the world for at its start is
                // nothing to this one.
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--no-first-run",
                ],
            }
        );
}
