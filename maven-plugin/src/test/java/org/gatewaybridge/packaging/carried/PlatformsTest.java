package org.gatewaybridge.packaging.carried;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformsTest {

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux-x86_64",
    "Linux, aarch64, linux-arm64",
    "Mac OS X, aarch64, macosx-arm64",
    "Windows 11, amd64, windows-x86_64"
  })
  void jvmTellsThePlatform(String osName, String osArch, String platform) {
    assertThat(Platforms.of(osName, osArch)).isEqualTo(platform);
  }

  @ParameterizedTest
  @CsvSource({
    "cp311-linux_x86_64, linux-x86_64",
    "cp312-linux_aarch64, linux-arm64",
    "cp313t-musllinux_x86_64, linux-x86_64-musl",
    "cp311-darwin_arm64, macosx-arm64"
  })
  void interpreterTellsIt(String tag, String platform) {
    assertThat(Platforms.ofTag(tag)).isEqualTo(platform);
  }
}
