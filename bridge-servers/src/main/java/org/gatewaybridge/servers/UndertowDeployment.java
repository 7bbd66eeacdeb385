package org.gatewaybridge.servers;

import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.ErrorPage;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.api.ListenerInfo;
import io.undertow.servlet.api.MimeMapping;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.servlet.api.ServletStackTraces;
import io.undertow.servlet.handlers.DefaultServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.annotation.HandlesTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EventListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.jboss.metadata.javaee.spec.ParamValueMetaData;
import org.jboss.metadata.web.spec.ErrorPageMetaData;
import org.jboss.metadata.web.spec.FilterMappingMetaData;
import org.jboss.metadata.web.spec.FilterMetaData;
import org.jboss.metadata.web.spec.MultipartConfigMetaData;
import org.jboss.metadata.web.spec.ServletMappingMetaData;
import org.jboss.metadata.web.spec.ServletMetaData;
import org.jboss.metadata.web.spec.WebMetaData;
import org.jspecify.annotations.Nullable;

/**
 * Translates a WAR into Undertow's DeploymentInfo, since Undertow does not read web.xml: servlets,
 * filters, listeners, parameters, error pages, MIME types, welcome files, encodings, sessions,
 * fragments without an order, and initializers. {@link UndertowLimits} refuses what is not
 * supported.
 */
final class UndertowDeployment {
  private final UnpackedWar war;
  private final WebMetaData web;
  private final WarClassLoader loader;
  private final DeploymentInfo info = new DeploymentInfo();

  private UndertowDeployment(UnpackedWar war, WebMetaData web, WarClassLoader loader) {
    this.war = war;
    this.web = web;
    this.loader = loader;
  }

  /**
   * Reads the WAR. The caller closes the class loader and the resource manager when it undeploys
   * it, unless this throws.
   */
  static DeploymentInfo read(UnpackedWar war, Path temporary) throws IOException {
    WarClassLoader loader = WarClassLoader.of(war);
    try {
      return new UndertowDeployment(war, UndertowWebXml.read(war), loader).translate(temporary);
    } catch (IOException | ReflectiveOperationException | LinkageError e) {
      loader.close();
      throw e instanceof IOException io ? io : new IOException(e.toString(), e);
    }
  }

  private DeploymentInfo translate(Path temporary)
      throws IOException, ReflectiveOperationException {
    new UndertowLimits(war, web).check();
    info.setClassLoader(loader)
        .setContextPath(war.app().contextPath())
        .setDeploymentName(war.app().war().toString())
        .setDisplayName(war.app().contextPath())
        .setResourceManager(UndertowFiles.of(war))
        .setTempDir(temporary)
        .setEagerFilterInit(true)
        .setServletStackTraces(
            ServletStackTraces.NONE) // otherwise clients behind a proxy count as local
        .addLifecycleInterceptor(new UndertowInitFailures());
    parameters(web.getContextParams()).forEach(info::addInitParameter);
    addInitializers();
    addListeners();
    addServlets();
    addFilters();
    addPages();
    UndertowSessions.configure(info, web.getSessionConfig());
    ServerSockets.add(UndertowSockets.TYPE, () -> UndertowSockets.add(info));
    return info;
  }

  private void addInitializers() {
    for (ServiceLoader.Provider<ServletContainerInitializer> found :
        ServiceLoader.load(ServletContainerInitializer.class, loader).stream().toList()) {
      if (found.type().isAnnotationPresent(HandlesTypes.class)) {
        System.getLogger(UndertowDeployment.class.getName())
            .log(
                System.Logger.Level.WARNING,
                "{0} asks for a class scan, which Undertow here does not do; it gets no classes",
                found.type());
      }
      info.addServletContainerInitializer(
          new ServletContainerInitializerInfo(found.type(), Set.of()));
    }
  }

  private void addListeners() throws ReflectiveOperationException {
    for (var listener : all(web.getListeners())) {
      info.addListener(new ListenerInfo(load(listener.getListenerClass(), EventListener.class)));
    }
  }

  private void addServlets() throws ReflectiveOperationException {
    Map<String, ServletInfo> servlets = new LinkedHashMap<>();
    for (ServletMetaData servlet : all(web.getServlets())) {
      servlets.put(servlet.getServletName(), servlet(servlet));
    }
    for (ServletMappingMetaData mapping : all(web.getServletMappings())) {
      // web.xml may map the container's own file servlet without declaring it.
      ServletInfo servlet =
          mapping.getServletName().equals("default")
              ? servlets.computeIfAbsent(
                  "default", name -> new ServletInfo(name, DefaultServlet.class))
              : servlets.get(mapping.getServletName());
      if (servlet == null) {
        throw new ClassNotFoundException(
            "web.xml maps servlet \"" + mapping.getServletName() + "\" but does not declare it");
      }
      servlet.addMappings(mapping.getUrlPatterns());
    }
    info.addServlets(servlets.values());
  }

