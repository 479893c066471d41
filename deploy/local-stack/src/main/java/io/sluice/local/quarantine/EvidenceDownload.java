package io.sluice.local.quarantine;

import io.sluice.contracts.json.Json;
import io.sluice.local.UserError;
import io.sluice.local.connections.BearerToken;
import io.sluice.local.http.PlainHttp;
import io.sluice.local.text.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** Downloads the bytes of an exported message from quarantine-fetcher. */
public final class EvidenceDownload {

    private final HttpClient http = PlainHttp.client(Duration.ofSeconds(5));
    private final URI base;
    private final BearerToken token;

    /**
     * Takes the address of a quarantine-fetcher.
     *
     * @param token gives an analyst's token
     */
    public EvidenceDownload(URI base, BearerToken token) {
        this.base = base;
        this.token = token;
    }

    /**
     * Writes the bytes to a file, which is replaced only when all of them are there.
     *
     * @param zip whether they are wanted as a zip with the password that malware analysts expect
     * @return how many bytes were written
     */
    public long to(Path file, String tenantId, String sha256, boolean zip) throws InterruptedException {
        URI address = base.resolve("/evidence/" + tenantId + "/" + sha256 + (zip ? "/zip" : ""));
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token.get())
                .build();
        HttpResponse<InputStream> answer;
        try {
            answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UserError(
                    "quarantine-fetcher does not answer at " + base + ": is it running? ./sluice status tells.", e);
        }
        try (InputStream body = answer.body()) {
            if (answer.statusCode() != 200) {
                throw new UserError("quarantine-fetcher does not give the evidence: HTTP " + answer.statusCode()
                        + detail(body.readNBytes(64 * 1024)));
            }
            Path part = file.resolveSibling(file.getFileName() + ".part");
            long size = Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return size;
        } catch (IOException e) {
            throw new UserError("The evidence could not be written to " + file + ": " + e.getMessage(), e);
        }
    }

    private static String detail(byte[] problem) {
        try {
            return Printable.of(
                    " " + Json.MAPPER.readTree(problem).path("detail").asText());
        } catch (IOException notJson) {
            return "";
        }
    }
}
