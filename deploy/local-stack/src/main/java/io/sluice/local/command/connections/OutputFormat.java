package io.sluice.local.command.connections;

import java.util.Locale;

/** How a command prints. */
enum OutputFormat {
    TABLE,
    JSON;

    /** Returns the word by which it is asked for. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
