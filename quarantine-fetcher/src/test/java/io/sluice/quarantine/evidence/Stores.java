package io.sluice.quarantine.evidence;

import io.sluice.contracts.quarantine.Evidence;
import io.sluice.quarantine.evidence.EvidenceStore.Terms;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;

/** Stores as the tests want them, and short words for what they do with them. */
final class Stores {

    static final String CONTOSO = "c0a70000-0000-4000-8000-000000000001";
    static final String FABRIKAM = "fab00000-0000-4000-8000-000000000002";
    static final Duration RETENTION = Duration.ofDays(90);

    private Stores() {}

    /** Opens a store in a folder, with a keyset beside it that is created. */
    static EvidenceStore inFolder(Path directory, InstantSource clock) throws EvidenceException {
        return inFolder(directory, directory.resolve("keyset.json"), true, clock);
    }

    static EvidenceStore inFolder(Path directory, Path keyset, boolean create, InstantSource clock)
            throws EvidenceException {
        FolderStore folder = FolderStore.open(folder(directory));
        return EvidenceAtStart.open(folder, folder.spool(), keyset(keyset, create), clock, terms());
    }

    /** Returns where {@link #inFolder} has its files. */
    static Path folder(Path directory) {
        return directory.resolve("evidence");
    }

    static Terms terms() {
        return new Terms(RETENTION, 256L << 20, URI.create("https://sluice.example/quarantine/"));
    }

    static EvidenceSettings.Keyset keyset(Path file, boolean create) {
        return new EvidenceSettings.Keyset() {
            @Override
            public Path file() {
                return file;
            }

            @Override
            public boolean create() {
                return create;
            }
        };
    }

    /** Returns settings as the service reads them, defaults included. */
    static EvidenceSettings settings(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(EvidenceSettings.class)
                .withDefaultValues(values.entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> "sluice.quarantine.evidence." + entry.getKey(), Map.Entry::getValue)))
                .build()
                .getConfigMapping(EvidenceSettings.class);
    }

    static Evidence keep(EvidenceStore store, String tenantId, byte[] message) throws IOException {
        try (EvidenceDraft draft = store.begin(tenantId)) {
            draft.write(message);
            return draft.keep();
        }
    }

    static byte[] read(EvidenceStore store, String tenantId, String sha256) throws IOException {
        try (EvidenceStream stream = store.open(tenantId, sha256)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            stream.transferTo(bytes);
            return bytes.toByteArray();
        }
    }
}
