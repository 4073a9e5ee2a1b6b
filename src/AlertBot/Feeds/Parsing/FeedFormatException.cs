namespace AlertBot.Feeds.Parsing;

/// <summary>The document is no feed we can read; the message says why, for people.</summary>
internal sealed class FeedFormatException(string why) : Exception(why);
