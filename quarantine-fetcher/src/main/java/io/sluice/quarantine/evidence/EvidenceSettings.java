package io.sluice.quarantine.evidence;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where evidence is kept, for how long, and with which keys. */
@ConfigMapping(prefix = "sluice.quarantine.evidence")
public interface EvidenceSettings {

    /** Which kind of store it is. */
    @WithDefault("folder")
    Kind store();

    /** The folder, for {@link Kind#FOLDER}; replicas share it. */
    Optional<Path> folder();

    /** The keys that encrypt what is kept. */
    Keyset keyset();

    /** The bucket, for {@link Kind#S3}. */
    S3 s3();

    /** How long evidence is kept. */
    @WithDefault("P90D")
    Duration retention();

    /** How often what is older is looked for. */
    @WithDefault("PT1H")
    Duration sweepInterval();

    /** The largest message that is kept. Exchange Online takes none of more than 150 MB. */
    @WithDefault("256M")
    MemorySize maxSize();

    /** Where analysts reach this service; references to evidence begin with it. */
    @WithDefault("http://localhost:18484")
    URI publicUrl();

    /** The kinds of stores. */
    enum Kind {
        /** Files in a folder. */
        FOLDER,
        /** Objects in a bucket of an S3-compatible object storage. */
        S3
    }

    /** The keyset file. */
    interface Keyset {

        /** A Tink keyset in JSON, kept outside the store and readable by this service alone. Required. */
        Path file();

        /**
         * Whether a keyset is created where the file does not exist. It is refused nevertheless if the store already
         * holds evidence, because it could never be read again.
         */
        @WithDefault("false")
        boolean create();
    }

    /** A bucket of an S3-compatible object storage. */
    interface S3 {

        /** The storage's address; AWS's own for the region by default. */
        Optional<URI> endpoint();

        /** The region; it is part of each request's signature. */
        @WithDefault("us-east-1")
        String region();

        /** The bucket. It must exist. */
        Optional<String> bucket();

        /** What names of objects begin with, such as {@code quarantine/}. */
        Optional<String> prefix();

        /** The access key; by default the chain of the AWS SDK (environment, profile, container, instance). */
        Optional<String> accessKey();

        /** The access key's secret. */
        Optional<String> secretKey();

        /**
         * Whether the bucket is named in the path rather than in the host name; by default where an endpoint is given.
         */
        Optional<Boolean> pathStyle();

        /** How long the storage may be silent. */
        @WithDefault("PT30S")
        Duration timeout();

        /**
         * Where messages are spooled, encrypted, until they are uploaded; by default in the system's temporary folder.
         */
        Optional<Path> spool();
    }
}
