using AlertBot.Channels;
using AlertBot.Chats;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Channels;

/// <summary>
/// What the outbox relies on, whatever the network. Each channel subclasses it with the answers of its own server.
/// </summary>
public abstract class ChannelContract
{
    private protected abstract Task<DeliveryOutcome> SendAsync(Answer answer, Message message);

    private protected abstract Chat Chat { get; }

    /// <summary>A word that must never come out of the channel: its token.</summary>
    protected abstract string Secret { get; }

    /// <summary>
    /// Whether the network tells a repeat from a new message: then no outcome is unsure, and it is repeated until there
    /// is one.
    /// </summary>
    protected virtual bool KnowsRepeats => false;

    /// <summary>What the far end does.</summary>
    private protected enum Answer
    {
        Accepts,
        BadGateway,
        NoConnection,
        Forbidden,
        BadRequest,
        TooMany,
        Silence,
        CutAfterAccepting,
        BadToken,
    }

    private Task<DeliveryOutcome> SendAsync(Answer answer) => SendAsync(answer, Some.Message(chat: Chat));

    [Fact]
    public async Task An_accepted_message_is_sent_and_has_an_id()
    {
        var sent = Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(Answer.Accepts));

        Assert.NotEmpty(sent.MessageId);
    }

    [Fact]
    public async Task A_server_in_trouble_means_later() =>
        Assert.IsType<DeliveryOutcome.Later>(await SendAsync(Answer.BadGateway));

    [Fact]
    public async Task No_connection_means_later_and_surely_not_sent() =>
        Assert.False(Assert.IsType<DeliveryOutcome.Later>(await SendAsync(Answer.NoConnection)).Unsure);

    [Fact]
    public async Task A_chat_that_forbids_is_gone() =>
        Assert.IsType<DeliveryOutcome.Gone>(await SendAsync(Answer.Forbidden));

    [Fact]
    public async Task A_message_at_fault_is_refused_and_the_chat_is_well() =>
        Assert.False(Assert.IsType<DeliveryOutcome.Refused>(await SendAsync(Answer.BadRequest)).LostRights);

    [Fact]
    public async Task Too_many_means_later_by_the_time_the_server_says() =>
        Assert.Equal(
            TimeSpan.FromSeconds(17),
            Assert.IsType<DeliveryOutcome.Later>(await SendAsync(Answer.TooMany)).Wait
        );

    [Fact]
    public async Task Silence_after_the_request_left_is_unsure_unless_repeats_are_known() =>
        Assert.Equal(!KnowsRepeats, Assert.IsType<DeliveryOutcome.Later>(await SendAsync(Answer.Silence)).Unsure);

    [Fact]
    public async Task A_connection_cut_before_the_answer_is_unsure_unless_repeats_are_known() =>
        Assert.Equal(
            !KnowsRepeats,
            Assert.IsType<DeliveryOutcome.Later>(await SendAsync(Answer.CutAfterAccepting)).Unsure
        );

    [Fact]
    public async Task A_refused_token_holds_the_whole_channel() =>
        Assert.True(Assert.IsType<DeliveryOutcome.Later>(await SendAsync(Answer.BadToken)).WholeChannel);

    [Fact]
    public async Task No_outcome_tells_the_secret()
    {
        foreach (var answer in Enum.GetValues<Answer>())
            Assert.DoesNotContain(Secret, $"{await SendAsync(answer)}", StringComparison.Ordinal);
    }
}
