using System.Text.Json.Nodes;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Channels.Discord;

/// <summary>
/// The fake Discord against discord.js, an independent client: HTTP, limits, gateway and interactions.
/// </summary>
public sealed class FakeDiscordTests
{
    private const string Room = "800000000000000001";

    /// <summary>Where the client writes what it has seen, for those scenes that go on from there.</summary>
    private const string Desk = "800000000000000098";

    private static readonly Dictionary<
        string,
        (Action<FakeDiscord> Before, Func<FakeDiscord, CancellationToken, Task> During)
    > Scenes = new()
    {
        ["message"] = (_ => { }, Nothing),
        ["nonce"] = (_ => { }, Nothing),
        ["lengths"] = (_ => { }, Nothing),
        ["refusals"] = (
            fake =>
                (fake.Room("800000000000000003").Refusal, fake.Room("800000000000000004").Refusal) = (
                    (404, 10003),
                    (403, 50013)
                ),
            Nothing
        ),
        ["limit"] = (fake => fake.Play(Room, DiscordFault.TooMany(0.7), DiscordFault.TooMany(0.7)), Nothing),
        ["bucket"] = (fake => fake.Limits = new FakeDiscordLimits(2, 1), Nothing),
        ["forum"] = (
            fake =>
                fake.Add(new FakeDiscordRoom("800000000000000015", 15) { Tags = { ["700000000000000001"] = "libya" } }),
            Nothing
        ),
        ["publish"] = (fake => fake.Add(new FakeDiscordRoom(Room, 5)), Nothing),
        ["webhook"] = (fake => fake.Webhooks["810000000000000001"] = ("secret-of-the-hook", Room), Nothing),
        ["commands"] = (_ => { }, Nothing),
        ["interaction"] = (_ => { }, UseCommandsAsync),
        ["gateway"] = (
            _ => { },
            async (fake, ct) =>
            {
                await SeenAsync(fake, ct);
                await fake.Gateway.ReconnectAsync();
            }
        ),
        ["renewed"] = (
            _ => { },
            async (fake, ct) =>
            {
                await SeenAsync(fake, ct);
                await fake.Gateway.InvalidateAsync(mayResume: false);
            }
        ),
        ["zombie"] = (fake => (fake.Gateway.HeartbeatInterval, fake.Gateway.MissAcks) = (500, true), SeenAsync),
        ["token"] = (_ => { }, Nothing),
    };

    /// <summary>
    /// Scenes in which the client asks for what Discord forbids, or says what nobody described (a nonce to webhooks).
    /// </summary>
    private static readonly string[] DoesWrong = ["lengths", "webhook", "interaction"];

    public static TheoryData<string> Names => [.. Scenes.Keys];

    [MachineSuite]
    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_fake_behaves_as_an_independent_client_expects(string scene)
    {
        OutsideClients.Require();
        var ct = TestContext.Current.CancellationToken;
        await using var fake = await FakeDiscord.StartAsync();
        fake.Room(Room);
        Scenes[scene].Before(fake);

        var running = OutsideClients.RunAsync("discord.mjs", [scene, fake.Url, FakeDiscord.Token], ct);
        var played = Scenes[scene].During(fake, ct);
        var (exit, output) = await running;

        Assert.True(exit == 0, output);
        await played;
        if (!DoesWrong.Contains(scene))
            Assert.Empty(fake.Violations);
    }

