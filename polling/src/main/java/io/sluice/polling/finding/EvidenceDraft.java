package io.sluice.polling.finding;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.ocsf.Device;
import io.sluice.contracts.ocsf.Email;
import io.sluice.contracts.ocsf.Evidence;
import io.sluice.contracts.ocsf.File;
import io.sluice.contracts.ocsf.NetworkEndpoint;
import io.sluice.contracts.ocsf.Process;
import io.sluice.contracts.ocsf.RegKey;
import io.sluice.contracts.ocsf.RegValue;
import io.sluice.contracts.ocsf.ResourceDetails;
import io.sluice.contracts.ocsf.Url;
import io.sluice.contracts.ocsf.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of evidence in the making: most kinds fill one or two of the many attributes. */
public final class EvidenceDraft {

    private final JsonNode data;
    private final @Nullable String name;
    private final @Nullable String verdict;

    public @Nullable String uid;

    public @Nullable Device device;

    public @Nullable User user;

    public @Nullable Process process;

    public @Nullable File file;

    public @Nullable Email email;

    public @Nullable Url url;

    public @Nullable NetworkEndpoint srcEndpoint;

    public @Nullable NetworkEndpoint dstEndpoint;

    public @Nullable RegKey regKey;

    public @Nullable RegValue regValue;

    public @Nullable ResourceDetails resource;

    /**
     * Starts with what every piece of evidence has.
     *
     * @param data the evidence as Microsoft sent it, whatever it is
     * @param name Microsoft's word for what it is
     * @param verdict Microsoft's word for the verdict
     */
    public EvidenceDraft(JsonNode data, @Nullable String name, @Nullable String verdict) {
        this.data = data;
        this.name = name;
        this.verdict = verdict;
    }

    /** Returns the evidence. */
    public Evidence finish() {
        return new Evidence(
                name,
                uid,
                verdict,
                Words.evidenceVerdict(verdict),
                device,
                user,
                process,
                file,
                email,
                url,
                srcEndpoint,
                dstEndpoint,
                regKey,
                regValue,
                resource == null ? List.of() : List.of(resource),
                data);
    }
}
