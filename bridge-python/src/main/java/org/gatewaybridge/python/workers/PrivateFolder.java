package org.gatewaybridge.python.workers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Folders that only this user may enter: by their mode, or on Windows by an access control list.
 */
final class PrivateFolder {
  private static final Set<PosixFilePermission> OWNERS_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private PrivateFolder() {}

  static Path createTemporary(Path parent, String prefix) throws IOException {
    if (hasModes(parent)) {
      return Files.createTempDirectory(
          parent, prefix, PosixFilePermissions.asFileAttribute(OWNERS_ONLY));
    }
    Path made = Files.createTempDirectory(parent, prefix);
    closeToOthers(made);
    return made;
  }

  static void create(Path path) throws IOException {
    if (hasModes(path.resolveSibling(""))) {
      Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNERS_ONLY));
    } else {
      Files.createDirectory(path);
      closeToOthers(path);
    }
  }

  private static boolean hasModes(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static void closeToOthers(Path folder) throws IOException {
    AclFileAttributeView view = Files.getFileAttributeView(folder, AclFileAttributeView.class);
    if (view == null) {
      throw new IOException(folder + " cannot be closed to other users; set java.io.tmpdir");
    }
    view.setAcl(
        List.of(
            AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(view.getOwner())
                .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                .setFlags(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT)
                .build()));
  }

  /** Returns whether it is a folder that the user owns and nobody else may enter. */
  static boolean isOf(@Nullable UserPrincipal user, Path path) {
    try {
      if (!hasModes(path.resolveSibling(""))) {
        AclFileAttributeView view =
            Files.getFileAttributeView(path, AclFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
            && view != null
            && view.getOwner().equals(user)
            && view.getAcl().stream().allMatch(entry -> entry.principal().equals(user));
      }
      PosixFileAttributes attributes =
          Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isDirectory()
          && attributes.owner().equals(user)
          && attributes.permissions().equals(OWNERS_ONLY);
    } catch (IOException e) {
      return false; // another JVM was faster
    }
  }
}
