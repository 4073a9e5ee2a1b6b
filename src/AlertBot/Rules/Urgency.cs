namespace AlertBot.Rules;

/// <summary>How soon a match wants to be read.</summary>
internal enum Urgency
{
    Low,
    Normal,
    High,
}
