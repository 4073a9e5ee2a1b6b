namespace AlertBot.Stories.Grouping;

/// <summary>What kind of thing two reports of one event may share.</summary>
internal enum FeatureKind
{
    /// <summary>A word, cut to a stem; of one language.</summary>
    Word,

    /// <summary>A name of the gazetteer (Words/names.yaml).</summary>
    Name,

    /// <summary>A war or country that names of the gazetteer belong to.</summary>
    ConflictRegion,

    /// <summary>A name that no list knows, by its consonants.</summary>
    Skeleton,

    /// <summary>What something happens to (Words/events.yaml): a port, a truce, captives.</summary>
    Thing,

    /// <summary>What happens: closed, signed, called.</summary>
    Action,

    /// <summary>A figure above two.</summary>
    Number,

    /// <summary>A day, month or hour.</summary>
    Day,
}

/// <summary>Something that two entries may have in common.</summary>
internal readonly record struct Feature(FeatureKind Kind, string Text);
