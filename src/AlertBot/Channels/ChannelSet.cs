using System.Diagnostics.CodeAnalysis;

namespace AlertBot.Channels;

/// <summary>The channels that are switched on.</summary>
internal sealed class ChannelSet(IEnumerable<IChannel> channels)
{
    private readonly Dictionary<string, IChannel> _byName = channels.ToDictionary(c => c.Name);

    public IEnumerable<string> Names => _byName.Keys;

    public bool TryGet(string name, [NotNullWhen(true)] out IChannel? channel) =>
        _byName.TryGetValue(name, out channel);
}
