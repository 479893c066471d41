package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A value of one of the standard's enumerations. On the wire it is its number; the standard keeps the source's word for
 * it in a sibling attribute, such as {@code severity} beside {@code severity_id}. Enumerations are open: a number that
 * this version does not know reads as {@code OTHER}, or {@code UNKNOWN} where there is no such value.
 */
public interface OcsfEnum {

    /** Returns the number that stands for the value on the wire. */
    @JsonValue
    int id();

    /** Returns the standard's name of the value, in English. */
    String caption();
}
