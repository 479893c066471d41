package io.sluice.quarantine.download;

/** An event of the audit trail was not acknowledged, so what it tells of does not happen. */
final class AuditUnavailable extends Exception {

    private static final long serialVersionUID = 1L;

    AuditUnavailable(Throwable cause) {
        super("The audit trail cannot be written: Kafka has not acknowledged the event", cause);
    }
}
