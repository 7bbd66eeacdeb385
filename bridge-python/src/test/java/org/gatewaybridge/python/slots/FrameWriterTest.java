package org.gatewaybridge.python.slots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.gatewaybridge.python.runtime.WorkerPackageTest;
import org.junit.jupiter.api.Test;

class FrameWriterTest {
  private final FrameWriter writer = new FrameWriter(16);

  @Test
  void headSaysKindAndTheLengthOfBothParts() {
    writer.beginDict();
    writer.put("a", "b");
    writer.endDict();
    writer.write(new byte[] {7, 8, 9});
    writer.end('R');

    assertThat(Arrays.copyOf(writer.bytes(), writer.length()))
        .containsExactly(8, 0, 0, 'R', 3, 0, 0, 0, '{', 'z', 1, 'a', 'z', 1, 'b', '0', 7, 8, 9);
  }

  @Test
  void entryIsAddedInFrontOfTheData() {
    writer.beginDict();
    writer.put("a", "b");
    writer.endDict();
    writer.write(new byte[] {7, 8, 9});
    writer.insert("c", "d");
    writer.end('R');

    byte[] frame = {
      14, 0, 0, 'R', 3, 0, 0, 0, '{', 'z', 1, 'a', 'z', 1, 'b', 'z', 1, 'c', 'z', 1, 'd', '0', 7, 8,
      9
    };
    assertThat(Arrays.copyOf(writer.bytes(), writer.length())).isEqualTo(frame);
  }

  @Test
  void pythonReadsTheDict() throws Exception {
    assumeTrue(WorkerPackageTest.hasPython(), "There is no python3 on the PATH");
    writer.beginDict();
    writer.put("ascii", "x\n\u007f");
    writer.put("empty", "");
    writer.put("long", "y".repeat(256));
    writer.put("latin", "caf\u00e9");
    writer.put("above", "\u3042");
    writer.putUtf8("path", "/gr\u00fcn\ud83d\ude00");
    writer.putUtf8("plain", "/a");
    writer.endDict();

    assertThat(python("import sys, marshal; print(marshal.loads(sys.stdin.buffer.read()[8:]))"))
        .isEqualTo(
            "{'ascii': 'x\\n\\x7f', 'empty': '', 'long': '"
                + "y".repeat(256)
                + "', 'latin': 'caf\\xe9', 'above': '\\xe3\\x81\\x82',"
                + " 'path': '/gr\\xc3\\xbcn\\xf0\\x9f\\x98\\x80', 'plain': '/a'}\n");
  }

  private String python(String program) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of("python3", "-c", program.replace("print(", "print(ascii(") + ")"));
    Process process = builder.redirectErrorStream(true).start();
    try (OutputStream out = process.getOutputStream()) {
      out.write(writer.bytes(), 0, writer.length());
    }
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
