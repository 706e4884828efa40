using Emblem.Export;

using var p = Predictor.LoadOnnx(args[0]);
Console.WriteLine(p.Predict(args[1]));
