package io.sluice.kusto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KustoParserTest {

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static KustoParser parser;

    @BeforeAll
    static void start() throws IOException {
        parser = KustoParser.startOrSkip();
        parser.define("logs", Files.writeString(folder.resolve("logs.txt"), """
                # A comment.
                SigninLogs
                  TimeGenerated datetime
                  UserPrincipalName string

                AuditLogs
                  TimeGenerated datetime
                """));
    }

    @AfterAll
    static void stop() {
        if (parser != null) {
            parser.close();
        }
    }

    @Test
    void aTextThatFitsItsTablesHasNoErrorsAndTypedColumns() {
        Verdict verdict = parser.parse("logs", "SigninLogs | summarize Times = count() by UserPrincipalName");

        assertThat(verdict.errors()).isEmpty();
        assertThat(verdict.columns())
                .containsExactly(
                        new Verdict.Column("UserPrincipalName", "string"), new Verdict.Column("Times", "long"));
        assertThat(verdict.tables()).containsExactly("SigninLogs");
    }

    @Test
    void aColumnThatTheTableDoesNotHaveIsAnError() {
        assertThat(parser.parse("logs", "SigninLogs | where Country == 'DE'").errors())
                .extracting(Verdict.Diagnostic::message)
                .singleElement()
                .asString()
                .contains("Country");
    }

    @Test
    void aTableThatThereIsNotIsAnError() {
        assertThat(parser.parse("logs", "OfficeActivity | take 1").errors()).isNotEmpty();
    }

    @Test
    void anOperatorThatThereIsNotIsAnError() {
        assertThat(parser.parse("logs", "SigninLogs | wherever true").errors()).isNotEmpty();
    }

    @Test
    void theValueOfAStringIsSeenAsKustoSeesIt() {
        Verdict verdict = parser.parse("logs", "print \"a\\\"b\\u00e9\", @'c\\'");

        assertThat(verdict.strings()).containsExactly("a\"bé", "c\\");
    }

    @Test
    void textsThatDifferInTheirStringsAloneHaveTheSameShape() {
        String shape = parser.parse("logs", "print 'a'").shape();

        assertThat(parser.parse("logs", "print \"b ; | //\"").shape()).isEqualTo(shape);
        assertThat(parser.parse("logs", "print 'a', 1").shape()).isNotEqualTo(shape);
    }

    @Test
    void aSchemaThatWasNotDefinedIsRefused() {
        assertThatThrownBy(() -> parser.parse("others", "print 1")).hasMessageContaining("others");
    }
}
