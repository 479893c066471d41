package io.sluice.connections.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.connections.stack.OpenApi.Endpoint;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Requests as nobody should send them, always the same for a seed. A secret is in many of them. */
final class Hostile {

    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json",
            "application/json;charset=UTF-16",
            "application/yaml",
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/json; ;;=",
            "nonsense",
            "*/*");
    private static final List<String> ODD = List.of(
            "",
            " ",
            "\0",
            "null",
            "-1",
            "9999999999999999999999",
            "../../etc/passwd",
            "%s%n%x",
            "${jndi:ldap://localhost/x}",
            "' or 1=1; drop table connection; --",
            "<script>alert(1)</script>",
            "\u202e\ufeff\ud83d\ude00",
            "\ud800",
            "a".repeat(2000),
            "\r\nX-Injected: yes",
            "P999999999D",
            "PT-1S",
            "2027-13-45",
            "https://[::1",
            "http://localhost:1@evil.example");

    private final ObjectMapper json = new ObjectMapper();
    private final Random random;
    private final String secret;
    private final List<String> ids;
    private final Map<String, String> bodies;

    /**
     * Makes requests.
     *
     * @param secret is planted in bodies, headers and the values of queries
     * @param ids what may be an id of something that exists
     * @param bodies valid ones, by the end of the path that takes them
     */
    Hostile(long seed, String secret, List<String> ids, Map<String, String> bodies) {
        this.random = new Random(seed);
        this.secret = secret;
        this.ids = List.copyOf(ids);
        this.bodies = new LinkedHashMap<>(bodies);
    }

    /**
     * A request; all of it is sent as it is.
     *
     * @param body a character for each byte
     */
    record Request(String method, String target, Map<String, String> headers, String body) {}

    Request at(Endpoint endpoint) throws JsonProcessingException {
        String method = random.nextInt(12) == 0 ? any(List.of("PATCH", "PUT", "POST", "FOO")) : endpoint.method();
        Map<String, String> headers = new LinkedHashMap<>();
        byte[] body = new byte[0];
        if (method.equals("POST") || method.equals("PUT") || random.nextInt(6) == 0) {
            headers.put("Content-Type", random.nextInt(3) > 0 ? fitting(endpoint) : any(TYPES));
            body = body(endpoint);
        }
        if (method.equals("PUT")) {
            headers.put("If-Match", any(List.of("*", "\"1\"", "\"", "W/\"1\"", "\"9\",".repeat(300), secret)));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            headers.put(
                    any(List.of(
                            "Accept",
                            "Accept-Language",
                            "If-Match",
                            "traceparent",
                            "Cookie",
                            "X-Forwarded-For",
                            "Forwarded",
                            "Range",
                            "Content-Encoding",
                            "X-HTTP-Method-Override",
                            "If-None-Match")),
                    header());
        }
        return new Request(method, path(endpoint.path()) + query(endpoint), headers, new String(body, ISO_8859_1));
    }

    private static String fitting(Endpoint endpoint) {
        return endpoint.path().endsWith("/apply") ? "application/yaml" : "application/json";
    }

    private String path(String template) {
        String path = template;
        while (path.contains("{")) {
            String value = random.nextInt(2) == 0 ? any(ids) : percent(any(ODD).replace("\0", "x"));
            path = path.substring(0, path.indexOf('{')) + value + path.substring(path.indexOf('}') + 1);
        }
        return random.nextInt(10) == 0
                ? path + any(List.of("/", ";a=b", "/..", "//", "/%2e%2e/keyset", "/%00", "/%zz", "%", "/%c0%af"))
                : path;
    }

    /** Never prunes: that would delete what other tests need. */
    private String query(Endpoint endpoint) {
        List<String> names = new ArrayList<>(endpoint.query());
        names.remove("prune");
        names.addAll(List.of("a[]", "%00", "__proto__"));
        StringBuilder query = new StringBuilder();
        for (int i = random.nextInt(3); i > 0; i--) {
            query.append(query.isEmpty() ? '?' : '&')
                    .append(any(names))
                    .append('=')
                    .append(
                            switch (random.nextInt(4)) {
                                case 0 -> percent(secret);
                                case 1 -> any(List.of("true", "false", "1", "commercial", "healthy"));
                                case 2 -> "%zz%";
                                default -> percent(any(ODD));
                            });
        }
        return query.toString();
    }

    private String header() {
        return random.nextInt(2) == 0
                ? secret
                : any(List.of(
                        "application/*;q=x",
                        "text/markdown",
                        "gzip",
                        "\u00e9\u00ff",
                        "x".repeat(3000),
                        "for=\"[::1\"",
                        "00-" + "f".repeat(32) + "-" + "0".repeat(16) + "-ff",
                        "bytes=9-1",
                        ",,,;;;==="));
    }

    private byte[] body(Endpoint endpoint) throws JsonProcessingException {
        String valid = random.nextInt(8) == 0
                ? any(List.copyOf(bodies.values()))
                : bodies.entrySet().stream()
                        .filter(entry -> endpoint.path().endsWith(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElseGet(() -> bodies.values().iterator().next());
        return switch (random.nextInt(10)) {
            case 0 -> broken(valid.getBytes(UTF_8));
            case 1 ->
                any(List.of(
                                "[".repeat(20_000),
                                "{\"a\":".repeat(20_000),
                                "&a [*a, *a]",
                                "a: &a [x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]",
                                "!!javax.script.ScriptEngineManager [" + secret + "]",
                                "- " + secret + ": {" + secret,
                                "\"" + secret + "\"",
                                "[\"" + secret + "\"]",
                                "[null]",
                                "[[[]]]",
                                "1e999999999",
                                "{\"name\": 1" + "0".repeat(3000) + "}",
                                "\ufeff{}",
                                "{" + secret + "}"))
                        .getBytes(UTF_8);
            case 2 -> valid.getBytes(random.nextBoolean() ? ISO_8859_1 : UTF_16);
            default -> json.writeValueAsBytes(mutated(json.readTree(valid)));
        };
    }

    private byte[] broken(byte[] body) {
        byte[] broken = Arrays.copyOf(body, 1 + random.nextInt(body.length));
        for (int i = random.nextInt(4); i > 0; i--) {
            broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
        }
        return broken;
    }

    private JsonNode mutated(JsonNode body) {
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            List<ObjectNode> objects = new ArrayList<>();
            collect(body, objects);
            ObjectNode object = any(objects);
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            // Without its own addresses a test would call Microsoft.
            names.remove("baseUrls");
            if (names.isEmpty() || random.nextInt(8) == 0) {
                object.put(any(List.of("__proto__", "@type", "id", "unknown", "", "state")), secret);
            } else if (random.nextInt(6) == 0) {
                object.remove(any(names));
            } else {
                object.set(any(names), odd());
            }
        }
        return body;
    }

    private JsonNode odd() {
        return switch (random.nextInt(9)) {
            case 0 -> json.nullNode();
            case 1 -> json.createArrayNode().add(secret).addNull();
            case 2 -> json.createObjectNode().put("sealed", secret);
            case 3 -> json.createObjectNode().put(secret, secret);
            case 4 -> json.getNodeFactory().numberNode(random.nextLong());
            case 5 -> json.getNodeFactory().booleanNode(random.nextBoolean());
            case 6 -> new TextNode(secret);
            default -> new TextNode(any(ODD));
        };
    }

    /** Collects objects, but for those of a connection's own addresses. */
    private static void collect(JsonNode node, List<ObjectNode> objects) {
        switch (node) {
            case ObjectNode object -> {
                objects.add(object);
                object.properties().forEach(member -> {
                    if (!member.getKey().equals("baseUrls")) {
                        collect(member.getValue(), objects);
                    }
                });
            }
            case ArrayNode array -> array.forEach(member -> collect(member, objects));
            default -> {}
        }
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static String percent(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
