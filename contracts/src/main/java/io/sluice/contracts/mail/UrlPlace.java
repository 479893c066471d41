package io.sluice.contracts.mail;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Where a URL was found. */
public record UrlPlace(
        @JsonPropertyDescription("The path of the part.") String part,

        @JsonPropertyDescription(
                "How: text, htmlText, attribute names such as a.href, img.src or form.action, style, metaRefresh.")
        String how) {}
