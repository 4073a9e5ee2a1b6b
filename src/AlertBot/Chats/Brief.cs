namespace AlertBot.Chats;

/// <summary>What happened on a chat's topics over some time, in sections.</summary>
/// <param name="Title">Its heading, with the time it is about.</param>
/// <param name="Sections">Those that have something to say; at least one.</param>
internal sealed record Brief(string Title, IReadOnlyList<BriefSection> Sections) : Content
{
    /// <summary>Visible characters a brief may have on any network.</summary>
    public const int MostVisible = 3900;

    /// <summary>Events by topic, those with most first, to be drawn; none where there is nothing to compare.</summary>
    public IReadOnlyList<TopicCount> Counts { get; init; } = [];

    /// <summary>
    /// The sections with as many of their items as fit, each at least in the order they stand; a section without any
    /// is left out.
    /// </summary>
    /// <param name="most">Characters there are for all.</param>
    /// <param name="lengthOf">What an item takes.</param>
    public IReadOnlyList<BriefSection> Fitting(int most, Func<BriefItem, int> lengthOf)
    {
        // A long section must not take the room of those below it: each item waits its turn.
        var (left, deepest) = (most - Title.Length, Sections.Max(section => section.Items.Count));
        var taken = Sections.Select(_ => new List<BriefItem>()).ToList();
        for (var depth = 0; depth < deepest; depth++)
        {
            for (var i = 0; i < Sections.Count; i++)
            {
                if (Sections[i].Items.Count <= depth || taken[i].Count < depth)
                    continue;
                var item = Sections[i].Items[depth];
                var length = lengthOf(item) + (depth == 0 ? Sections[i].Heading.Length + 3 : 0);
                if (length > left)
                    continue;
                left -= length;
                taken[i].Add(item);
            }
        }
        return
        [
            .. Sections.Zip(taken, (section, items) => section with { Items = items }).Where(s => s.Items.Count > 0),
        ];
    }
}

/// <summary>Some items of a brief under their heading.</summary>
internal sealed record BriefSection(string Heading, IReadOnlyList<BriefItem> Items);

/// <summary>A line of a brief.</summary>
/// <param name="Text">A headline or a topic, as it was published or named; not isolated.</param>
/// <param name="Detail">What is said of it, in the chat's language, with what comes from outside isolated.</param>
/// <param name="Link">The report; null for none.</param>
internal sealed record BriefItem(string Text, string Detail, Uri? Link);

/// <summary>Events of a topic.</summary>
/// <param name="Topic">Its title, or the words that are followed; not isolated.</param>
/// <param name="Now">In the time the brief is about.</param>
/// <param name="Before">In the same days a week earlier.</param>
internal sealed record TopicCount(string Topic, int Now, int Before);
