package io.sluice.quarantine.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.quarantine.HeaderField;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HeaderFieldsTest {

    @Test
    void foldedFieldsAreUnfoldedAndKeepTheirOrderAndNumber() {
        assertThat(HeaderFields.of(
                        "Received: by a;\r\n\tat noon\r\nReceived: by b\r\nSubject: =?utf-8?q?x?=\r\n y\r\n\r\n"))
                .containsExactly(
                        new HeaderField("Received", "by a;\tat noon"),
                        new HeaderField("Received", "by b"),
                        new HeaderField("Subject", "=?utf-8?q?x?= y"));
    }

    @Test
    void linesThatAreNoFieldsAreLeftOut() {
        assertThat(HeaderFields.of("From nobody Sat\n: empty name\nX: 1\rY: 2"))
                .containsExactly(new HeaderField("X", "1"), new HeaderField("Y", "2"));
    }

    @Property
    void whateverTheBlockIsNoMoreThanTheMostIsKept(@ForAll String block) {
        assertThat(HeaderFields.of(block.repeat(3)).stream()
                        .mapToInt(field -> field.name().length() + field.value().length())
                        .sum())
                .isLessThanOrEqualTo(HeaderFields.MOST);
    }
}
