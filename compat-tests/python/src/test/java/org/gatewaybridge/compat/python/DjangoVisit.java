package org.gatewaybridge.compat.python;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

/** What the Django example does, as its visitors see it. */
record DjangoVisit(Visitor visitor) {

  void all() {
    pages();
    filesAreTheContainers();
  }

  void pages() {
    sessionIsKept();
    forgedPostIsRefused();
    noteIsAdded("written at " + visitor.contextPath() + "/");
    visitor.given().get("/nothing").then().statusCode(404);
  }

  private void sessionIsKept() {
    visitor.given().get("/").then().body(containsString("Visits in this session: 1"));
    visitor.given().get("/").then().body(containsString("Visits in this session: 2"));
  }

  private void forgedPostIsRefused() {
    visitor.given().formParam("text", "forged").post("/").then().statusCode(403);
    visitor.given().get("/").then().body(not(containsString("forged")));
  }

  void noteIsAdded(String note) {
    String token =
        visitor
            .given()
            .get("/")
            .htmlPath()
            .getString("**.find { it.@name == 'csrfmiddlewaretoken' }.@value");

    visitor
        .given()
        .formParam("csrfmiddlewaretoken", token)
        .formParam("text", note)
        .post("/")
        .then()
        .statusCode(302)
        .header("Location", equalTo(visitor.contextPath() + "/"));

    visitor.given().get("/").then().body(containsString("<li>" + note + "</li>"));
  }

  /** Django itself, without DEBUG, would answer 404. */
  private void filesAreTheContainers() {
    visitor
        .given()
        .get("/")
        .then()
        .body(containsString("href=\"" + visitor.contextPath() + "/static/notes/notes.css\""));
    for (String file : new String[] {"notes/notes.css", "admin/css/base.css"}) {
      visitor
          .given()
          .get("/static/" + file)
          .then()
          .statusCode(200)
          .header("Content-Type", startsWith("text/css"))
          .header("Last-Modified", notNullValue());
    }
  }
}
