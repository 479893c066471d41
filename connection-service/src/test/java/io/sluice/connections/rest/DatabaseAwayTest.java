package io.sluice.connections.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAwayTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "08003", "57P01", "57P03"})
    void aConnectionThatBreaksWhileItIsUsedIsNoFaultOfTheRequest(String state) {
        assertThat(new Problems().noDatabase(failure(state)).getStatus()).isEqualTo(503);
    }

    @Test
    void whatElseTheDatabaseRefusesIsOurs() {
        assertThat(new Problems().noDatabase(failure("42601")).getStatus()).isEqualTo(500);
    }

    private static JdbiException failure(String state) {
        return new TransactionException("Failed", new SQLException("An I/O error occurred", state));
    }
}
