package io.sluice.sentinel.answer;

import io.sluice.contracts.query.QueryPart;
import io.sluice.contracts.query.QueryRequest;
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

/** The channel of the questions. */
@Singleton
@Identifier(QueryChannel.NAME)
class QueryChannel extends RequestChannel<QueryRequest, QueryPart> {

    static final String NAME = "query-requests";

    QueryChannel(RequestDesk<QueryRequest, QueryPart> desk, Lanes lanes) {
        super(desk, lanes);
    }

    @Incoming(NAME)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    @RunOnVirtualThread
    CompletionStage<Void> answer(Message<byte[]> message) {
        return take(message);
    }
}
