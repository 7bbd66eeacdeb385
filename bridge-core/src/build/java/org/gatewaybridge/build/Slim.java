package org.gatewaybridge.build;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.TypePath;

/**
 * Takes out of a folder of classes what neither a JVM nor a compiler of others reads, and puts
 * constants of one kind together, which compresses better: {@code docs/decisions/jar.md}.
 *
 * <p>The build runs it as one source file, after the compiler.
 */
final class Slim {
  private static final int API = Opcodes.ASM9;

  private Slim() {}

  /**
   * Rewrites each class of a folder in its place; doing it again changes nothing.
   *
   * @param folders one folder
   */
  public static void main(String[] folders) throws IOException {
    List<Path> classes;
    try (Stream<Path> files = Files.walk(Path.of(folders[0]))) {
      classes = files.filter(file -> file.toString().endsWith(".class")).toList();
    }
    for (Path file : classes) {
      byte[] whole = Files.readAllBytes(file);
      byte[] slim = sorted(cut(whole));
      if (!Arrays.equals(whole, slim)) {
        Files.write(file, slim);
      }
    }
  }

  private static byte[] cut(byte[] bytes) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(bytes).accept(new Cut(writer), 0);
    return writer.toByteArray();
  }

  /** Puts texts first, then names of classes, then names with types (JVMS, table 4.4-A). */
  private static byte[] sorted(byte[] bytes) throws IOException {
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(0);
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int kind : new int[] {1, 7, 12}) {
      for (int i = 1; i < reader.getItemCount(); i++) {
        int item = reader.getItem(i);
        if (item != 0 && bytes[item - 1] == kind) {
          switch (kind) {
            case 1 -> writer.newUTF8(text(bytes, item));
            case 7 -> writer.newClass(reader.readUTF8(item, buffer));
            default ->
                writer.newNameType(
                    reader.readUTF8(item, buffer), reader.readUTF8(item + 2, buffer));
          }
        }
      }
    }
    reader.accept(writer, 0);
    return writer.toByteArray();
  }

  private static String text(byte[] bytes, int offset) throws IOException {
    return new DataInputStream(new ByteArrayInputStream(bytes, offset, bytes.length - offset))
        .readUTF();
  }

  /** Cuts generic signatures and type annotations of what is private, and what lambdas leave. */
  private static final class Cut extends ClassVisitor {
    Cut(ClassVisitor next) {
      super(API, next);
    }

    @Override
    public void visitInnerClass(String name, String outer, String inner, int access) {
      if (!name.equals("java/lang/invoke/MethodHandles$Lookup")) { // named by no code of ours
        super.visitInnerClass(name, outer, inner, access);
      }
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String type, String signature, Object value) {
      boolean isPrivate = isPrivate(access);
      FieldVisitor next = super.visitField(access, name, type, isPrivate ? null : signature, value);
      return new FieldVisitor(API, next) {
        @Override
        public AnnotationVisitor visitTypeAnnotation(
            int where, TypePath path, String annotation, boolean visible) {
          return isPrivate ? null : super.visitTypeAnnotation(where, path, annotation, visible);
        }
      };
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String type, String signature, String[] exceptions) {
      boolean isPrivate = isPrivate(access);
      MethodVisitor next =
          super.visitMethod(access, name, type, isPrivate ? null : signature, exceptions);
      return new MethodVisitor(API, next) {
        @Override
        public void visitParameter(String parameter, int flags) {
          // The compiler names those of records' constructors whatever it is told.
        }

        @Override
        public AnnotationVisitor visitTypeAnnotation(
            int where, TypePath path, String annotation, boolean visible) {
          return isPrivate ? null : super.visitTypeAnnotation(where, path, annotation, visible);
        }

        @Override
        public AnnotationVisitor visitInsnAnnotation(
            int where, TypePath path, String annotation, boolean visible) {
          return null;
        }

        @Override
        public AnnotationVisitor visitLocalVariableAnnotation(
            int where,
            TypePath path,
            Label[] starts,
            Label[] ends,
            int[] slots,
            String annotation,
            boolean visible) {
          return null;
        }
      };
    }

    private static boolean isPrivate(int access) {
      return (access & Opcodes.ACC_PRIVATE) != 0;
    }
  }
}
