package io.sluice.enrichment.finding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FindingTest {

    /** What brokers take for a record of a topic that nobody has said anything about. */
    private static final int FITS_INTO_A_CHANGELOG = 1024 * 1024;

    @Test
    void whatTheLargestReportsOfAllSourcesSayFitsIntoAChangelog() throws MalformedEventException {
        Finding finding = finding(List.of("one", "two", "three", "four"));

        assertThat(finding.reports()).hasSize(3);
        assertThat(finding.toBytes()).hasSizeBetween(800_000, FITS_INTO_A_CHANGELOG - 50_000);
    }

    @Test
    void ofTooManySourcesTheSameHaveASayWhoeverReportsFirst() throws MalformedEventException {
        Finding one = finding(List.of("a", "b", "c", "d", "e"));

        assertThat(finding(List.of("e", "c", "d", "b", "a"))).isEqualTo(one);
        assertThat(one.reports()).extracting(Report::source).containsExactly("a", "b", "c");
    }

    private static Finding finding(List<String> sources) throws MalformedEventException {
        AlertReading reading = new AlertReading(_ -> List.of());
        Finding finding = null;
        for (String source : sources) {
            AlertReading.Reported alert = reading.read(alert(source).getBytes(UTF_8), 1);
            finding = Finding.with(finding, FindingKind.ALERT, alert.uid(), alert.report())
                    .orElse(finding);
        }
        return Objects.requireNonNull(finding, "somebody reports it");
    }

    /** Nearly as large as a report may be. */
    private static String alert(String source) {
        String incidents = IntStream.range(0, 1_000)
                .mapToObj(i -> "{\"type\":\"Incident\",\"uid\":\"" + "i".repeat(297) + i + "\"}")
                .collect(Collectors.joining(","));
        return """
                {"time":1,"metadata":{"uid":"t/a/1","source":"%s","logged_time":1},
                "finding_info":{"uid":"a","title":"A","related_events":[%s]}}""".formatted(source, incidents);
    }
}
