using System.Text;

namespace AlertBot.Feeds.Articles;

/// <summary>
/// What a robots.txt allows us (RFC 9309). No package that reads it is kept up, and the whole of it is below.
/// </summary>
internal sealed class RobotsText
{
    /// <summary>RFC 9309, section 2.5: at least 500 KiB are to be read; more need not be.</summary>
    private const int MostBytes = 500 * 1024;

    private readonly List<(bool Allow, string Path)> _rules;

    private RobotsText(List<(bool, string)> rules) => _rules = rules;

    public static RobotsText AllowAll { get; } = new([]);

    public static RobotsText DisallowAll { get; } = new([(false, "/")]);

    /// <summary>
    /// The rules of the groups that name <paramref name="product"/>, or of those for everyone where none does.
    /// </summary>
    public static RobotsText Parse(ReadOnlySpan<byte> bytes, string product)
    {
        var (own, everyones) = (new List<(bool, string)>(), new List<(bool, string)>());
        var (isOwn, isEveryones, inRules, named) = (false, false, false, false);
        foreach (var line in Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, MostBytes)]).Split('\n', '\r'))
        {
            if (Pair(line) is not var (key, value))
                continue;
            if (key == "user-agent")
            {
                // Agents in a row share the rules that follow.
                if (inRules)
                    (isOwn, isEveryones, inRules) = (false, false, false);
                isOwn |= value.Split('/')[0].Equals(product, StringComparison.OrdinalIgnoreCase);
                isEveryones |= value == "*";
                named |= isOwn;
            }
            else if (key is "allow" or "disallow")
            {
                inRules = true;
                if (value.Length > 0 && isOwn)
                    own.Add((key == "allow", value));
                if (value.Length > 0 && isEveryones)
                    everyones.Add((key == "allow", value));
            }
        }
        return new RobotsText(named ? own : everyones);
    }

    /// <summary>The longest rule that fits decides, and of two as long the one that allows (section 2.2.2).</summary>
    public bool Allows(Uri url)
    {
        var path = url.PathAndQuery;
        var (longest, allowed) = (-1, true);
        foreach (var (allow, rule) in _rules)
        {
            if ((rule.Length > longest || (rule.Length == longest && allow)) && Fits(path, rule))
                (longest, allowed) = (rule.Length, allow);
        }
        return allowed;
    }

    private static (string Key, string Value)? Pair(string line)
    {
        var text = line.Split('#', 2)[0];
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : (text[..colon].Trim().ToLowerInvariant(), text[(colon + 1)..].Trim());
    }

    /// <summary>
    /// A rule is the beginning of a path, in which * stands for anything, and $ at the end for the path's end.
    /// </summary>
    private static bool Fits(string path, string rule)
    {
        var toEnd = rule.EndsWith('$');
        var parts = (toEnd ? rule[..^1] : rule).Split('*').Select(Escaped).ToArray();
        if (!path.StartsWith(parts[0], StringComparison.Ordinal))
            return false;
        var at = parts[0].Length;
        for (var i = 1; i < parts.Length; i++)
        {
            var isLast = toEnd && i == parts.Length - 1;
            var next = isLast ? path.Length - parts[i].Length : path.IndexOf(parts[i], at, StringComparison.Ordinal);
            if (next < at || (isLast && !path.EndsWith(parts[i], StringComparison.Ordinal)))
                return false;
            at = next + parts[i].Length;
        }
        return !toEnd || parts.Length > 1 || at == path.Length;
    }

    /// <summary>
    /// As <see cref="Uri"/> writes a path, so that a rule in Arabic letters fits one in percent signs.
    /// </summary>
    private static string Escaped(string part) =>
        part.Length > 0 && Uri.TryCreate($"http://x/{part.TrimStart('/')}", UriKind.Absolute, out var url)
            ? (part.StartsWith('/') ? url.PathAndQuery : url.PathAndQuery[1..])
            : part;
}
