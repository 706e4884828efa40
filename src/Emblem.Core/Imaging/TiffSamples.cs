using NetVips;

namespace Emblem.Imaging;

/// <summary>
/// What the numbers of a TIFF mean (TIFF 6.0, sections 8, 18 and 23). It may hold any kind of number, of which many have no white: such a file is
/// refused, since every guess would make somebody's pictures black.
/// </summary>
internal sealed class TiffSamples
{
    private const ushort BitsTag = 258;
    private const ushort MeaningTag = 262;
    private const ushort SamplesTag = 277;
    private const ushort InkSetTag = 332;
    private const ushort ExtraTag = 338;
    private const ushort KindTag = 339;
    private const ushort ProfileTag = 34675;

    private readonly Meaning _meaning;
    private readonly bool _isFloat;
    private readonly int _bits;
    private readonly int _colours;
    private readonly int _alpha;

    /// <exception cref="ImageFileException">The numbers mean nothing that can be shown.</exception>
    private TiffSamples(TiffDirectory tags)
    {
        _meaning = (Meaning)tags.Number(MeaningTag, (uint)Meaning.BlackIsZero);
        uint[] bits = tags.Numbers(BitsTag) is { Length: > 0 } said ? said : [1];
        _bits = (int)Math.Min(bits[0], 1000);
        uint kind = tags.Number(KindTag, 1);
        _isFloat = kind == 3;
        _colours = _meaning switch
        {
            Meaning.WhiteIsZero or Meaning.BlackIsZero or Meaning.Palette => 1,
            Meaning.Inks when tags.Number(InkSetTag, 1) == 1 => 4,
            Meaning.Colour or Meaning.Video or Meaning.Lab or Meaning.ProfileLab => 3,
            Meaning.Inks => throw Refused("inks other than cyan, magenta, yellow and black"),
            Meaning.Sensor or Meaning.LinearSensor => throw Refused("a camera's raw data"),
            _ => throw Refused($"colours of kind {(uint)_meaning} (PhotometricInterpretation)"),
        };
        uint samples = tags.Number(SamplesTag, 1);
        if (samples < _colours)
            throw new ImageFileException($"damaged Tiff: {samples} samples a pixel where its colours have {_colours}");
        _alpha = AlphaOf(tags.Numbers(ExtraTag), (int)Math.Min(samples, 1000) - _colours);
        if (bits.Any(number => number != bits[0]))
            throw Refused("samples of different depths");
        RequireNumbersWithWhite(kind, tags.Has(ProfileTag));
    }

    private enum Meaning : uint
    {
        WhiteIsZero = 0,
        BlackIsZero = 1,
        Colour = 2,
        Palette = 3,
        Inks = 5,
        Video = 6,
        Lab = 8,
        ProfileLab = 9,
        Sensor = 32803,
        LinearSensor = 34892,
    }

    private bool IsLab => _meaning is Meaning.Lab or Meaning.ProfileLab;

    /// <summary>Opens the first page as colours and, where it has one, transparency.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="load">libvips' loader.</param>
    /// <exception cref="ImageFileException">The numbers mean nothing that can be shown.</exception>
    public static Image Open(byte[] file, Func<byte[], Image> load)
    {
        var tags = new TiffDirectory(file);
        if (!tags.Has(MeaningTag))
            return load(file);
        var samples = new TiffSamples(tags);

        // libvips does not load eight bits of Lab: it gets the same numbers as if they were red, green and blue.
        using Image loaded = load(samples.IsLab ? tags.With(MeaningTag, (ushort)Meaning.Colour) : file);
        using Image meant = samples.WithoutOthers(loaded);
        return samples.IsLab ? samples.ToLab(meant) : samples._isFloat ? ToWhole(meant) : meant.Copy();
    }

    /// <summary>Which of the further samples is transparency; −1 for none. Files of one that say nothing of it mean that.</summary>
    private static int AlphaOf(uint[] kinds, int further) =>
        further == 0 ? -1 : kinds.Length == 0 ? (further == 1 ? 0 : -1) : Array.FindIndex(kinds, kind => kind is 1 or 2);

    private static ImageFileException Refused(string what, string why = "") =>
        new($"a TIFF of {what} is not read{why}: save it with 8 or 16 bits, in gray or RGB");

    /// <summary>Black and white of whole numbers follow from their bits, and of fractions from a profile alone: 0 and 1.</summary>
    private void RequireNumbersWithWhite(uint kind, bool hasProfile)
    {
        if (kind is not (1 or 3 or 4))
            throw Refused(kind == 2 ? "signed numbers" : "complex numbers");
        if (_isFloat && (!hasProfile || _bits is not (16 or 32) || _meaning is not (Meaning.BlackIsZero or Meaning.Colour)))
            throw Refused($"{_bits}-bit floating-point numbers", hasProfile ? "" : " without a colour profile, since nothing else says which number is white");
        bool few = _bits is 1 or 2 or 4 && _colours == 1;
        if (!_isFloat && !few && !(_bits == 8 || (_bits == 16 && _meaning != Meaning.Palette)))
            throw Refused($"{_bits} bits a sample");
    }

    /// <summary>Without samples that are neither colour nor transparency. A palette's were looked up while loading.</summary>
    private Image WithoutOthers(Image loaded)
    {
        int wanted = _colours + (_alpha >= 0 ? 1 : 0);
        if (_meaning == Meaning.Palette || loaded.Bands <= wanted)
            return loaded.Copy();
        using Image colours = loaded.ExtractBand(0, n: _colours);
        if (_alpha < 0)
            return colours.Copy();
        using Image alpha = loaded.ExtractBand(_colours + _alpha);
        return colours.Bandjoin(alpha);
    }

    /// <summary>In Lab's own units. The colours of TIFF's Lab have a sign, those of profiles' Lab begin at the middle.</summary>
    private Image ToLab(Image numbers)
    {
        bool deep = _bits == 16;
        using Image first = numbers.ExtractBand(0);
        using Image light = first * (100.0 / (!deep ? 255 : _meaning == Meaning.Lab ? 65535 : 65280));
        using Image second = numbers.ExtractBand(1, n: 2);
        using Image signed = _meaning == Meaning.Lab
            ? second.Copy(format: deep ? Enums.BandFormat.Short : Enums.BandFormat.Char)
            : second - (deep ? 32768 : 128);
        using Image colour = signed / (deep ? 256.0 : 1.0);
        using Image both = light.Bandjoin(colour);
        using Image single = both.Cast(Enums.BandFormat.Float);
        return single.Copy(interpretation: Enums.Interpretation.Lab);
    }

    private static Image ToWhole(Image fractions)
    {
        using Image scaled = fractions * 65535.0;
        using Image rounded = scaled.Rint();
        using Image whole = rounded.Cast(Enums.BandFormat.Ushort);
        return whole.Copy(interpretation: whole.Bands >= 3 ? Enums.Interpretation.Rgb16 : Enums.Interpretation.Grey16);
    }
}
