package org.gatewaybridge.packaging.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PythonAppFinderTest {
  private @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app = Flask(__name__)",
        "app: Flask = Flask(__name__)",
        "if True:\n    app = make()",
        "def app(environ, start_response):\n    pass",
        "async def app(scope, receive, send):\n    pass",
        "from shop import app",
        "from shop import (api, app)",
        "import shop.web as app",
      })
  void aModuleThatBindsTheNameIsACandidate(String text) throws IOException {
    write("app.py", text);

    assertThat(app()).isEqualTo("app:app");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application = 1", "x = app", "# app", "if app == 1: pass", "my_app = 1"})
  void aModuleThatDoesNotIsNone(String text) throws IOException {
    write("app.py", text);

    assertThat(new PythonAppFinder(folder).candidates()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mysite.settings", "mysite.settings.production"})
  void djangosAppIsBesideTheSettingsThatManageNames(String settings) throws IOException {
    write("manage.py", "os.environ.setdefault('DJANGO_SETTINGS_MODULE', '" + settings + "')\n");
    write("mysite/wsgi.py", "application = get_wsgi_application()");

    assertThat(app()).isEqualTo("mysite.wsgi:application");
    assertThat(new PythonAppFinder(folder).djangoSettings()).contains(settings);
  }

  @Test
  void djangosAsgiModuleIsTakenWhereThereIsNoWsgiModule() throws IOException {
    write("manage.py", "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'mysite.settings')\n");
    write("mysite/asgi.py", "application = get_asgi_application()");

    assertThat(app()).isEqualTo("mysite.asgi:application");
  }

  @Test
  void ofBothDjangoModulesTheWsgiOneIsTaken() throws IOException {
    write("mysite/wsgi.py", "application = get_wsgi_application()");
    write(
        "mysite/asgi.py",
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'mysite.settings')\n"
            + "application = get_asgi_application()");

    assertThat(app()).isEqualTo("mysite.wsgi:application");
    assertThat(new PythonAppFinder(folder).djangoSettings()).contains("mysite.settings");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"from channels.routing import ProtocolTypeRouter", "import channels.routing"})
  void ofBothDjangoModulesTheAsgiOneIsTakenIfItUsesChannels(String text) throws IOException {
    write("manage.py", "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'mysite.settings')\n");
    write("mysite/wsgi.py", "application = get_wsgi_application()");
    write("mysite/asgi.py", text + "\napplication = ProtocolTypeRouter({})");

    assertThat(app()).isEqualTo("mysite.asgi:application");
  }

  @ParameterizedTest
  @ValueSource(strings = {"main.py", "app/main.py"})
  void aMainModuleWithAnAppMakesAPythonProject(String file) throws IOException {
    write(file, "app = FastAPI()");

    assertThat(app()).isEqualTo(file.replace(".py", "").replace('/', '.') + ":app");
    assertThat(PythonProject.sourcesOf(folder, Optional.empty())).contains(folder);
  }

  @Test
  void aMainModuleWithoutAnAppMakesNone() throws IOException {
    write("main.py", "print('a script')");

    assertThat(PythonProject.sourcesOf(folder, Optional.empty())).isEmpty();
  }

  @Test
  void anAsgiModuleOutsideOfDjangoIsFoundToo() throws IOException {
    write("asgi.py", "application = make()");

    assertThat(app()).isEqualTo("asgi:application");
    assertThat(PythonProject.sourcesOf(folder, Optional.empty())).contains(folder);
  }

  @Test
  void aPackageIsAModuleToo() throws IOException {
    write("app/__init__.py", "app = make()");

    assertThat(app()).isEqualTo("app:app");
  }

  @Test
  void noneIsRefusedWithWhatToDo() throws IOException {
    write("wsgi.py", "nothing = 1");

    assertThatThrownBy(this::app)
        .isInstanceOf(PackagingRefused.class)
        .hasMessageStartingWith("No WSGI or ASGI app found in " + folder + ": looked for app:app, ")
        .hasMessageEndingWith("-Dgateway.app=module:attribute, such as -Dgateway.app=shop:app");
  }

  @Test
  void severalAreListed() throws IOException {
    write("app.py", "app = 1");
    write("main.py", "app = 1");

    assertThatThrownBy(this::app)
        .hasMessage(
            "Several Python apps found: app:app, main:app. Choose one with <app> in pom.xml or"
                + " -Dgateway.app=app:app");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop", "shop:app", "mysite.wsgi:application", "shop:make()", "a:b.c"})
  void theConfiguredOneIsTaken(String app) throws IOException {
    assertThat(new PythonAppFinder(folder).app(Optional.of(app))).isEqualTo(app);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "shop:", "a b", "shop:app:app", "1:a", "shop/app"})
  void whatIsNoAddressIsRefused(String app) throws IOException {
    assertThatThrownBy(() -> new PythonAppFinder(folder).app(Optional.of(app)))
        .hasMessageStartingWith("The app \"" + app + "\" (gateway.app) is no address")
        .hasMessageContaining("such as mysite.wsgi:application");
  }

  private String app() throws IOException {
    return new PythonAppFinder(folder).app(Optional.empty());
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text + "\n");
  }
}
