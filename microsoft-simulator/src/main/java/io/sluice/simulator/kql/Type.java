package io.sluice.simulator.kql;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** The scalar types of Kusto, with the class that their values have here. */
public enum Type {
    /** True or false. */
    BOOL("bool", Boolean.class, "System.SByte"),
    /** A moment, to 100 nanoseconds. */
    DATETIME("datetime", Instant.class, "System.DateTime"),
    /** A decimal number. */
    DECIMAL("decimal", BigDecimal.class, "System.Data.SqlTypes.SqlDecimal"),
    /** JSON. */
    DYNAMIC("dynamic", JsonNode.class, "System.Object"),
    /** A GUID. */
    GUID("guid", UUID.class, "System.Guid"),
    /** A number of 32 bits. */
    INT("int", Integer.class, "System.Int32"),
    /** A number of 64 bits. */
    LONG("long", Long.class, "System.Int64"),
    /** A floating point number of 64 bits. */
    REAL("real", Double.class, "System.Double"),
    /** Text; never null, only empty. */
    STRING("string", String.class, "System.String"),
    /** A span of time, to 100 nanoseconds. */
    TIMESPAN("timespan", Duration.class, "System.TimeSpan");

    private final String word;
    private final Class<?> valueClass;
    private final String dotNet;

    Type(String word, Class<?> valueClass, String dotNet) {
        this.word = word;
        this.valueClass = valueClass;
        this.dotNet = dotNet;
    }

    /** Its name in queries and answers. */
    public String word() {
        return word;
    }

    /** The class of its values. */
    public Class<?> valueClass() {
        return valueClass;
    }

    /** Its name in .NET, which {@code getschema} tells. */
    String dotNet() {
        return dotNet;
    }

    /** Whether it is a number. */
    boolean numeric() {
        return this == INT || this == LONG || this == REAL || this == DECIMAL;
    }

    /** Whether it is a whole number. */
    boolean whole() {
        return this == INT || this == LONG;
    }

    /** The type that a query calls so. */
    public static Optional<Type> named(String name) {
        return switch (name) {
            case "boolean" -> Optional.of(BOOL);
            case "date" -> Optional.of(DATETIME);
            case "double" -> Optional.of(REAL);
            case "time" -> Optional.of(TIMESPAN);
            case "uuid", "uniqueid" -> Optional.of(GUID);
            default ->
                Arrays.stream(values()).filter(type -> type.word.equals(name)).findFirst();
        };
    }
}
