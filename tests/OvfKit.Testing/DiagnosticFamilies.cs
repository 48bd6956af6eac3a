using System.Reflection;
using System.Text.RegularExpressions;
using OvfKit.Diagnostics;
using Xunit;

namespace OvfKit.Testing;

/// <summary>The codes of an assembly, found by looking at it, so that nobody has to enter a new one anywhere.</summary>
public static partial class DiagnosticFamilies
{
    /// <summary>The classes that list codes in a static <c>All</c>, in the order of their codes.</summary>
    public static IReadOnlyList<(Type Type, IReadOnlyList<DiagnosticDescriptor> Codes)> In(Assembly assembly) =>
    [
        .. assembly.GetTypes().Select(static type => (Type: type, Codes: type.GetProperty("All", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as IReadOnlyList<DiagnosticDescriptor>))
            .Where(static family => family.Codes is { Count: > 0 }).Select(static family => (family.Type, family.Codes!)).OrderBy(static family => family.Item2.Min(static code => code.Id), StringComparer.Ordinal),
    ];

    /// <summary>Fails when a code of the assembly is in no family's <c>All</c>, or nothing triggers it.</summary>
    /// <param name="assembly">The assembly with the codes.</param>
    /// <param name="tests">The assembly of tests: a test method named <c>OVF1234_what_happens</c> triggers OVF1234.</param>
    /// <param name="triggered">The codes that fixtures and cases trigger.</param>
    public static void AssertComplete(Assembly assembly, Assembly tests, IEnumerable<string> triggered)
    {
        var listed = In(assembly).SelectMany(static family => family.Codes).Select(static code => code.Id).ToHashSet();
        var declared = assembly.GetTypes().SelectMany(static type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(static field => field.FieldType == typeof(DiagnosticDescriptor)).Select(static field => ((DiagnosticDescriptor)field.GetValue(null)!).Id).ToList();
        Assert.NotEmpty(declared);
        Assert.True(declared.All(listed.Contains), $"These codes are in no public static \"All\" of their class: {string.Join(", ", declared.Where(code => !listed.Contains(code)))}");

        var named = tests.GetTypes().SelectMany(static type => type.GetMethods()).Select(static method => method.Name).Where(static name => NamedAfterCode().IsMatch(name)).Select(static name => name[..7]);
        var missing = listed.Except(triggered.Concat(named)).Order(StringComparer.Ordinal).ToList();
        Assert.True(missing.Count == 0, $"Nothing triggers {string.Join(", ", missing)}: add a fixture fixtures/invalid/CODE-*.ovf, a DiagnosticCase, or a test CODE_what_happens");
    }

    [GeneratedRegex("^OVF[0-9]{4}_")]
    private static partial Regex NamedAfterCode();
}
