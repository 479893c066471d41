package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A running or finished process. */
@OcsfObject
@SuppressWarnings("AvoidCommonTypeNames") // the standard's name
public record Process(
        @JsonPropertyDescription("The process id that the operating system gave it.") @Nullable
        Long pid,

        @JsonPropertyDescription("The name of its executable.") @Nullable
        String name,

        @JsonPropertyDescription("The full path of its executable.") @Nullable
        String path,

        @JsonPropertyDescription("The command line that started it.") @Nullable
        String cmdLine,

        @JsonPropertyDescription("When it was started. Milliseconds since 1970-01-01T00:00:00Z.") @Nullable
        Long createdTime,

        @JsonPropertyDescription("The same as RFC 3339 text, with all the digits that the source gave.") @Nullable
        String createdTimeDt,

        @JsonPropertyDescription("Its executable.") @Nullable
        File file,

        @JsonPropertyDescription("The user that it runs as.") @Nullable
        User user,

        @JsonPropertyDescription("The process that started it.") @Nullable
        Process parentProcess) {}
