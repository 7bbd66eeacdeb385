package org.gatewaybridge.lint;

import static org.gatewaybridge.api.ContractRule.R28;
import static org.gatewaybridge.api.ContractRule.R35;

import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import org.gatewaybridge.api.ContractViolation;
import org.gatewaybridge.api.FileBody;
import org.jspecify.annotations.Nullable;

/** A body that checks its chunks as they pass, and the gateway that takes them. */
final class BodyLint implements Iterable<byte[]>, AutoCloseable {
  private final Iterable<?> body;
  private final AnswerLint answer;
  private final Runnable onClosed;
  private final UnclosedBodies.Fate fate;

  private BodyLint(
      Iterable<?> body, AnswerLint answer, UnclosedBodies unclosed, Runnable onClosed) {
    this.body = body;
    this.answer = answer;
    this.onClosed = onClosed;
    this.fate = unclosed.watch(this, body.getClass().getName());
  }

  /**
   * Returns what the gateway gets instead of the app's body: of a size where that has one, since a
   * gateway looks at it for the Content-Length.
   *
   * @param onClosed runs when the body has been closed
   */
  static Iterable<byte[]> of(
      @Nullable Iterable<byte[]> body,
      AnswerLint answer,
      UnclosedBodies unclosed,
      Runnable onClosed) {
    if (body == null) {
      throw new ContractViolation(R28, "The app returned null; return Bodies.empty() for no body");
    }
    if (body instanceof FileBody file) {
      answer.file(file); // a gateway sends it without asking for a chunk
      return file;
    }
    BodyLint lint = new BodyLint(body, answer, unclosed, onClosed);
    return body instanceof Collection<?> chunks ? new Sized(lint, chunks) : lint;
  }

  @Override
  public Iterator<byte[]> iterator() {
    checkOpen("asked for its iterator");
    if (fate.isIterated()) {
      throw new ContractViolation(
          R28, "The body was asked for its iterator twice; a gateway iterates it once");
    }
    fate.iterated();
    Iterator<?> chunks = body.iterator();
    if (chunks == null) {
      throw new ContractViolation(
          R28, "The iterator of " + Quoted.classOf(body) + " is null; return an empty one");
    }
    return new Chunks(chunks);
  }

  @Override
  public void close() throws Exception {
    checkOpen("closed");
    fate.closed();
    try {
      if (body instanceof AutoCloseable closeable) {
        closeable.close();
      }
    } finally {
      onClosed.run();
    }
  }

  private void checkOpen(String asked) {
    if (fate.isClosed()) {
      throw new ContractViolation(
          R35, "The body was " + asked + " after its close; a gateway closes it once, at the end");
    }
  }

  private final class Chunks implements Iterator<byte[]> {
    private final Iterator<?> chunks;

    Chunks(Iterator<?> chunks) {
      this.chunks = chunks;
    }

    @Override
    public boolean hasNext() {
      checkOpen("asked for a chunk");
      boolean more = chunks.hasNext();
      if (!more) {
        answer.end();
      }
      return more;
    }

    @Override
    public byte[] next() {
      checkOpen("asked for a chunk");
      return answer.chunk(chunks.next());
    }
  }

  /** A linted body that knows how many chunks it has. */
  private static final class Sized extends AbstractCollection<byte[]> implements AutoCloseable {
    private final BodyLint lint;
    private final Collection<?> chunks;

    Sized(BodyLint lint, Collection<?> chunks) {
      this.lint = lint;
      this.chunks = chunks;
    }

    @Override
    public int size() {
      return chunks.size();
    }

    @Override
    public Iterator<byte[]> iterator() {
      return lint.iterator();
    }

    @Override
    public void close() throws Exception {
      lint.close();
    }
  }
}
