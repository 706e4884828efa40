namespace Emblem.Folders;

/// <summary>What a folder holds that is passed over, put together or looks odd.</summary>
public enum FolderNoteKind
{
    /// <summary>A folder or file that Emblem wrote, no pictures to learn from.</summary>
    Own,

    /// <summary>The folder of an earlier run, or of its charts.</summary>
    RunFolder,

    /// <summary>What systems and programs leave beside pictures.</summary>
    Sidecar,

    /// <summary>A name that begins with a dot.</summary>
    Hidden,

    /// <summary>A file that is no picture.</summary>
    NotAPicture,

    /// <summary>A pipe, a socket, a device, or a link that leads nowhere.</summary>
    NotAFile,

    /// <summary>A file or folder that may not be read.</summary>
    NoPermission,

    /// <summary>A name of bytes that are no text.</summary>
    UndecodableName,

    /// <summary>A link to a folder, whose pictures are taken.</summary>
    LinkFollowed,

    /// <summary>A link to a folder that is read already.</summary>
    LinkPassedOver,

    /// <summary>A folder where a class is expected, without a picture.</summary>
    EmptyFolder,

    /// <summary>A folder within a class, whose pictures are of that class.</summary>
    DeeperFolder,

    /// <summary>Class names that are one to a reader.</summary>
    SimilarNames,

    /// <summary>A folder that is taken for a class and has the name of a set.</summary>
    ClassNamedAsSet,

    /// <summary>Two folders of one set, put together.</summary>
    MergedSets,

    /// <summary>A folder beside the sets, left out.</summary>
    BesideSets,

    /// <summary>A test set without known classes, left out.</summary>
    UnlabelledSet,

    /// <summary>A class that is tested and not learned, left out.</summary>
    UnknownClass,

    /// <summary>A set that something else takes the place of.</summary>
    SetNotUsed,

    /// <summary>A class with no picture in training, validation or test.</summary>
    MissingFromSet,

    /// <summary>A picture that nothing gives a class, left out.</summary>
    NoLabel,

    /// <summary>A row of a table of labels that names no picture of the folder.</summary>
    RowWithoutFile,

    /// <summary>Rows of a table of labels that say the same of one picture.</summary>
    RepeatedRow,

    /// <summary>How a table of labels was read.</summary>
    TableGuess,

    /// <summary>How many pictures have another label by corrections, or are left out.</summary>
    Corrected,

    /// <summary>A correction of a picture that is not there.</summary>
    CorrectionWithoutPicture,

    /// <summary>A correction of a label that the picture does not have.</summary>
    CorrectionOfAnotherLabel,
}
