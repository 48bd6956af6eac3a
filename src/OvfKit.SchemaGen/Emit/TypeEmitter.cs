using OvfKit.SchemaGen.Facts;

namespace OvfKit.SchemaGen.Emit;

/// <summary>Writes the list of types and the way from a type to its view.</summary>
internal static class TypeEmitter
{
    public static string SchemaTypes(SchemaFacts facts, TypeNames types)
    {
        var code = new CodeWriter();
        code.Line("namespace OvfKit.Schema;");
        code.Line();
        code.Doc("summary", "The types of elements.");
        code.Open("internal enum SchemaType : ushort");
        foreach (var type in facts.Types)
            code.Line($"{types[type.Key]},");
        code.Close();
        return code.ToString();
    }

    public static string Views(TypeNames types, IReadOnlyList<ClassModel> classes)
    {
        var code = new CodeWriter("System.Xml.Linq", "OvfKit.Schema");
        code.Line("namespace OvfKit.Model;");
        code.Line();
        code.Doc("summary", "Makes the view of an element.");
        code.Open("internal static class ModelViews");
        code.Open("public static OvfElement Create(SchemaType type, XElement element) => type switch");
        foreach (var model in classes.Where(static model => !model.IsAbstract))
        {
            foreach (var type in model.Types)
                code.Line($"SchemaType.{types[type.Key]} => new {model.Name}(element),");
        }
        code.Line("_ => new OpenElement(element),");
        code.Close("};");
        code.Line();
        code.Doc("summary", "The type that views have whose elements may be of several.");
        code.Open("public static SchemaType Shown(SchemaType type) => type switch");
        foreach (var model in classes)
        {
            foreach (var type in model.Types.Skip(1))
                code.Line($"SchemaType.{types[type.Key]} => SchemaType.{types[model.Types[0].Key]},");
        }
        code.Line("_ => type,");
        code.Close("};");
        code.Close();
        return code.ToString();
    }
}
