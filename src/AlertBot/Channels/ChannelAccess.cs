using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using AlertBot.Runtime;

namespace AlertBot.Channels;

/// <summary>Whether each network takes our token, as its last answer to a send or to listening has it.</summary>
internal sealed class ChannelAccess
{
    private readonly ConcurrentDictionary<string, bool> _isGranted = new(StringComparer.Ordinal);

    public ChannelAccess(IMeterFactory meters) =>
        meters
            .OfAlertBot()
            .CreateObservableGauge(
                "alertbot.channel.authorised",
                () =>
                    _isGranted.Select(channel => new Measurement<int>(
                        channel.Value ? 1 : 0,
                        new KeyValuePair<string, object?>("channel", channel.Key)
                    )),
                null,
                "1 while the network takes the token, 0 once it refused it; nothing before its first answer"
            );

    public void Granted(string channel) => _isGranted[channel] = true;

    public void Refused(string channel) => _isGranted[channel] = false;
}