  private ServletInfo servlet(ServletMetaData from) throws ReflectiveOperationException {
    ServletInfo servlet =
        new ServletInfo(from.getServletName(), load(from.getServletClass(), Servlet.class));
    servlet.setAsyncSupported(from.isAsyncSupported()).setEnabled(from.isEnabled());
    parameters(from.getInitParam()).forEach(servlet::addInitParam);
    if (from.getLoadOnStartupSet() && from.getLoadOnStartupInt() >= 0) {
      servlet.setLoadOnStartup(from.getLoadOnStartupInt());
    }
    MultipartConfigMetaData parts = from.getMultipartConfig();
    if (parts != null) {
      servlet.setMultipartConfig(multipart(parts));
    }
    return servlet;
  }

  private static MultipartConfigElement multipart(MultipartConfigMetaData from) {
    return new MultipartConfigElement(
        from.getLocation() == null ? "" : from.getLocation(),
        from.getMaxFileSizeSet() ? from.getMaxFileSize() : -1,
        from.getMaxRequestSizeSet() ? from.getMaxRequestSize() : -1,
        from.getFileSizeThresholdSet() ? from.getFileSizeThreshold() : 0);
  }

  private void addFilters() throws ReflectiveOperationException {
    for (FilterMetaData from : all(web.getFilters())) {
      FilterInfo filter =
          new FilterInfo(from.getFilterName(), load(from.getFilterClass(), Filter.class));
      filter.setAsyncSupported(from.isAsyncSupported());
      parameters(from.getInitParam()).forEach(filter::addInitParam);
      info.addFilter(filter);
    }
    for (FilterMappingMetaData mapping : all(web.getFilterMappings())) {
      for (DispatcherType dispatcher : dispatchers(mapping)) {
        all(mapping.getUrlPatterns())
            .forEach(url -> info.addFilterUrlMapping(mapping.getFilterName(), url, dispatcher));
        all(mapping.getServletNames())
            .forEach(
                name ->
                    info.addFilterServletNameMapping(mapping.getFilterName(), name, dispatcher));
      }
    }
  }

  private static List<DispatcherType> dispatchers(FilterMappingMetaData mapping) {
    if (all(mapping.getDispatchers()).isEmpty()) {
      return List.of(DispatcherType.REQUEST);
    }
    return mapping.getDispatchers().stream()
        .map(type -> DispatcherType.valueOf(type.name()))
        .toList();
  }

  private void addPages() throws ReflectiveOperationException {
    for (ErrorPageMetaData page : all(web.getErrorPages())) {
      info.addErrorPage(errorPage(page));
    }
    all(web.getMimeMappings())
        .forEach(
            mime -> info.addMimeMapping(new MimeMapping(mime.getExtension(), mime.getMimeType())));
    info.addWelcomePages(
        web.getWelcomeFileList() == null
            ? List.of("index.html", "index.htm")
            : web.getWelcomeFileList().getWelcomeFiles());
    info.setDefaultRequestEncoding(web.getRequestCharacterEncoding());
    info.setDefaultResponseEncoding(web.getResponseCharacterEncoding());
    if (web.getLocalEncodings() != null) {
      all(web.getLocalEncodings().getMappings())
          .forEach(
              locale -> info.addLocaleCharsetMapping(locale.getLocale(), locale.getEncoding()));
    }
  }

  private ErrorPage errorPage(ErrorPageMetaData page) throws ReflectiveOperationException {
    if (page.getErrorCode() != null && !page.getErrorCode().isEmpty()) {
      return new ErrorPage(page.getLocation(), Integer.parseInt(page.getErrorCode()));
    }
    if (page.getExceptionType() != null && !page.getExceptionType().isEmpty()) {
      return new ErrorPage(page.getLocation(), load(page.getExceptionType(), Throwable.class));
    }
    return new ErrorPage(page.getLocation());
  }

  private static Map<String, String> parameters(@Nullable Collection<ParamValueMetaData> from) {
    Map<String, String> parameters = new LinkedHashMap<>();
    all(from)
        .forEach(parameter -> parameters.put(parameter.getParamName(), parameter.getParamValue()));
    return parameters;
  }

  private <T> Class<? extends T> load(String name, Class<T> as) throws ClassNotFoundException {
    return Class.forName(name, false, loader).asSubclass(as);
  }

  /** Returns an empty collection for null, which the parser returns where web.xml has none. */
  static <T> Collection<T> all(@Nullable Collection<T> maybe) {
    return maybe == null ? new ArrayList<>() : maybe;
  }
}
