package org.gatewaybridge.packaging.carried;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PruningTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "include/python3.11/Python.h",
        "share/man/man1/python3.1",
        "lib/python3.11/test/test_os.py",
        "lib/python3.11/unittest/test/support.py",
        "lib/python3.11/config-3.11-x86_64-linux-gnu/Makefile",
        "lib/python3.11/lib-dynload/_testcapi.cpython-311-x86_64-linux-gnu.so",
        "lib/python3.11/lib-dynload/_tkinter.cpython-311-x86_64-linux-gnu.so",
        "lib/python3.11/tkinter/__init__.py",
        "lib/tcl8.6/init.tcl",
        "lib/libtcl8.6.so",
        "lib/libpython3.11.a",
        "lib/ossl-modules/legacy.so",
        "bin/pip3.11",
        "bin/python3.11-config",
        "libjnipython.so"
      })
  void neitherBuildNorServerNeedsIt(String name) {
    assertThat(Pruning.isUseless(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "include/python3.11/patchlevel.h",
        "bin/python3.11",
        "bin/python3",
        "libpython3.11.so.1.0",
        "libffi.so.6",
        "lib/libssl.so.3",
        "lib/python3.11/os.py",
        "lib/python3.11/LICENSE.txt",
        "lib/python3.11/unittest/mock.py",
        "lib/python3.11/doctest.py",
        "lib/python3.11/_sysconfigdata__linux_x86_64-linux-gnu.py",
        "lib/python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so",
        "lib/python3.11/site-packages/django/test/client.py",
        "lib/python3.11/site-packages/pipeline/__init__.py"
      })
  void appsMayNeedIt(String name) {
    assertThat(Pruning.isUseless(name)).isFalse();
    assertThat(Pruning.isForBuildsOnly(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lib/python3.11/ensurepip/__init__.py",
        "lib/python3.11/site-packages/pip/__main__.py",
        "lib/python3.11/site-packages/pip-22.3.1.dist-info/METADATA",
        "lib/python3.11/site-packages/setuptools/__init__.py",
        "lib/python3.11/site-packages/distutils-precedence.pth"
      })
  void onlyBuildsNeedIt(String name) {
    assertThat(Pruning.isUseless(name)).isFalse();
    assertThat(Pruning.isForBuildsOnly(name)).isTrue();
  }
}
