package io.sluice.local.command;

import java.time.Duration;
import java.util.Locale;

/** A span of time as people say it. */
final class TimeSpan {

    private TimeSpan() {}

    /** Returns hours and minutes, or where there is no hour minutes and seconds. */
    static String text(Duration time) {
        return time.toHours() > 0
                ? String.format(Locale.ROOT, "%d h %02d m", time.toHours(), time.toMinutesPart())
                : String.format(Locale.ROOT, "%d m %02d s", time.toMinutesPart(), time.toSecondsPart());
    }
}
