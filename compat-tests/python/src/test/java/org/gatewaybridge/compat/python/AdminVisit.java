package org.gatewaybridge.compat.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Somebody who keeps the notes in Django's admin, with the operating system's Chromium. */
final class AdminVisit {
  // Held, for a logger that nobody holds forgets its level. The driver speaks of its newest Chrome.
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver browser;
  private final URI app;

  private AdminVisit(ChromeDriver browser, URI app) {
    this.browser = browser;
    this.app = app;
  }

  /**
   * Logs in, adds a note, changes it and logs out; ends the test as skipped where there is no
   * Chromium.
   */
  static void inChromium(URI app) {
    Optional<Path> chromium = onPath("chromium");
    Optional<Path> driver = onPath("chromedriver");
    assumeTrue(
        chromium.isPresent() && driver.isPresent(), "chromium or chromium-driver is not installed");
    SELENIUM.setLevel(Level.SEVERE);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.get().toFile());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--no-first-run");
    ChromeDriver browser =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.get().toFile())
                .usingAnyFreePort()
                .build(),
            options);
    try {
      browser.manage().timeouts().implicitlyWait(Duration.ofSeconds(20));
      new AdminVisit(browser, app).all();
    } finally {
      browser.quit();
    }
  }

  private static Optional<Path> onPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private void all() {
    browser.get(app + "admin/");
    assertThat(browser.getCurrentUrl()).startsWith(app + "admin/login/?next=");
    type("username", DjangoDatabase.ADMIN);
    type("password", DjangoDatabase.PASSWORD);
    browser.findElement(By.cssSelector("[type=submit]")).click();
    assertThat(browser.findElement(By.id("user-tools")).getText()).containsIgnoringCase("log out");
    everyStyleSheetCame();

    String note = "by the admin at " + app.getPath();
    browser.get(app + "admin/notes/note/add/");
    type("text", note);
    browser.findElement(By.name("_save")).click();
    browser.findElement(By.linkText(note)).click();
    WebElement text = browser.findElement(By.name("text"));
    text.clear();
    text.sendKeys(note + ", changed");
    browser.findElement(By.name("_save")).click();
    browser.findElement(By.linkText(note + ", changed"));

    browser.get(app.toString());
    assertThat(browser.findElement(By.tagName("ul")).getText()).contains(note + ", changed");
  }

  private void type(String name, String text) {
    browser.findElement(By.name(name)).sendKeys(text);
  }

  private void everyStyleSheetCame() {
    assertThat(
            browser.executeScript(
                "return document.styleSheets.length > 0"
                    + " && [...document.styleSheets].every(sheet => sheet.cssRules.length > 0)"))
        .isEqualTo(true);
  }
}
