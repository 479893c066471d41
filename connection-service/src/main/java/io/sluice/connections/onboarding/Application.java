package io.sluice.connections.onboarding;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a guide names the application: by its id, or, while there is none, by a variable that the operator sets.
 *
 * @param id the application (client) id
 */
record Application(Optional<String> id) {

    private static final String PLACEHOLDER = "<application (client) id>";

    /** Returns its name in a sentence. */
    String text() {
        return id.map(known -> "the application " + known).orElse("the new application");
    }

    /** Returns it as a word of a POSIX shell's command. */
    String sh() {
        return id.map(Quoting::sh).orElse("\"$APP_ID\"");
    }

    /** Returns it for an address. */
    String url() {
        return id.orElse("APPLICATION-ID");
    }

    /** Returns commands for a POSIX shell, after the variable where they need it. */
    List<String> sh(List<String> lines) {
        return id.isPresent()
                ? lines
                : Stream.concat(Stream.of("APP_ID=" + Quoting.sh(PLACEHOLDER)), lines.stream())
                        .toList();
    }

    /** Returns the line with which PowerShell learns of it. */
    String powershell() {
        return "$appId = " + Quoting.powershell(id.orElse(PLACEHOLDER));
    }
}
