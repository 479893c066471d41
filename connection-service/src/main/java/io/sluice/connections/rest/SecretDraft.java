package io.sluice.connections.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.sluice.connections.credentials.ClientSecret;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A client secret as an operator sends it: its value, or an object with the value sealed for this service. */
@JsonDeserialize(using = SecretDraft.Reader.class)
public sealed interface SecretDraft {

    /** The value itself. */
    record Value(ClientSecret secret) implements SecretDraft {}

    /** The value encrypted with the service's public key (JWE). */
    record Sealed(String jwe) implements SecretDraft {
        @Override
        public String toString() {
            return "Sealed[redacted]";
        }
    }

    /** Reads both forms. */
    final class Reader extends StdDeserializer<SecretDraft> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(SecretDraft.class);
        }

        @Override
        public @Nullable SecretDraft deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.hasToken(JsonToken.VALUE_STRING)) {
                return new Value(ClientSecret.of(parser.getText()));
            }
            if (parser.hasToken(JsonToken.START_OBJECT)
                    && "sealed".equals(parser.nextFieldName())
                    && parser.nextToken() == JsonToken.VALUE_STRING) {
                String jwe = parser.getText();
                if (parser.nextToken() == JsonToken.END_OBJECT) {
                    return new Sealed(jwe);
                }
            }
            return (SecretDraft) context.handleUnexpectedToken(SecretDraft.class, parser);
        }
    }
}
