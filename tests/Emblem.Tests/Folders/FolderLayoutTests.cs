using Emblem.Folders;

namespace Emblem.Tests.Folders;

public sealed class FolderLayoutTests
{
    [Theory]
    [InlineData("cat/1 dog/2", "None:cat None:dog")]
    [InlineData("cat/in/1 cat/out/2 dog/3", "None:cat None:cat None:dog")]
    [InlineData("train/cat/1 train/dog/2 test/3", "Training:cat Training:dog Test:")]
    [InlineData("Train/cat/in/1 VAL/dog/2 testing/cat/3", "Training:cat Validation:dog Test:cat")]
    [InlineData("train/cat/1 train/dog/2", "Training:cat Training:dog")]
    [InlineData("train/cat/1 train/dog/2 spare/3", "Training:cat Training:dog None:spare")]
    [InlineData("train/cat/1 valid/cat/2 spare/dog/3", "Training:cat Validation:cat None:spare")]
    [InlineData("train/1 car/2 bus/3", "None:train None:car None:bus")]
    [InlineData("train/in/1 train/out/2 car/in/3", "None:train None:train None:car")]
    [InlineData("train/1 test/2", "Training: Test:")]
    [InlineData("test/1 cat/2 dog/3", "None:test None:cat None:dog")]
    [InlineData("test/cat/1", "Test:cat")]
    [InlineData("1 cat/2", "None: None:cat")]
    public void OneRuleSaysSetAndClass(string names, string places)
    {
        FolderLayout layout = FolderLayout.Of(names.Split(' '));

        Assert.Equal(places, string.Join(' ', names.Split(' ').Select(layout.PlaceOf).Select(place => $"{place.Set}:{place.Class}")));
    }

    [Fact]
    public void TheLastFolderIsFastAisWay()
    {
        FolderLayout layout = FolderLayout.Of(["train/cat/in/1", "test/cat/2"], ClassFolder.Last);

        Assert.Equal(new FolderPlace(FolderSet.Training, "in"), layout.PlaceOf("train/cat/in/1"));
        Assert.Equal(new FolderPlace(FolderSet.Test, "cat"), layout.PlaceOf("test/cat/2"));
    }

    [Theory]
    [InlineData("train/cat/1 test/cat/2", "train/cat test/cat")]
    [InlineData("cat/in/1 dog/2 3", "cat dog ")]
    public void ClassesAreCountedWithTheirSet(string names, string groups)
    {
        FolderLayout layout = FolderLayout.Of(names.Split(' '));

        Assert.Equal(groups, string.Join(' ', names.Split(' ').Select(layout.GroupOf)));
    }
}
