package org.gatewaybridge.packaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.wartemplate.XmlPart;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;

/**
 * Translates the Servlet API's annotations of a class into elements of a web.xml, since the
 * generated one forbids a scan.
 */
final class ServletAnnotations {
  private static final String PACKAGE = "jakarta.servlet.annotation.";
  // In the order in which their elements are written.
  private static final List<String> COMPONENTS = List.of("WebListener", "WebFilter", "WebServlet");

  private final ClassInfo type;

  private ServletAnnotations(ClassInfo type) {
    this.type = type;
  }

  /** Returns which component a class is, such as {@code WebFilter}; empty if none. */
  static Optional<String> component(ClassInfo type) {
    ServletAnnotations of = new ServletAnnotations(type);
    return COMPONENTS.stream().filter(name -> of.annotation(name).isPresent()).findFirst();
  }

  /**
   * Returns the elements for a class.
   *
   * @throws PackagingRefused if web.xml has no such elements
   */
  static List<XmlPart> elements(ClassInfo type) {
    ServletAnnotations of = new ServletAnnotations(type);
    List<XmlPart> elements = new ArrayList<>();
    if (of.annotation("WebListener").isPresent()) {
      elements.add(XmlPart.of("listener", List.of(XmlPart.of("listener-class", of.className()))));
    }
    of.annotation("WebFilter").ifPresent(filter -> of.addFilter(filter, elements));
    of.annotation("WebServlet").ifPresent(servlet -> of.addServlet(servlet, elements));
    return elements;
  }

  private void addFilter(AnnotationInstance filter, List<XmlPart> elements) {
    String name = name(filter, "filterName");
    List<XmlPart> declared = new ArrayList<>();
    declared.add(XmlPart.of("filter-name", name));
    declared.add(XmlPart.of("filter-class", className()));
    declared.add(XmlPart.of("async-supported", text(filter, "asyncSupported", "false")));
    declared.addAll(initParams(filter));
    elements.add(XmlPart.of("filter", declared));

    List<XmlPart> mapping = new ArrayList<>(List.of(XmlPart.of("filter-name", name)));
    patterns(filter).forEach(pattern -> mapping.add(XmlPart.of("url-pattern", pattern)));
    texts(filter, "servletNames")
        .forEach(servlet -> mapping.add(XmlPart.of("servlet-name", servlet)));
    if (mapping.size() == 1) {
      throw refused("WebFilter names no urlPatterns and no servletNames; add one");
    }
    texts(filter, "dispatcherTypes")
        .forEach(dispatcher -> mapping.add(XmlPart.of("dispatcher", dispatcher)));
    elements.add(XmlPart.of("filter-mapping", mapping));
  }

  private void addServlet(AnnotationInstance servlet, List<XmlPart> elements) {
    Stream.of("ServletSecurity", "MultipartConfig")
        .filter(other -> annotation(other).isPresent())
        .findFirst()
        .ifPresent(
            other -> {
              throw refused(
                  other
                      + " is not carried over into the generated web.xml; declare the servlet in a"
                      + " src/main/webapp/WEB-INF/web.xml of your own");
            });
    String name = name(servlet, "name");
    List<XmlPart> declared = new ArrayList<>();
    declared.add(XmlPart.of("servlet-name", name));
    declared.add(XmlPart.of("servlet-class", className()));
    declared.addAll(initParams(servlet));
    String start = text(servlet, "loadOnStartup", "");
    if (!start.isEmpty()) {
      declared.add(XmlPart.of("load-on-startup", start));
    }
    declared.add(XmlPart.of("async-supported", text(servlet, "asyncSupported", "false")));
    elements.add(XmlPart.of("servlet", declared));

    List<XmlPart> mapping = new ArrayList<>(List.of(XmlPart.of("servlet-name", name)));
    patterns(servlet).forEach(pattern -> mapping.add(XmlPart.of("url-pattern", pattern)));
    if (mapping.size() == 1) {
      throw refused("WebServlet names no urlPatterns; add one");
    }
    elements.add(XmlPart.of("servlet-mapping", mapping));
  }

  private PackagingRefused refused(String fault) {
    return new PackagingRefused(className() + ": @" + fault);
  }

  private String className() {
    return type.name().toString();
  }

  private String name(AnnotationInstance component, String attribute) {
    return text(component, attribute, className());
  }

  private static List<XmlPart> initParams(AnnotationInstance component) {
    AnnotationValue params = component.value("initParams");
    return params == null
        ? List.of()
        : Stream.of(params.asNestedArray())
            .map(
                param ->
                    XmlPart.parameter(
                        "init-param", text(param, "name", ""), text(param, "value", "")))
            .toList();
  }

  private static List<String> patterns(AnnotationInstance component) {
    return Stream.concat(
            texts(component, "value").stream(), texts(component, "urlPatterns").stream())
        .toList();
  }

  private static List<String> texts(AnnotationInstance component, String attribute) {
    AnnotationValue value = component.value(attribute);
    if (value == null) {
      return List.of();
    }
    return value.componentKind() == AnnotationValue.Kind.ENUM
        ? Stream.of(value.asEnumArray()).map(each -> each.toUpperCase(Locale.ROOT)).toList()
        : List.of(value.asStringArray());
  }

  private static String text(AnnotationInstance component, String attribute, String otherwise) {
    AnnotationValue value = component.value(attribute);
    return value == null || value.value().toString().isEmpty()
        ? otherwise
        : value.value().toString();
  }

  private Optional<AnnotationInstance> annotation(String name) {
    return Optional.ofNullable(type.declaredAnnotation(DotName.createSimple(PACKAGE + name)));
  }
}
