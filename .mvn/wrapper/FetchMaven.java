import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Unpacks the Maven distribution that maven-wrapper.properties names to where ./mvnw looks for it, once its SHA-512 is
 * the one pinned below. Needs nothing but a JDK: no curl, no unzip.
 *
 * <p>Arguments: the properties file; the folder of distributions; optionally an archive that is there already.
 */
void main(String[] arguments) throws Exception {
    Properties wrapper = new Properties();
    try (InputStream file = Files.newInputStream(Path.of(arguments[0]))) {
        wrapper.load(file);
    }
    URI url = URI.create(wrapper.getProperty("distributionUrl").strip());
    String expected = wrapper.getProperty("sluice.distributionSha512Sum").strip();
    String file = url.getPath().substring(url.getPath().lastIndexOf('/') + 1);
    String name = file.substring(0, file.length() - "-bin.zip".length());
    Path dists = Files.createDirectories(Path.of(arguments[1]).resolve(name));

    Path work = Files.createTempDirectory(dists, "unpacking");
    try {
        Path archive = arguments.length > 2 ? Path.of(arguments[2]) : download(url, work.resolve(file));
        byte[] digest = MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(archive));
        if (!HexFormat.of().formatHex(digest).equals(expected)) {
            throw new IOException("the SHA-512 of " + archive + " is not the pinned one");
        }
        unpack(archive, work);
        // The folder that ./mvnw computes from the address, so that it and ./sluice share what is there.
        Path home = dists.resolve(Integer.toHexString(url.toString().hashCode()));
        if (!Files.exists(home)) {
            Files.move(work.resolve(name), home, StandardCopyOption.ATOMIC_MOVE);
        }
        IO.println(home);
    } finally {
        try (Stream<Path> left = Files.walk(work)) {
            left.sorted((a, b) -> b.compareTo(a)).forEach(this::delete);
        }
    }
}

Path download(URI url, Path target) throws IOException, InterruptedException {
    HttpClient.Builder client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NORMAL);
    String proxy = System.getenv().getOrDefault("https_proxy", System.getenv().getOrDefault("HTTPS_PROXY", ""));
    if (!proxy.isBlank()) {
        URI at = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
        client.proxy(ProxySelector.of(new InetSocketAddress(at.getHost(), at.getPort() < 0 ? 80 : at.getPort())));
    }
    HttpRequest request = HttpRequest.newBuilder(url).timeout(Duration.ofMinutes(3)).build();
    HttpResponse<Path> answer = client.build().send(request, HttpResponse.BodyHandlers.ofFile(target));
    if (answer.statusCode() != 200) {
        throw new IOException(url + " answered with HTTP " + answer.statusCode());
    }
    return target;
}

void unpack(Path archive, Path folder) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            Path target = folder.resolve(entry.getName()).normalize();
            if (!target.startsWith(folder)) {
                throw new IOException("the archive names a path outside itself: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(target);
                continue;
            }
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            Files.copy(zip, target);
            if (entry.getName().contains("/bin/")) {
                target.toFile().setExecutable(true, false);
            }
        }
    }
}

void delete(Path path) {
    try {
        Files.delete(path);
    } catch (IOException e) {
        throw new UncheckedIOException(e);
    }
}
