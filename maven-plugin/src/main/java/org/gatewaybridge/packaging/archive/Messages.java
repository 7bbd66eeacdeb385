package org.gatewaybridge.packaging.archive;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Words for messages: quoted text from outside, and what is wrong with a file. */
public final class Messages {
  private Messages() {}

  /** Returns text from outside in quotes, with control characters escaped. */
  public static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c ->
                quoted.append(
                    c < 0x20 || c == 0x7F
                        ? String.format("\\u%04x", c)
                        : String.valueOf((char) c)));
    return quoted.append('"').toString();
  }

  /** Returns why a file could not be read or written. */
  public static String reason(IOException e) {
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + " does not exist";
    }
    if (e instanceof AccessDeniedException denied) {
      return denied.getFile() + " may not be read or written";
    }
    if (e instanceof FileAlreadyExistsException taken) {
      return taken.getFile() + " is in the way";
    }
    if (e instanceof DirectoryNotEmptyException full) {
      return "the folder " + full.getFile() + " is in the way";
    }
    if (e instanceof FileSystemException fault
        && fault.getOtherFile() != null
        && fault.getReason() != null) {
      return fault.getOtherFile() + ": " + fault.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
