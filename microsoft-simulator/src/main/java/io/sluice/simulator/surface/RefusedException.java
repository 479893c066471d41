package io.sluice.simulator.surface;

/** A request is refused. */
public final class RefusedException extends RuntimeException {

    private final transient Refusal refusal;

    /** Refuses for this reason. */
    public RefusedException(Refusal refusal) {
        super(refusal.toString());
        this.refusal = refusal;
    }

    /** Refuses with a status, a code and a message. */
    public RefusedException(int status, String code, String message) {
        this(new Refusal.Other(status, code, message));
    }

    /** Why. */
    public Refusal refusal() {
        return refusal;
    }
}
