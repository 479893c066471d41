package io.sluice.connections.stack;

import io.restassured.RestAssured;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** The endpoints that the service's own OpenAPI document describes. */
public final class OpenApi {

    private OpenApi() {}

    /**
     * An endpoint.
     *
     * @param path a template, such as {@code /connections/{id}}
     * @param query the names of its query parameters
     */
    public record Endpoint(String method, String path, List<String> query) {}

    /** Returns all endpoints. */
    public static List<Endpoint> endpoints() {
        Map<String, Map<String, Object>> paths = RestAssured.given()
                .port(ConfigProvider.getConfig().getValue("quarkus.management.test-port", int.class))
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .path("paths");
        List<Endpoint> endpoints = new ArrayList<>();
        paths.forEach((path, operations) -> operations.forEach((method, operation) -> {
            if (operation instanceof Map<?, ?> described) {
                endpoints.add(new Endpoint(method.toUpperCase(Locale.ROOT), path, query(described)));
            }
        }));
        return List.copyOf(endpoints);
    }

    private static List<String> query(Map<?, ?> operation) {
        return operation.get("parameters") instanceof List<?> parameters
                ? parameters.stream()
                        .filter(parameter -> parameter instanceof Map<?, ?> map && "query".equals(map.get("in")))
                        .map(parameter -> String.valueOf(((Map<?, ?>) parameter).get("name")))
                        .toList()
                : List.of();
    }
}
