using OvfKit.SchemaGen.Emit;
using OvfKit.SchemaGen.Facts;

namespace OvfKit.SchemaGen;

/// <summary>The whole way from schemas to code, in memory.</summary>
internal static class Generation
{
    /// <summary>Makes the files.</summary>
    /// <param name="folder">The schemas: those of this repository or the published ones.</param>
    /// <param name="names">What things are called.</param>
    /// <returns>Texts by file name.</returns>
    public static IReadOnlyDictionary<string, string> Run(string folder, NameMap names)
    {
        var one = SchemaReader.Read(SchemaFolder.Load(folder, "1.1.1"), names, Versions.One);
        var two = SchemaReader.Read(SchemaFolder.Load(folder, "2.0.1"), names, Versions.Two);
        var facts = SchemaFacts.Merge(one, two);
        var types = new TypeNames(facts, names);
        var classes = ClassBuilder.Build(facts, names);

        var files = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["SchemaType.cs"] = TypeEmitter.SchemaTypes(facts, types),
            ["ModelViews.cs"] = TypeEmitter.Views(types, classes),
        };
        foreach (var model in classes)
            files.Add(model.Name + ".cs", ClassEmitter.Emit(model, types));
        foreach (var (name, text) in TableEmitter.Emit(facts, types))
            files.Add(name, text);
        return files;
    }
}
