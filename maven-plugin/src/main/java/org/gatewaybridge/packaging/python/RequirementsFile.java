package org.gatewaybridge.packaging.python;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatewaybridge.packaging.archive.PackagingRefused;

/** Reads requirements files in the encodings that pip reads. */
final class RequirementsFile {
  private static final String BOM = "\uFEFF";
  // PEP 263, as pip's auto_decode: in a comment among the first two lines.
  private static final Pattern CODING =
      Pattern.compile("\\A(?:.*\\n)?#.*coding[:=][ \\t]*([-\\w.]+)");

  private RequirementsFile() {}

  /**
   * Returns the text of a file.
   *
   * @throws PackagingRefused if it is not in the encoding that it claims to have
   */
  static String read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Charset encoding = encoding(bytes);
    try {
      String text = encoding.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BOM) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new PackagingRefused(
          file
              + " is not in "
              + encoding
              + "; save it in UTF-8, or begin it with its encoding: # coding: latin1",
          e);
    }
  }

  private static Charset encoding(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u00FE\u00FF") || text.startsWith("\u00FF\u00FE")) {
      return StandardCharsets.UTF_16;
    }
    Matcher coding = CODING.matcher(text);
    if (text.startsWith("\u00EF\u00BB\u00BF") || !coding.find()) {
      return StandardCharsets.UTF_8;
    }
    // Python knows more names than Java; what is searched for is ASCII in any encoding.
    String name = coding.group(1).replace('_', '-');
    return isKnown(name) ? Charset.forName(name) : StandardCharsets.ISO_8859_1;
  }

  private static boolean isKnown(String name) {
    try {
      return Charset.isSupported(name);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
