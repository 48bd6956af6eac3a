namespace OvfKit.SchemaGen;

/// <summary>Writes the typed model and the content tables from the schemas: <c>[SCHEMAS [TARGET]]</c>, by default those of the repository.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args.Length > 2)
        {
            Console.Error.WriteLine("usage: OvfKit.SchemaGen [SCHEMAS [TARGET]]");
            return 2;
        }
        var root = RepositoryRoot();
        var names = NameMap.Read(Path.Combine(root, "schemas", "names.txt"));
        var files = Generation.Run(args.Length > 0 ? args[0] : Path.Combine(root, "schemas"), names);
        var target = Directory.CreateDirectory(args.Length > 1 ? args[1] : Path.Combine(root, "src", "OvfKit", "Generated")).FullName;
        foreach (var stale in Directory.GetFiles(target, "*.cs").Where(path => !files.ContainsKey(Path.GetFileName(path))))
            File.Delete(stale);
        foreach (var (name, text) in files)
            File.WriteAllText(Path.Combine(target, name), text);
        Console.WriteLine($"{files.Count} files in {target}");
        return 0;
    }

    private static string RepositoryRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "OvfKit.sln")))
                return folder;
        }
        throw new InvalidOperationException($"OvfKit.sln is in no folder above {AppContext.BaseDirectory}");
    }
}
