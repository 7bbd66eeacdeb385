package org.gatewaybridge.python.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.gatewaybridge.python.wire.UnixWire;
import org.junit.jupiter.api.Test;

final class SocketDirectoryTest {

  @Test
  void whatAKilledJvmHasLeftIsDeletedAndWhatLivesIsNot() throws Exception {
    SocketDirectory abandoned = SocketDirectory.create(new UnixWire());
    SocketDirectory starting = SocketDirectory.create(new UnixWire());
    SocketDirectory living = SocketDirectory.create(new UnixWire());
    try (ServerSocketChannel listening = living.listen()) {
      abandoned.listen().close();

      SocketDirectory.create(new UnixWire()).delete();

      assertThat(listening.isOpen()).isTrue();
      assertThat(abandoned.worker()).doesNotExist();
      assertThat(starting.worker()).exists();
      assertThat(living.place()).exists();
    } finally {
      abandoned.delete();
      starting.delete();
      living.delete();
    }
  }

  @Test
  void socketThatWasDeletedIsMadeAgainAndNotInTheFolderOfAnother() throws Exception {
    SocketDirectory own = SocketDirectory.create(new UnixWire());
    try (ServerSocketChannel first = own.listen()) {
      assertThat(own.listenAgain()).isNull();

      own.delete();
      try (ServerSocketChannel again = own.listenAgain()) {
        assertThat(again).isNotNull();
        assertThat(own.worker()).exists();
        assertThat(SocketChannel.open(UnixDomainSocketAddress.of(own.place())).finishConnect())
            .isTrue();
        assertThat(Files.getPosixFilePermissions(own.path()))
            .isEqualTo(PosixFilePermissions.fromString("rwx------"));
      }

      Files.delete(own.worker());
      assertThat(own.listenAgain()).isNull();
      assertThat(own.worker()).exists();

      Files.delete(own.place());
      Files.setPosixFilePermissions(own.path(), PosixFilePermissions.fromString("rwxrwxrwx"));
      assertThatThrownBy(own::listenAgain).hasMessageContaining("belongs to somebody else");
      assertThat(first.isOpen()).isTrue();
    } finally {
      own.delete();
    }
  }

  @Test
  void whatOthersCanHavePreparedStays() throws Exception {
    SocketDirectory open = SocketDirectory.create(new UnixWire());
    SocketDirectory fuller = SocketDirectory.create(new UnixWire());
    SocketDirectory target = SocketDirectory.create(new UnixWire());
    Path moved = target.path().resolveSibling("moved-" + target.path().getFileName());
    try {
      for (SocketDirectory one : List.of(open, fuller, target)) {
        one.listen().close();
      }
      Files.setPosixFilePermissions(open.path(), PosixFilePermissions.fromString("rwxrwxrwx"));
      Path strange = Files.createDirectory(fuller.path().resolve("d"));
      Files.createFile(strange.resolve("precious"));
      Files.move(target.path(), moved);
      Files.createSymbolicLink(target.path(), moved);

      SocketDirectory.create(new UnixWire()).delete();

      assertThat(open.worker()).exists();
      assertThat(strange.resolve("precious")).exists();
      assertThat(target.worker()).exists();
    } finally {
      Files.deleteIfExists(fuller.path().resolve("d/precious"));
      Files.deleteIfExists(fuller.path().resolve("d"));
      Files.deleteIfExists(target.path());
      new SocketDirectory(moved, new UnixWire(), null).delete();
      open.delete();
      fuller.delete();
    }
  }
}
