using OvfKit.Fuzz;
using SharpFuzz;

switch (args)
{
    case [var target]:
        // Nothing of the library may run before the fuzzer does: what is instrumented counts into memory that is not there yet.
        FuzzTarget? chosen = null;
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            (chosen ??= FuzzTarget.Find(target)).Run(bytes.ToArray());
        });
        return 0;

    case [var target, .. var files]:
        // Files that a fuzzer found can be looked at without one, in a build that is not instrumented.
        foreach (var path in files)
        {
            FuzzTarget.Find(target).Run(File.ReadAllBytes(path));
            Console.WriteLine($"{path}: survived");
        }

        return 0;

    default:
        Console.Error.WriteLine($"usage: OvfKit.Fuzz TARGET [FILE...]; targets: {string.Join(", ", FuzzTarget.All.Select(target => target.Name))}");
        return 2;
}
