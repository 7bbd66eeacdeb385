package org.gatewaybridge.compat.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the Django example does, as its visitors see it. */
record DjangoVisit(Visitor visitor) {
  private static final Pattern TOKEN =
      Pattern.compile("name=\"csrfmiddlewaretoken\" value=\"([^\"]+)\"");

  void all() throws IOException, InterruptedException {
    sessionIsKept();
    forgedPostIsRefused();
    noteIsAdded("written at " + visitor.contextPath() + "/");
    filesAreTheContainers();
    assertThat(visitor.get("/nothing").statusCode()).isEqualTo(404);
  }

  private void sessionIsKept() throws IOException, InterruptedException {
    assertThat(visitor.get("/").body()).contains("Visits in this session: 1");
    assertThat(visitor.get("/").body()).contains("Visits in this session: 2");
  }

  private void forgedPostIsRefused() throws IOException, InterruptedException {
    assertThat(visitor.post("/", "text=forged").statusCode()).isEqualTo(403);
    assertThat(visitor.get("/").body()).doesNotContain("forged");
  }

  void noteIsAdded(String note) throws IOException, InterruptedException {
    Matcher token = TOKEN.matcher(visitor.get("/").body());
    assertThat(token.find()).isTrue();
    String form =
        "csrfmiddlewaretoken="
            + token.group(1)
            + "&text="
            + URLEncoder.encode(note, StandardCharsets.UTF_8);

    HttpResponse<String> added = visitor.post("/", form);

    assertThat(added.statusCode()).isEqualTo(302);
    assertThat(added.headers().firstValue("Location")).hasValue(visitor.contextPath() + "/");
    assertThat(visitor.get("/").body()).contains("<li>" + note + "</li>");
  }

  /** Django itself, without DEBUG, would answer 404. */
  private void filesAreTheContainers() throws IOException, InterruptedException {
    assertThat(visitor.get("/").body())
        .contains("href=\"" + visitor.contextPath() + "/static/notes/notes.css\"");
    for (String file : new String[] {"notes/notes.css", "admin/css/base.css"}) {
      HttpResponse<String> css = visitor.get("/static/" + file);
      assertThat(css.statusCode()).as(file).isEqualTo(200);
      assertThat(css.headers().firstValue("Content-Type").orElse("")).startsWith("text/css");
      assertThat(css.headers().firstValue("Last-Modified")).isPresent();
    }
  }
}
