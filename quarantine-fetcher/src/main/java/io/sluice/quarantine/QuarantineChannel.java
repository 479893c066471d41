package io.sluice.quarantine;

import io.sluice.contracts.quarantine.QuarantineRequest;
import io.sluice.contracts.quarantine.QuarantinedMessage;
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

/** The channel of the requests for quarantined mail. */
@Singleton
@Identifier(QuarantineChannel.NAME)
class QuarantineChannel extends RequestChannel<QuarantineRequest, QuarantinedMessage> {

    static final String NAME = "quarantine-requests";

    QuarantineChannel(RequestDesk<QuarantineRequest, QuarantinedMessage> desk, Lanes lanes) {
        super(desk, lanes);
    }

    @Incoming(NAME)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    @RunOnVirtualThread
    CompletionStage<Void> answer(Message<byte[]> message) {
        return take(message);
    }
}
