package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonCreator;

/** A phase of the cyber kill chain ({@code kill_chain_phase.phase_id}). */
public enum KillChainPhaseType implements OcsfEnum {
    /** Unknown. */
    UNKNOWN(0, "Unknown"),
    /** Reconnaissance. */
    RECONNAISSANCE(1, "Reconnaissance"),
    /** Weaponization. */
    WEAPONIZATION(2, "Weaponization"),
    /** Delivery. */
    DELIVERY(3, "Delivery"),
    /** Exploitation. */
    EXPLOITATION(4, "Exploitation"),
    /** Installation. */
    INSTALLATION(5, "Installation"),
    /** Command & Control. */
    COMMAND_AND_CONTROL(6, "Command & Control"),
    /** Actions on Objectives. */
    ACTIONS_ON_OBJECTIVES(7, "Actions on Objectives"),
    /** Other. */
    OTHER(99, "Other");

    private final int id;
    private final String caption;

    KillChainPhaseType(int id, String caption) {
        this.id = id;
        this.caption = caption;
    }

    /** Returns the value with a number. */
    @JsonCreator
    public static KillChainPhaseType of(int id) {
        for (KillChainPhaseType value : values()) {
            if (value.id == id) {
                return value;
            }
        }
        return OTHER;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public String caption() {
        return caption;
    }
}
