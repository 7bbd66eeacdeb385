package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.gatewaybridge.timeouts.CallProgress;
import org.gatewaybridge.timeouts.NotedSteps;
import org.junit.jupiter.api.Test;

/** The request and the response that an app gets from the servlet: they are cut off at the end. */
@SuppressWarnings({"unused", "UnusedMethod", "UnusedVariable", "NullAway"}) // called by name
class HandedRequestTest {
  private final List<String> steps = new ArrayList<>();
  private final StringWriter page = new StringWriter();
  private final PrintWriter writer = new PrintWriter(page);
  private final AsyncContext context = Fake.of(AsyncContext.class, new Object() {});
  private boolean async;

  private final CallProgress progress = new NotedSteps(steps);

  private final HttpServletRequest request =
      Fake.of(
          HttpServletRequest.class,
          new Object() {
            ServletInputStream getInputStream() {
              return new In();
            }

            BufferedReader getReader() {
              return new BufferedReader(new StringReader("text"));
            }

            String getParameter(String name) {
              steps.add("container");
              return name;
            }

            Collection<Part> getParts() {
              steps.add("container");
              return List.of();
            }

            String getRequestURI() {
              return "/other/client";
            }

            boolean isAsyncStarted() {
              return async;
            }

            AsyncContext startAsync() {
              return context;
            }

            AsyncContext startAsync(ServletRequest given, ServletResponse answer) {
              return context;
            }

            Object getAttribute(String name) {
              return null;
            }
          });

  private final HttpServletResponse response =
      Fake.of(
          HttpServletResponse.class,
          new Object() {
            ServletOutputStream getOutputStream() {
              return new Out();
            }

            PrintWriter getWriter() {
              return writer;
            }

            void flushBuffer() {
              steps.add("container");
            }

            boolean isCommitted() {
              return false;
            }
          });

  private final Exchange exchange = Exchanges.of(request, response);
  private final HttpServletRequest handed = exchange.handed(progress).request();
  private final HttpServletResponse answer = exchange.handed(progress).response();

  private final class In extends ServletInputStream {
    @Override
    public int read() {
      steps.add("container");
      return 'x';
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      bytes[offset] = (byte) read();
      return 1;
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {}
  }

  private final class Out extends ServletOutputStream {
    @Override
    public void write(int octet) {
      steps.add("container");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      steps.add("container");
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {}
  }

  private void assertStep() {
    assertThat(steps).containsExactly("enter", "container", "leave");
    steps.clear();
  }

  @Test
  void whatMayWaitForTheClientIsAStepOfTheCall() throws Exception {
    assertThat(handed.getInputStream().read()).isEqualTo('x');
    assertStep();
    assertThat(handed.getParameter("a")).isEqualTo("a");
    assertStep();
    assertThat(handed.getParts()).isEmpty();
    assertStep();
    answer.getOutputStream().write('x');
    assertStep();
    answer.flushBuffer();
    assertStep();
  }

  @Test
  void textIsAStepOfTheCallToo() throws Exception {
    assertThat(handed.getReader().readLine()).isEqualTo("text");
    assertThat(steps).contains("enter", "leave");
    steps.clear();

    answer.getWriter().write("a page");
    answer.getWriter().println();
    answer.getWriter().close();

    assertThat(page).hasToString("a page" + System.lineSeparator());
    assertThat(steps).containsExactly("enter", "leave", "enter", "leave", "enter", "leave");
  }

  @Test
  void eachIsTheSameEachTime() throws Exception {
    assertThat(handed.getInputStream()).isSameAs(handed.getInputStream());
    assertThat(handed.getReader()).isSameAs(handed.getReader());
    assertThat(answer.getOutputStream()).isSameAs(answer.getOutputStream());
    assertThat(answer.getWriter()).isSameAs(answer.getWriter());
  }

  @Test
  void nothingReachesTheContainerOnceTheRequestHasEnded() throws Exception {
    ServletInputStream in = handed.getInputStream();
    BufferedReader text = handed.getReader();
    ServletOutputStream out = answer.getOutputStream();
    PrintWriter print = answer.getWriter();

    exchange.end();

    assertThatThrownBy(handed::getRequestURI)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has ended");
    assertThatThrownBy(() -> answer.addHeader("a", "b")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(in::read).isInstanceOf(IOException.class);
    assertThatThrownBy(in::available).isInstanceOf(IOException.class);
    assertThatThrownBy(text::read).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> out.write(1)).isInstanceOf(IOException.class);
    assertThatThrownBy(out::flush).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> in.setReadListener(null)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> out.setWriteListener(null)).isInstanceOf(IllegalStateException.class);
    print.println("late");
    print.flush();
    in.close();
    text.close();
    assertThat(page.toString()).isEmpty();
    assertThat(steps).doesNotContain("container");
  }

  @Test
  void appThatAnswersLaterByItsOwnAsyncContextGoesOn() throws Exception {
    async = true;

    exchange.end();

    assertThat(handed.getRequestURI()).isEqualTo("/other/client");
    answer.getOutputStream().write('x');
    assertStep();
  }

  @Test
  void asyncAnswerThatHasEndedDuringTheCallIsTheApps() throws Exception {
    assertThat(exchange.isAnswered()).isFalse();

    assertThat(handed.startAsync()).isSameAs(context); // Undertow: not started any more

    assertThat(exchange.isAnswered()).isTrue();
    exchange.end();
    assertThat(handed.getRequestURI()).isEqualTo("/other/client");
  }

  @Test
  void asyncAnswerOfTheAppsOwnResponseIsTheAppsToo() {
    assertThat(handed.startAsync(request, response)).isSameAs(context);

    assertThat(exchange.isAnswered()).isTrue();
  }
}
