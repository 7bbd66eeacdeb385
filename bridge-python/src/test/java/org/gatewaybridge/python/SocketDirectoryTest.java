package org.gatewaybridge.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.ServerSocketChannel;
import org.junit.jupiter.api.Test;

final class SocketDirectoryTest {

  @Test
  void whatAKilledJvmHasLeftIsDeletedAndWhatLivesIsNot() throws Exception {
    SocketDirectory abandoned = SocketDirectory.create();
    SocketDirectory starting = SocketDirectory.create();
    SocketDirectory living = SocketDirectory.create();
    try (ServerSocketChannel listening = living.listen()) {
      abandoned.listen().close();

      SocketDirectory.create().delete();

      assertThat(listening.isOpen()).isTrue();
      assertThat(abandoned.worker()).doesNotExist();
      assertThat(starting.worker()).exists();
      assertThat(living.socket()).exists();
    } finally {
      abandoned.delete();
      starting.delete();
      living.delete();
    }
  }
}
