package org.gatewaybridge.packaging.carried;

import java.util.List;
import java.util.regex.Pattern;

/** What an app does not need of an interpreter's folder; names are relative, with {@code /}. */
final class Pruning {
  private static final Pattern USELESS =
      Pattern.compile(
          String.join(
              "|",
              List.of(
                  // What compiles and links against Python; one header tells its version.
                  "include/(?!python[^/]*/patchlevel\\.h$).*",
                  "(share|libs|conda-meta|lib/pkgconfig|lib/python[^/]*/config-[^/]*)/.*",
                  ".*\\.(a|la)",
                  // Tcl and Tk, and what shows windows by them.
                  "lib/(tcl|tk|itcl|thread|Tix)[0-9.]+/.*|lib/lib(tcl|tk)[^/]*",
                  "lib/python[^/]*/(tkinter|idlelib|turtledemo)/.*|lib/python[^/]*/turtle\\.py",
                  ".*/_tkinter\\.[^/]*\\.so",
                  // Python's own tests, and the modules for them.
                  "lib/python[^/]*/(?!site-packages/)(.*/)?(test|tests|idle_test)/.*",
                  ".*/(_test[a-z]*|_ctypes_test|_xx[a-z]*|xxlimited[^/]*)\\.[^/]*\\.so",
                  // The help texts of pydoc, and scripts that name another machine's interpreter.
                  "lib/python[^/]*/pydoc_data/.*",
                  "bin/(2to3|idle|pydoc|pip|easy_install|wheel|c_rehash)[^/]*|bin/[^/]*-config",
                  // What only Java's own bindings need, and names that a compiler would look for.
                  "libjnipython[^/]*|libffi\\.so|python[0-9.]+",
                  // OpenSSL looks for them where it was built.
                  "lib/(engines-[^/]*|ossl-modules)/.*")));

  private static final Pattern FOR_BUILDS =
      Pattern.compile(
          "lib/python[^/]*/ensurepip/.*"
              + "|lib/python[^/]*/site-packages/(pip|setuptools|wheel|pkg_resources"
              + "|_distutils_hack|distutils-precedence\\.pth)([-/.].*|)");

  private Pruning() {}

  /** Whether neither build nor server needs a file. */
  static boolean isUseless(String name) {
    return USELESS.matcher(name).matches();
  }

  /** Whether the server does not need it, since it installs packages. */
  static boolean isForBuildsOnly(String name) {
    return FOR_BUILDS.matcher(name).matches();
  }
}
