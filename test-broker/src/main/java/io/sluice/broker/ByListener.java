package io.sluice.broker;

import java.util.Locale;
import org.apache.kafka.common.security.auth.AuthenticationContext;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.authenticator.DefaultKafkaPrincipalBuilder;

/**
 * Takes who comes by a listener for the principal of its name. A login in the place of it would have to be checked by
 * what is registered once for the whole process, which knows the brokers of one class loader only: tests of a service
 * have several.
 */
public final class ByListener extends DefaultKafkaPrincipalBuilder {

    /** Made by Kafka. */
    public ByListener() {
        super(null, null);
    }

    @Override
    public KafkaPrincipal build(AuthenticationContext context) {
        return new KafkaPrincipal(
                KafkaPrincipal.USER_TYPE, context.listenerName().toLowerCase(Locale.ROOT));
    }
}
