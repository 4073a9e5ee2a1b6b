namespace AlertBot.Channels;

/// <summary>
/// What is said at start of a network that people expect, while it is not switched on; registered by the network's own
/// folder.
/// </summary>
/// <param name="Log">Says so, and how it is switched on.</param>
internal sealed record SwitchedOff(Action<ILogger> Log);
