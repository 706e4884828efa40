// Draws the packages' icon: dotnet run eng/Icon.cs -- eng/icon.png
#:package SkiaSharp
#:package SkiaSharp.NativeAssets.Linux.NoDependencies
#:property PublishAot=false
#:property GenerateDocumentationFile=true
using SkiaSharp;

const int Side = 128;
using var surface = SKSurface.Create(new SKImageInfo(Side, Side));
SKCanvas canvas = surface.Canvas;
canvas.Clear(SKColors.Transparent);

// A shield of two blues: two emblems, and the line between them that a classifier finds.
using SKPath shield = SKPath.ParseSvgPathData("M 14 12 H 114 V 62 C 114 92 92 110 64 122 C 36 110 14 92 14 62 Z");
using var paint = new SKPaint { IsAntialias = true };
canvas.Save();
canvas.ClipPath(shield, antialias: true);
canvas.Clear(new SKColor(0x7B, 0xAF, 0xD4));
paint.Color = new SKColor(0x0B, 0x2A, 0x6B);
using SKPath right = SKPath.ParseSvgPathData("M 84 0 H 128 V 128 H 44 Z");
canvas.DrawPath(right, paint);
paint.Color = SKColors.White;
paint.Style = SKPaintStyle.Stroke;
paint.StrokeWidth = 7;
canvas.DrawLine(85, -4, 43, 132, paint);
canvas.Restore();

// The picture that is looked at: one dot on its side of the line, one on the other.
paint.Style = SKPaintStyle.Fill;
canvas.DrawCircle(40, 42, 13, paint);
canvas.DrawCircle(85, 74, 13, paint);
paint.Style = SKPaintStyle.Stroke;
paint.StrokeWidth = 5;
paint.Color = new SKColor(0x0B, 0x2A, 0x6B);
canvas.DrawPath(shield, paint);

using SKData png = surface.Snapshot().Encode(SKEncodedImageFormat.Png, 100);
File.WriteAllBytes(args[0], png.ToArray());
