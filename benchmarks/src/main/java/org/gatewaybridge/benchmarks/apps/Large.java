package org.gatewaybridge.benchmarks.apps;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Random;

/** Bodies too large for any heap: block after block, each with its number in it. */
public final class Large {
  /** The bytes of a block; lengths are multiples of it. */
  public static final int BLOCK_BYTES = 64 * 1024;

  private static final byte[] BLOCK = new byte[BLOCK_BYTES];

  static {
    new Random(1).nextBytes(BLOCK);
  }

  private Large() {}

  /** Returns the block of that number. */
  public static byte[] block(long number) {
    byte[] block = BLOCK.clone();
    for (int i = 0; i < Long.BYTES; i++) {
      block[i] = (byte) (number >>> (8 * i));
    }
    return block;
  }

  static Iterator<byte[]> blocks(long number) {
    return new Iterator<>() {
      private long next;

      @Override
      public boolean hasNext() {
        return next < number;
      }

      @Override
      public byte[] next() {
        if (next == number) {
          throw new NoSuchElementException();
        }
        return block(next++);
      }
    };
  }

  /** Starts a hash. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads all there is; returns its length, or its hash if that is wanted. */
  static String read(InputStream in, boolean hash) throws IOException {
    MessageDigest digest = sha256();
    byte[] block = new byte[BLOCK_BYTES];
    long length = 0;
    for (int read = in.read(block); read >= 0; read = in.read(block)) {
      length += read;
      if (hash) {
        digest.update(block, 0, read);
      }
    }
    return hash ? HexFormat.of().formatHex(digest.digest()) : Long.toString(length);
  }
}
