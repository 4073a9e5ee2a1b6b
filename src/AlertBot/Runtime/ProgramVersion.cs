using System.Reflection;

namespace AlertBot.Runtime;

/// <summary>Which AlertBot this is, as its git tag has it.</summary>
internal static class ProgramVersion
{
    /// <summary>With the commit: <c>1.2.4-alpha.0.17+3f2a…</c>.</summary>
    public static readonly string Full = typeof(ProgramVersion)
        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
        ?.InformationalVersion
        ?? "0";

    /// <summary>Without the commit: <c>1.2.4</c>.</summary>
    public static readonly string Short = Full.Split('-', '+')[0];

    /// <summary>As servers are told: <c>AlertBot/1.2.4</c>.</summary>
    public static readonly string UserAgent = $"AlertBot/{Short}";
}
