package io.sluice.audit;

/** An event of the audit trail was not acknowledged, so what it tells of does not happen. */
public final class AuditUnavailable extends Exception {

    private static final long serialVersionUID = 1L;

    /** Takes what Kafka said. */
    public AuditUnavailable(Throwable cause) {
        super("The audit trail cannot be written: Kafka has not acknowledged the event", cause);
    }
}
