package io.sluice.simulator.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.parser.AbstractContentHandler;
import org.apache.james.mime4j.parser.MimeStreamParser;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees of a message at a glance.
 *
 * @param body its text, HTML before plain; of which at most 256 KB
 * @param html whether that is HTML
 * @param attachments names of what is attached
 */
public record Glance(String body, boolean html, List<String> attachments) {

    private static final int LARGEST = 256 * 1024;

    /** Looks at a message, of whatever size; what cannot be parsed is not shown. */
    public static Glance at(MailBytes message) throws IOException {
        Looker looker = new Looker();
        MimeStreamParser parser = new MimeStreamParser(MimeConfig.custom()
                .setMaxHeaderCount(-1)
                .setMaxHeaderLen(-1)
                .setMaxLineLen(-1)
                .setMaxContentLen(-1)
                .build());
        parser.setContentDecoding(true);
        parser.setContentHandler(looker);
        try (InputStream in = message.open()) {
            parser.parse(in);
        } catch (MimeException e) {
            // Until there.
        }
        return new Glance(looker.body == null ? "" : looker.body, looker.html, List.copyOf(looker.attachments));
    }

    private static final class Looker extends AbstractContentHandler {
        private final List<String> attachments = new ArrayList<>();
        private @Nullable String body;
        private boolean html;
        private String disposition = "";

        @Override
        public void startHeader() {
            disposition = "";
        }

        @Override
        public void field(Field field) {
            if (field.getName().equalsIgnoreCase("Content-Disposition")) {
                disposition = Objects.requireNonNullElse(field.getBody(), "");
            }
        }

        @Override
        public void body(BodyDescriptor descriptor, InputStream in) throws IOException {
            if (disposition.strip().toLowerCase(Locale.ROOT).startsWith("attachment")) {
                String name = disposition.replaceAll("(?s).*?filename\\*?[0-9]*\\*?=\"?([^\";]*).*", "$1");
                attachments.add(name.strip());
                return;
            }
            boolean isHtml = "text/html".equalsIgnoreCase(descriptor.getMimeType());
            if (isHtml ? !html : body == null && "text/plain".equalsIgnoreCase(descriptor.getMimeType())) {
                body = new String(in.readNBytes(LARGEST), charset(descriptor.getCharset()));
                html = isHtml;
            }
        }

        private static Charset charset(@Nullable String name) {
            try {
                return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
            } catch (IllegalArgumentException e) {
                return StandardCharsets.ISO_8859_1;
            }
        }
    }
}
