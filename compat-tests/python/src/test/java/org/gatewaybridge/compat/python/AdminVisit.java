package org.gatewaybridge.compat.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** Somebody who keeps the notes in Django's admin, with the operating system's Chromium. */
final class AdminVisit {
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
    ChromeDriver browser = Chromium.start();
    try {
      browser.manage().timeouts().implicitlyWait(Duration.ofSeconds(20));
      new AdminVisit(browser, app).all();
    } finally {
      browser.quit();
    }
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
