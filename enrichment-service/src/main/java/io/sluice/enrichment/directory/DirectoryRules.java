package io.sluice.enrichment.directory;

import io.sluice.contracts.directory.DirectoryKind;
import io.sluice.contracts.directory.DirectoryRequest;
import io.sluice.contracts.request.Problem;
import io.sluice.enrichment.directory.lookup.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a request must fulfil beyond its JSON Schema, whatever connection it is put to. */
final class DirectoryRules {

    private DirectoryRules() {}

    /** Returns what is wrong with a request; nothing if it is right. */
    static List<Problem> problems(DirectoryRequest request) {
        List<Problem> problems = new ArrayList<>();
        switch (request.kind()) {
            case USER -> {
                need(problems, request, "/user", request.user(), "a user principal name, or an Entra object id");
                refuse(problems, request.kind(), "/device", request.device());
            }
            case DEVICE -> {
                need(problems, request, "/device", request.device(), "an id in Defender for Endpoint, or a DNS name");
                refuse(problems, request.kind(), "/user", request.user());
            }
        }
        return List.copyOf(problems);
    }

    /** Returns whom or what a request asks about, if it can be told. */
    static Optional<Subject> subject(DirectoryRequest request) {
        return switch (request.kind()) {
            case USER -> Optional.ofNullable(request.user()).flatMap(Subject::user);
            case DEVICE -> Optional.ofNullable(request.device()).flatMap(Subject::device);
        };
    }

    private static void need(
            List<Problem> problems, DirectoryRequest request, String pointer, @Nullable String value, String what) {
        if (value == null || value.isBlank()) {
            problems.add(new Problem(pointer, "It is missing: " + what + "."));
        } else if (subject(request).isEmpty()) {
            problems.add(new Problem(pointer, "It must be " + what + "."));
        }
    }

    private static void refuse(List<Problem> problems, DirectoryKind kind, String pointer, @Nullable String value) {
        if (value != null) {
            problems.add(new Problem(pointer, "It does not belong to a request for a " + kind.word() + "."));
        }
    }
}
