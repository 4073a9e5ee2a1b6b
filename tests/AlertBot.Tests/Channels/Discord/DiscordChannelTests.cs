using AlertBot.Channels;
using AlertBot.Chats;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Channels.Discord;

public sealed class DiscordChannelTests : ChannelContract, IAsyncLifetime
{
    private const string Id = "800000000000000001";
    private FakeDiscord _discord = null!;

    protected override string Secret => FakeDiscord.Token;

    protected override bool KnowsRepeats => true;

    private protected override Chat Chat => new("discord", Id);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _discord = await FakeDiscord.StartAsync();

    public async ValueTask DisposeAsync()
    {
        Assert.Empty(_discord.Violations);
        await _discord.DisposeAsync();
    }

    private protected override async Task<DeliveryOutcome> SendAsync(Answer answer, Message message)
    {
        _discord.RefuseToken = answer == Answer.BadToken;
        _discord.Play(
            Id,
            answer switch
            {
                Answer.BadGateway => [DiscordFault.Page(502)],
                Answer.Forbidden => [DiscordFault.Refused(404, 10003, "Unknown Channel")],
                Answer.BadRequest => [DiscordFault.Refused(400, 50035, "Invalid Form Body")],
                Answer.TooMany => [DiscordFault.TooMany(17)],
                Answer.Silence => [DiscordFault.Silence(), DiscordFault.Silence()],
                Answer.CutAfterAccepting => [DiscordFault.Cut(accepts: true), DiscordFault.CutInAnswer()],
                _ => [],
            }
        );
        using var bench = new DiscordBench(
            answer == Answer.NoConnection ? "http://127.0.0.1:9/api" : _discord.Url,
            options => options.SendTimeout = answer == Answer.Silence ? TimeSpan.FromSeconds(1) : HangLimit.Span
        );
        return await bench.Channel.SendAsync(message with { Key = "1" }, Ct);
    }

    /// <summary>Every row of the table of answers, by Discord's own codes.</summary>
    [Theory]
    [InlineData(404, 10003, "gone")]
    [InlineData(404, 10004, "gone")]
    [InlineData(404, 10013, "gone")]
    [InlineData(404, 10015, "gone")]
    [InlineData(403, 50007, "gone")]
    [InlineData(400, 50008, "gone")]
    [InlineData(400, 50024, "gone")]
    [InlineData(401, 50027, "gone")]
    [InlineData(403, 50278, "gone")]
    [InlineData(403, 50001, "asleep")]
    [InlineData(403, 50013, "asleep")]
    [InlineData(403, 50009, "asleep")]
    [InlineData(403, 50095, "asleep")]
    [InlineData(403, 50178, "asleep")]
    [InlineData(403, 99999, "asleep")]
    [InlineData(403, 160005, "asleep")]
    [InlineData(400, 40058, "asleep")]
    [InlineData(400, 40067, "asleep")]
    [InlineData(400, 50006, "refused")]
    [InlineData(400, 50035, "refused")]
    [InlineData(413, 40005, "refused")]
    [InlineData(400, 200000, "refused")]
    [InlineData(400, 200001, "refused")]
    [InlineData(400, 240000, "refused")]
    [InlineData(400, 123456, "refused")]
    [InlineData(400, 50083, "asleep")]
    [InlineData(408, 0, "later 10")]
    [InlineData(421, 0, "later 10")]
    [InlineData(423, 0, "later 10")]
    [InlineData(425, 0, "later 10")]
    [InlineData(400, 160006, "later 3600")]
    [InlineData(400, 160007, "later 3600")]
    [InlineData(400, 40003, "later 600")]
    [InlineData(400, 20016, "later 10")]
    [InlineData(400, 30046, "later 10")]
    [InlineData(500, 0, "later 10")]
    [InlineData(503, 130000, "later 10")]
    [InlineData(400, 40004, "later 10")]
    [InlineData(400, 40006, "later 10")]
    [InlineData(401, 0, "channel held 300")]
    [InlineData(403, 40001, "channel held 300")]
    [InlineData(401, 50014, "channel held 300")]
    [InlineData(403, 40333, "channel held 300")]
    [InlineData(404, 10008, "sent 0")]
    public async Task An_answer_means(int status, int code, string outcome)
    {
        _discord.Play(Id, DiscordFault.Refused(status, code), DiscordFault.Refused(status, code));

        Assert.Equal(outcome, Words(await SendAsync(Some.Message(chat: Chat))));
    }

    [Theory]
    [InlineData(404, 10008, "refused")]
    [InlineData(404, 10003, "refused")]
    [InlineData(403, 50005, "refused")]
    [InlineData(400, 50083, "refused")]
    [InlineData(429, 30046, "later 9")]
    [InlineData(500, 0, "later 10")]
    public async Task Of_an_edit_an_answer_means(int status, int code, string outcome)
    {
        _discord.Play(Id, status == 429 ? DiscordFault.TooMany(9) : DiscordFault.Refused(status, code));

        Assert.Equal(outcome, Words(await SendAsync(Some.Message(chat: Chat) with { Target = new Target.Edit("77") })));
    }

