package io.sluice.poller.answer;

import io.sluice.contracts.incident.IncidentItem;
import io.sluice.contracts.incident.IncidentRequest;
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

/** The channel of the requests for incidents. */
@Singleton
@Identifier(IncidentChannel.NAME)
class IncidentChannel extends RequestChannel<IncidentRequest, IncidentItem> {

    static final String NAME = "incident-requests";

    IncidentChannel(RequestDesk<IncidentRequest, IncidentItem> desk, Lanes lanes) {
        super(desk, lanes);
    }

    @Incoming(NAME)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    @RunOnVirtualThread
    CompletionStage<Void> answer(Message<byte[]> message) {
        return take(message);
    }
}
