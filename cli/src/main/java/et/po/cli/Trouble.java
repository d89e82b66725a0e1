package et.po.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/// What went wrong with a file, as a sentence.
public final class Trouble {
  private Trouble() {}

  public static String sentence(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> missing(Path.of(missing.getFile()));
      case AccessDeniedException denied ->
          denied.getFile() + " may not be read or written by this user.";
      case FileAlreadyExistsException there -> there.getFile() + " exists already.";
      case NotDirectoryException file -> file.getFile() + " is not a directory.";
      case FileSystemException other -> reason(other);
      default -> plain(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    };
  }

  /// A file cannot be where its directory is not.
  private static String missing(Path file) {
    Path directory = file.getParent();
    return directory != null && !Files.exists(directory)
        ? "There is no directory " + directory + "."
        : "There is no file " + file + ".";
  }

  private static String reason(FileSystemException e) {
    String reason = e.getReason() == null ? "the operating system refuses it" : e.getReason();
    return reason.toLowerCase(Locale.ROOT).contains("no space left")
        ? "The disk is full: " + e.getFile() + " cannot be written."
        : e.getFile() + " cannot be read or written: " + reason + ".";
  }

  private static String plain(String message) {
    return message.toLowerCase(Locale.ROOT).contains("no space left")
        ? "The disk is full."
        : "Reading or writing failed: " + message + ".";
  }
}
