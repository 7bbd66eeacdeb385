package org.gatewaybridge.compat.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each published module says what it brings, and brings nothing of an unknown licence. */
class BillOfMaterialsIT {
  private static final Path PROJECT = Path.of(System.getProperty("readme.project"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bridge-core",
        "bridge-lint",
        "bridge-war-template",
        "bridge-servers",
        "bridge-python",
        "bridge-matrix",
        "bridge-micrometer",
        "maven-plugin"
      })
  void everyLicenceIsKnown(String module) throws IOException {
    BillOfMaterials bom = BillOfMaterials.read(PROJECT.resolve(module).resolve("target/bom.json"));

    assertThat(bom.components()).isNotEmpty();
    assertThat(bom.refused()).isEmpty();
  }

  @Test
  void missingAndUnknownLicencesAreTold() {
    BillOfMaterials bom =
        BillOfMaterials.parse(
            """
            {"components": [
              {"purl": "pkg:a", "licenses": [{"license": {"id": "GPL-2.0-only"}}, {"license": {"id": "MIT"}}]},
              {"purl": "pkg:b"},
              {"purl": "pkg:c", "licenses": []},
              {"purl": "pkg:d", "licenses": [{"license": {"name": "Business Source License"}}]},
              {"purl": "pkg:e", "licenses": [{"expression": "AGPL-3.0-only"}]}]}
            """);

    assertThat(bom.refused())
        .containsExactly(
            "pkg:b has no licence",
            "pkg:c has no licence",
            "pkg:d is under Business Source License",
            "pkg:e is under AGPL-3.0-only");
  }
}
