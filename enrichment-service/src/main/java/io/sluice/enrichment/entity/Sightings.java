package io.sluice.enrichment.entity;

import io.sluice.contracts.ocsf.DetectionFinding;
import io.sluice.contracts.quarantine.QuarantinedMessage;
import java.util.List;

/**
 * Who and what the records on the topics name. What has an unknown form is skipped; nothing of it is an error. Of a
 * record at most 64 sightings are kept, the strong ones first, otherwise those that it names first.
 */
public final class Sightings {

    private final IgnoreList ignored;

    /** Leaves out what the settings list. */
    public Sightings(EntitySettings settings) {
        this.ignored = new IgnoreList(settings);
    }

    /** Returns what an alert names in its evidence. */
    public List<Sighting> of(DetectionFinding finding) {
        Sighted sighted = new Sighted(ignored);
        EvidenceReader reader = new EvidenceReader(sighted);
        finding.evidences().forEach(reader::read);
        return sighted.sightings();
    }

    /** Returns whether a member of evidence in Microsoft's own words, of such a name, can name anything. */
    public static boolean areNamedBy(String member) {
        return EvidenceReader.isRead(member);
    }

    /** Returns what a message in quarantine is and, where it was analysed, what it holds. */
    public List<Sighting> of(QuarantinedMessage message) {
        Sighted sighted = new Sighted(ignored);
        new QuarantineReader(sighted).read(message);
        return sighted.sightings();
    }
}
