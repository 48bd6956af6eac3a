using OvfKit.Cli;

return await CommandLineTool.RunAsync(args);
