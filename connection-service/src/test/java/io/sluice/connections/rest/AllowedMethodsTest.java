package io.sluice.connections.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.sluice.connections.stack.OpenApi;
import io.sluice.connections.stack.OpenApi.Endpoint;
import io.sluice.connections.stack.Stack;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The header Allow against what the service does with each method; nobody is signed in, so that nothing happens. */
@QuarkusTest
@WithTestResource(Stack.class)
class AllowedMethodsTest {

    private static final List<String> METHODS = List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

    @Test
    void allowNamesTheMethodsThatAreNotRefusedAtEachPathOfTheDocument() {
        List<Endpoint> endpoints = OpenApi.endpoints();
        Set<String> paths = endpoints.stream().map(Endpoint::path).collect(Collectors.toCollection(TreeSet::new));
        assertThat(paths).contains("/connections/{id}", "/connections/apply", "/keyset/rotate");
        for (String path : paths) {
            Set<String> works = METHODS.stream()
                    .filter(method -> call(method, path).statusCode() != 405)
                    .collect(Collectors.toCollection(TreeSet::new));
            for (String method : METHODS) {
                Response answer = call(method, path);
                assertThat(answer.statusCode()).as("%s %s", method, path).isNotEqualTo(404);
                if (!works.contains(method) || method.equals("OPTIONS")) {
                    assertThat(allowed(answer))
                            .as("%s %s answers %d", method, path, answer.statusCode())
                            .isEqualTo(works);
                }
            }
            assertThat(works)
                    .as(path)
                    .containsAll(endpoints.stream()
                            .filter(endpoint -> endpoint.path().equals(path))
                            .map(Endpoint::method)
                            .toList());
        }
    }

    private static Set<String> allowed(Response answer) {
        return Stream.of(String.valueOf(answer.header("Allow")).split(", ")).collect(Collectors.toSet());
    }

    private static Response call(String method, String path) {
        return RestAssured.given().request(method, path.replaceAll("\\{[^}]+}", "anything"));
    }
}
