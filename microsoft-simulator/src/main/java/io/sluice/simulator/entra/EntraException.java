package io.sluice.simulator.entra;

/** A token request, or a discovery request, that Entra ID refuses. */
public final class EntraException extends RuntimeException {

    private final transient AadSts reason;
    private final String text;

    /** Refuses for a reason; the values fill the gaps in its text. */
    public EntraException(AadSts reason, Object... values) {
        super("AADSTS" + reason.code());
        this.reason = reason;
        this.text = reason.text(values);
    }

    /** Why. */
    public AadSts reason() {
        return reason;
    }

    /** Why, in Microsoft's words. */
    public String text() {
        return text;
    }
}
