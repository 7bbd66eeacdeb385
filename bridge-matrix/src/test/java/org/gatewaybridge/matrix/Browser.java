package org.gatewaybridge.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoAlertPresentException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium of the operating system's, with its driver. Where they are missing, the test
 * is skipped and says what to install; nothing is downloaded.
 */
final class Browser implements AutoCloseable {

  private static final Pattern REQUEST =
      Pattern.compile("\"Network\\.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]*)\"");

  // Held, for a logger that nobody holds forgets its level. The driver speaks of its newest Chrome.
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static Browser start() {
    Optional<Path> chromium = onPath("chromium");
    Optional<Path> chromedriver = onPath("chromedriver");
    Assumptions.assumeTrue(
        chromium.isPresent() && chromedriver.isPresent(),
        "No chromium and chromedriver on the PATH; install Debian's chromium and chromium-driver");
    SELENIUM.setLevel(Level.SEVERE);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.orElseThrow().toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run");
    options.setCapability("goog:loggingPrefs", logs);
    Browser browser =
        new Browser(
            new ChromeDriver(
                new ChromeDriverService.Builder()
                    .usingDriverExecutable(chromedriver.orElseThrow().toFile())
                    .usingAnyFreePort()
                    .build(),
                options));
    // axe looks at thousands of cells on a real page, on a machine that may be busy.
    browser.driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(4));
    browser.size(1400, 1000);
    return browser;
  }

  private static Optional<Path> onPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Opens a file and returns what was requested meanwhile, other than the file itself. */
  List<String> open(Path page) {
    String address = page.toAbsolutePath().toUri().toString();
    driver.get(address);
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(entry -> REQUEST.matcher(entry.getMessage()))
        .filter(Matcher::find)
        .map(request -> request.group(1))
        .filter(
            url -> !url.equals(address) && !url.startsWith("data:") && !url.equals("about:blank"))
        .toList();
  }

  void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Prefers {@code light} or {@code dark}. */
  void scheme(String scheme) {
    media("", scheme);
  }

  /** Shows the page as it is printed, or with "" as it is on a screen. */
  void media(String media, String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            media,
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Runs statements that may return a text, a number as Long, a boolean, a list or null. */
  @Nullable Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  String text(String script, Object... arguments) {
    return String.valueOf(run(script, arguments));
  }

  List<?> list(String script, Object... arguments) {
    return (List<?>) Objects.requireNonNull(run(script, arguments));
  }

  void press(Keys... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  void type(String text) {
    new Actions(driver).sendKeys(text).perform();
  }

  /** Lists what axe-core finds against a part of the page as it is now, one line each. */
  List<?> axe(String part) throws IOException {
    try (InputStream axe =
        Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"))) {
      driver.executeScript(new String(axe.readAllBytes(), UTF_8));
    }
    return (List<?>)
        Objects.requireNonNull(
            driver.executeAsyncScript(
                """
                const done = arguments[1];
                axe.run(arguments[0], {resultTypes: ['violations']}).then(
                  found => done(found.violations.map(one => one.id + ': ' + one.help + ' at '
                    + one.nodes.slice(0, 3).map(node => node.target + ' ' + node.failureSummary).join(' | '))),
                  failed => done(['axe did not run: ' + failed]));
                """,
                part));
  }

  void screenshot(Path png) throws IOException {
    Files.createDirectories(png.toAbsolutePath().getParent());
    Files.write(png, driver.getScreenshotAs(OutputType.BYTES));
  }

  /** Tells whether a dialog of alert() is open. */
  boolean alerts() {
    try {
      driver.switchTo().alert();
      return true;
    } catch (NoAlertPresentException none) {
      return false;
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