    [Theory]
    [InlineData("http://intranet:8080/news/1")]
    [InlineData("http://localhost/news/1")]
    [InlineData("http://[2001:db8::1]/news/1")]
    public async Task A_link_that_Discord_takes_for_none_does_not_cost_the_alert(string link)
    {
        var sent = await SendAsync(Some.Message(Some.Alert() with { Link = new Uri(link) }, Chat));

        Assert.IsType<DeliveryOutcome.Sent>(sent);
        Assert.Equal("Truce holds in Sirte", _discord.Messages.Single().Title[2..].Trim());
    }

    [Fact]
    public async Task An_embed_that_Discord_takes_for_ill_formed_goes_as_text()
    {
        _discord.Play(Id, DiscordFault.Refused(400, 50035, "Invalid Form Body: embeds.0.url Not a well formed URL"));

        Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(Some.Message(chat: Chat)));

        Assert.Contains("Truce holds in Sirte", _discord.Messages.Single().Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_development_of_an_archived_post_becomes_a_post_of_its_own()
    {
        var forum = _discord.Add(new FakeDiscordRoom("800000000000000016", 15));
        var chat = new Chat("discord", forum.Id);
        var first = Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(Some.Message(chat: chat)));
        _discord.Room(_discord.Messages[0].Channel).Refusal = (400, 50083);

        Assert.IsType<DeliveryOutcome.Sent>(
            await SendAsync(
                Some.Message(Some.Alert("Truce breaks"), chat) with
                {
                    Target = new Target.Reply(first.MessageId),
                }
            )
        );

        Assert.Equal(2, _discord.Messages.Count);
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again_and_doubles_nothing()
    {
        _discord.Play(Id, DiscordFault.CutInAnswer());

        var sent = Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(Some.Message(chat: Chat)));

        var message = Assert.Single(_discord.Messages);
        Assert.Equal(message.Id, sent.MessageId);
        Assert.InRange(message.Nonce!.Length, 1, 25);
        Assert.Equal(2, _discord.Requests.Count(r => r.StartsWith("POST", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_story_that_grew_is_edited_in_place_and_one_that_moved_on_is_answered()
    {
        var first = Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(Some.Message(chat: Chat)));

        var edited = await SendAsync(
            Some.Message(Some.Alert() with { Sources = 3 }, Chat) with
            {
                Target = new Target.Edit(first.MessageId),
            }
        );
        var second = await SendAsync(
            Some.Message(Some.Alert("Truce breaks") with { Development = "Truce → fighting" }, Chat) with
            {
                Target = new Target.Reply(first.MessageId),
                Key = "2",
            }
        );

        Assert.Equal(first, edited);
        Assert.IsType<DeliveryOutcome.Sent>(second);
        Assert.Contains(
            "3 sources",
            $"{_discord.Messages[0].Embed!["footer"]!["text"]}"
                .Replace("\u2068", "", StringComparison.Ordinal)
                .Replace("\u2069", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.Equal(first.MessageId, $"{_discord.Messages[1].Body["message_reference"]!["message_id"]}");
        Assert.Contains("Truce → fighting", $"{_discord.Messages[1].Embed!["description"]}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_forum_a_story_is_a_post_with_tags_and_what_follows_stands_in_it()
    {
        var forum = _discord.Add(
            new FakeDiscordRoom("800000000000000015", 15)
            {
                Tags = { ["700000000000000001"] = "libya", ["700000000000000002"] = "Weather" },
            }
        );
        var chat = new Chat("discord", forum.Id);

        var first = Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(Some.Message(chat: chat)));
        var edited = await SendAsync(
            Some.Message(Some.Alert() with { Sources = 2 }, chat) with
            {
                Target = new Target.Edit(first.MessageId),
            }
        );
        var second = Assert.IsType<DeliveryOutcome.Sent>(
            await SendAsync(
                Some.Message(Some.Alert("Truce breaks"), chat) with
                {
                    Target = new Target.Reply(first.MessageId),
                    Key = "2",
                }
            )
        );
        var third = await SendAsync(
            Some.Message(Some.Alert("Truce breaks") with { Sources = 4 }, chat) with
            {
                Target = new Target.Edit(second.MessageId),
            }
        );

        Assert.Equal(new DeliveryOutcome.Sent(first.MessageId), edited);
        Assert.Equal(second, third);
        var (post, answer) = (_discord.Messages[0], _discord.Messages[1]);
        Assert.Equal("🔴 Truce holds in Sirte", post.Post);
        Assert.Equal(["700000000000000001"], post.Tags);
        Assert.Equal((1, 1, 2), (post.Edits, answer.Edits, _discord.Messages.Count));
        Assert.Equal(post.Channel, answer.Channel);
    }

    [Fact]
    public async Task A_development_whose_post_was_deleted_gets_a_post_of_its_own()
    {
        var forum = _discord.Add(new FakeDiscordRoom("800000000000000016", 15));
        var gone = _discord.Add(new FakeDiscordRoom("800000000000000017", 11) { Refusal = (404, 10003) });

        var sent = Assert.IsType<DeliveryOutcome.Sent>(
            await SendAsync(
                Some.Message(chat: new Chat("discord", forum.Id)) with
                {
                    Target = new Target.Reply(gone.Id),
                }
            )
        );

        Assert.Equal(Assert.Single(_discord.Messages).Channel, sent.MessageId);
    }

    [Fact]
    public async Task A_tag_that_was_deleted_meanwhile_costs_only_the_tag()
    {
        var forum = _discord.Add(
            new FakeDiscordRoom("800000000000000018", 15) { Tags = { ["700000000000000001"] = "libya" } }
        );
        using var bench = new DiscordBench(_discord.Url);
        await bench.Channel.SendAsync(Some.Message(chat: new Chat("discord", forum.Id)), Ct);
        forum.Tags.Clear();

        Assert.IsType<DeliveryOutcome.Sent>(
            await bench.Channel.SendAsync(Some.Message(chat: new Chat("discord", forum.Id)), Ct)
        );
        Assert.Empty(_discord.Messages[1].Tags);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Announcements_are_published_where_the_operator_asks_for_it(bool asked, bool published)
    {
        var room = _discord.Add(new FakeDiscordRoom("800000000000000005", 5));

        await SendAsync(Some.Message(chat: new Chat("discord", room.Id)), crosspost: asked);

        Assert.Equal(published, Assert.Single(_discord.Messages).IsPublished);
    }

    [Fact]
    public async Task An_alert_that_cannot_be_published_is_sent_all_the_same()
    {
        var room = _discord.Add(new FakeDiscordRoom("800000000000000006", 5));
        _discord.Play($"{room.Id}/crosspost", DiscordFault.TooMany(3000));

        Assert.IsType<DeliveryOutcome.Sent>(
            await SendAsync(Some.Message(chat: new Chat("discord", room.Id)), crosspost: true)
        );
    }

    [Fact]
    public async Task Where_embeds_are_forbidden_the_alert_comes_as_plain_text()
    {
        _discord.Room(Id).MayEmbed = false;

        Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(Some.Message(chat: Chat)));

        var message = Assert.Single(_discord.Messages);
        Assert.Null(message.Embed);
        Assert.Contains("Truce holds in Sirte", message.Content, StringComparison.Ordinal);
        Assert.EndsWith("<https://harbour.example.org/1>", message.Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(15, true)]
    [InlineData(0, false)]
    [InlineData(15, false)]
    public async Task A_brief_comes_with_its_picture_and_without_where_files_are_forbidden(int type, bool mayAttach)
    {
        var room = _discord.Add(new FakeDiscordRoom("800000000000000007", type) { MayAttach = mayAttach });

        Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(Some.Message(Some.Brief(), new Chat("discord", room.Id))));

        var message = Assert.Single(_discord.Messages);
        Assert.Equal("Brief\\: yesterday", message.Title);
        Assert.Equal(mayAttach ? "attachment://brief.png" : null, message.Embed!["image"]?["url"]?.ToString());
        Assert.Equal(mayAttach, message.Files.SingleOrDefault()?.Size == (1000, 382));
    }

    [Fact]
    public async Task A_role_is_called_only_where_the_subscription_asks_and_never_by_an_edit()
    {
        var first = Assert.IsType<DeliveryOutcome.Sent>(
            await SendAsync(Some.Message(Some.Alert() with { Mention = "600000000000000001" }, Chat))
        );
        await SendAsync(Some.Message(Some.Alert("Calls @everyone <@&600000000000000002>"), Chat) with { Key = "2" });

        Assert.Equal("<@&600000000000000001>", _discord.Messages[0].Content);
        Assert.Equal(
            """{"parse":[],"roles":["600000000000000001"]}""",
            _discord.Messages[0].Body["allowed_mentions"]!.ToJsonString()
        );
        Assert.Equal("""{"parse":[]}""", _discord.Messages[1].Body["allowed_mentions"]!.ToJsonString());

        await SendAsync(
            Some.Message(Some.Alert() with { Mention = "600000000000000001" }, Chat) with
            {
                Target = new Target.Edit(first.MessageId),
            }
        );

        Assert.Equal("""{"parse":[]}""", _discord.Messages[0].Body["allowed_mentions"]!.ToJsonString());
    }

    private static string Words(DeliveryOutcome deliveryOutcome) =>
        deliveryOutcome switch
        {
            DeliveryOutcome.Sent sent => $"sent {sent.MessageId}",
            DeliveryOutcome.Gone => "gone",
            DeliveryOutcome.Refused { LostRights: true } => "asleep",
            DeliveryOutcome.Refused => "refused",
            DeliveryOutcome.Later { Unsure: true } => "later unsure",
            DeliveryOutcome.Later { WholeChannel: true } held => $"channel held {held.Wait.TotalSeconds}",
            DeliveryOutcome.Later later => $"later {later.Wait.TotalSeconds}",
            _ => $"{deliveryOutcome}",
        };

    private async Task<DeliveryOutcome> SendAsync(Message message, bool crosspost = false)
    {
        using var bench = new DiscordBench(_discord.Url, options => options.Crosspost = crosspost);
        return await bench.Channel.SendAsync(message with { Key = message.Key ?? "1" }, Ct);
    }
}
