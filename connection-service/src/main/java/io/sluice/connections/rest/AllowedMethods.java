package io.sluice.connections.rest;

import static java.util.stream.Collectors.toCollection;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * The header {@code Allow} of a 405, which RFC 9110, section 15.5.6, wants and Quarkus REST does not give, and of an
 * answer to OPTIONS, where Quarkus REST names the methods of all paths of a class. What is allowed is read from the
 * annotations that requests are routed by.
 */
class AllowedMethods {

    private final List<Endpoint> endpoints;

    AllowedMethods(BeanManager beans) {
        endpoints = beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .filter(type -> type.isAnnotationPresent(Path.class))
                .distinct()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()).flatMap(method -> Endpoint.of(type, method)))
                .toList();
    }

    @ServerResponseFilter
    void name(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() == 405 || request.getMethod().equals(HttpMethod.OPTIONS)) {
            SortedSet<String> methods = at(request.getUriInfo());
            methods.add(HttpMethod.OPTIONS);
            response.getHeaders().putSingle(HttpHeaders.ALLOW, String.join(", ", methods));
        }
    }

    /**
     * Where one class has a path's beginning and another the path, Quarkus REST takes a wrong method for a wrong path.
     */
    @ServerExceptionMapper
    Response notFound(NotFoundException failure, ContainerRequestContext request) {
        SortedSet<String> methods = at(request.getUriInfo());
        return Problems.refused(methods.isEmpty() || methods.contains(request.getMethod()) ? 404 : 405)
                .response();
    }

    private SortedSet<String> at(UriInfo uri) {
        // Not getPathSegments: it decodes them once more, and fails for a percent sign that was sent as %25.
        List<String> path = Arrays.stream(uri.getPath().split("/"))
                .map(segment -> segment.replaceFirst(";.*", ""))
                .filter(segment -> !segment.isEmpty())
                .toList();
        List<Endpoint> there =
                endpoints.stream().filter(endpoint -> endpoint.isAt(path)).toList();
        // Of several classes at a path, the one with the most literal characters has it (Jakarta REST, section 3.7.2).
        int most = there.stream().mapToInt(Endpoint::literals).max().orElse(0);
        SortedSet<String> methods = there.stream()
                .filter(endpoint -> endpoint.literals() == most)
                .map(Endpoint::method)
                .collect(toCollection(TreeSet::new));
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        return methods;
    }

    /**
     * A method at a path.
     *
     * @param template the path's segments; one such as {@code {id}} stands for any
     * @param literals how many characters of the path of its class stand for themselves
     */
    private record Endpoint(String method, List<String> template, int literals) {

        static Stream<Endpoint> of(Class<?> type, Method method) {
            return Arrays.stream(method.getAnnotations())
                    .map(Annotation::annotationType)
                    .flatMap(annotation -> Optional.ofNullable(annotation.getAnnotation(HttpMethod.class)).stream())
                    .map(verb -> new Endpoint(
                            verb.value(),
                            Stream.concat(
                                            segments(type.getAnnotation(Path.class)),
                                            Optional.ofNullable(method.getAnnotation(Path.class)).stream()
                                                    .flatMap(Endpoint::segments))
                                    .toList(),
                            type.getAnnotation(Path.class)
                                    .value()
                                    .replaceAll("\\{[^}]*}", "")
                                    .length()));
        }

        private static Stream<String> segments(Path path) {
            return Arrays.stream(path.value().split("/")).filter(segment -> !segment.isEmpty());
        }

        boolean isAt(List<String> path) {
            if (path.size() != template.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                if (!template.get(i).startsWith("{") && !template.get(i).equals(path.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }
}
