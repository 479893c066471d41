package io.sluice.audit;

/** Where a service writes down who was refused. */
public interface RefusalTrail {

    /**
     * Writes it down. When it returns it is certain; whatever it throws, the refusals are kept and written later.
     *
     * @throws AuditUnavailable if it cannot be written now
     */
    void refused(Refused refused) throws AuditUnavailable;
}
