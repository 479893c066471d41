package io.sluice.enrichment.directory;

import io.sluice.contracts.directory.DirectoryEntry;
import io.sluice.contracts.directory.DirectoryRequest;
import io.sluice.requests.Lanes;
import io.sluice.requests.RequestChannel;
import io.sluice.requests.RequestDesk;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** The channel of the requests to the directory. */
@Singleton
@Identifier(DirectoryChannel.NAME)
class DirectoryChannel extends RequestChannel<DirectoryRequest, DirectoryEntry> {

    static final String NAME = "directory-requests";

    DirectoryChannel(RequestDesk<DirectoryRequest, DirectoryEntry> desk, Lanes lanes) {
        super(desk, lanes);
    }

    @Incoming(NAME)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    @RunOnVirtualThread
    CompletionStage<Void> answer(Message<byte[]> message) {
        return take(message);
    }
}
