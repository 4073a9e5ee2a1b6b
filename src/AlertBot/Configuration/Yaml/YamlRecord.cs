using System.Collections.Concurrent;
using System.Reflection;

namespace AlertBot.Configuration.Yaml;

/// <summary>A property as <see cref="YamlBinder"/> sets it.</summary>
/// <param name="Property">What is set.</param>
/// <param name="Key">Its name in YAML.</param>
/// <param name="IsRequired">Left out, it is a fault.</param>
/// <param name="IsNeeded">Required, and the record is of no use without it.</param>
internal sealed record YamlProperty(PropertyInfo Property, string Key, bool IsRequired, bool IsNeeded);

/// <summary>
/// What reflection says of the types bound, asked once for each: ten thousand rules are made of a handful of types.
/// </summary>
internal static class YamlRecord
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<YamlProperty>> Known = new();
    private static readonly ConcurrentDictionary<Type, MethodInfo?> KnownNotations = new();

    /// <summary>In the order they are declared.</summary>
    public static IReadOnlyList<YamlProperty> PropertiesOf(Type record) =>
        Known.GetOrAdd(record, static type =>
            [
                .. YamlBinder
                    .PropertiesOf(type)
                    .Select(p => new YamlProperty(p, YamlBinder.KeyOf(p), YamlBinder.IsRequired(p), IsNeeded(p))),
            ]
        );

    /// <summary>The <see cref="IYamlValue{TSelf}.FromYaml"/> of a type with a notation of its own.</summary>
    public static MethodInfo? NotationOf(Type type) =>
        KnownNotations.GetOrAdd(type, static type =>
            type.GetInterfaces().Any(i => YamlBinder.IsGeneric(i, typeof(IYamlValue<>)))
                ? type.GetMethod(nameof(IYamlValue<>.FromYaml), BindingFlags.Public | BindingFlags.Static)
                : null
        );

    /// <summary>
    /// One declared nullable leaves the rest of the record to be checked, so that all faults are told.
    /// </summary>
    private static bool IsNeeded(PropertyInfo property) =>
        YamlBinder.IsRequired(property)
        && new NullabilityInfoContext().Create(property).WriteState == NullabilityState.NotNull;
}