    /// <summary>
    /// A second client, which listens compressed; played where Debian's python3-discord is installed.
    /// </summary>
    [MachineSuite]
    [Fact]
    public async Task The_fake_behaves_as_a_second_client_expects_that_listens_compressed()
    {
        var ct = TestContext.Current.CancellationToken;
        MachineNeed.PythonDiscord.Require();
        await using var fake = await FakeDiscord.StartAsync();
        fake.Room(Room);
        (fake.Room("800000000000000003").Refusal, fake.Room("800000000000000004").Refusal) = (
            (404, 10003),
            (403, 50013)
        );
        fake.Play("800000000000000005", DiscordFault.TooMany(0.7));

        var running = OutsideClients.RunPythonAsync(
            "discord_py.py",
            [
                fake.Url,
                fake
                    .Url.Replace("http", "ws", StringComparison.Ordinal)
                    .Replace("/api/v10", "/gateway/", StringComparison.Ordinal),
                FakeDiscord.Token,
            ],
            ct
        );
        var played = PlayAsync();
        var (exit, output) = await running;

        Assert.True(exit == 0, output);
        await played;

        async Task PlayAsync()
        {
            await SaidAsync(fake, "ready", ct);
            await fake.Interactions.CommandAsync(Room, "subscribe", new JsonObject { ["topics"] = "libya" });
            await SaidAsync(fake, "answered", ct);
            await fake.Gateway.ReconnectAsync();
            await SaidAsync(fake, "resumed", ct);
            await fake.Gateway.CloseAsync(4000);
        }
    }

    /// <summary>What a well-behaved client would not do is seen.</summary>
    [Theory]
    [InlineData("""{"contant":"x","allowed_mentions":{"parse":[]}}""", "contant")]
    [InlineData("""{"content":5,"allowed_mentions":{"parse":[]}}""", "content")]
    [InlineData("""{"content":"x","nonce":"abcdefghijklmnopqrstuvwxyz","allowed_mentions":{"parse":[]}}""", "nonce")]
    [InlineData("""{"content":"x","allowed_mentions":{"parse":["nobody"]}}""", "parse")]
    [InlineData("""{"content":"x"}""", "may call anybody")]
    [InlineData(
        """{"content":"x","components":[{"type":1,"components":[{"type":2,"label":"no """
            + """style"}]}],"allowed_mentions":{"parse":[]}}""",
        "components"
    )]
    public async Task A_request_that_Discord_does_not_describe_is_a_violation(string body, string about)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var fake = await FakeDiscord.StartAsync();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{fake.Url}/channels/{Room}/messages")
        {
            Content = new StringContent(body),
        };
        request.Headers.TryAddWithoutValidation("User-Agent", "DiscordBot (https://example.org, 1)");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bot {FakeDiscord.Token}");

        await http.SendAsync(request, ct);

        Assert.Contains(about, string.Join('\n', fake.Violations), StringComparison.Ordinal);
    }

    private static Task Nothing(FakeDiscord fake, CancellationToken ct) => Task.CompletedTask;

    private static Task SaidAsync(FakeDiscord fake, string words, CancellationToken ct) =>
        fake.WaitAsync(messages => messages.Any(m => m.Channel == Desk && m.Content == words), ct);

    private static Task SeenAsync(FakeDiscord fake, CancellationToken ct) =>
        fake.WaitAsync(messages => messages.Any(m => m.Channel == Desk), ct);

    private static async Task UseCommandsAsync(FakeDiscord fake, CancellationToken ct)
    {
        await SeenAsync(fake, ct);
        var asked = await fake.Interactions.CommandAsync(
            Room,
            "subscribe",
            new JsonObject { ["topics"] = "libya" },
            locale: "fr"
        );
        Assert.Equal(5, (int)(await asked.FirstAsync(ct))["type"]!);
        Assert.Equal("done", $"{(await asked.AnswerAsync(ct))["content"]}");
        Assert.Equal(
            8,
            (int)
                (await (await fake.Interactions.AutocompleteAsync(Room, "subscribe", "topics", "lib")).FirstAsync(ct))[
                    "type"
                ]!
        );
        var message = (await fake.WaitAsync(messages => messages.Count > 0, ct))[0].Id;
        Assert.Equal(
            7,
            (int)(await (await fake.Interactions.PressAsync(Room, message, "p 0 +libya")).FirstAsync(ct))["type"]!
        );
        await fake.Interactions.PressAsync(Room, message, "select", "p 0 -libya");
    }
}
