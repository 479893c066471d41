package io.sluice.connections.onboarding;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to be done in a tenant for one connection, step by step. It holds no secret. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "OnboardingGuide", description = "What is to be done in a tenant for one connection, step by step.")
public record Guide(
        @Schema(description = "The guide's title.") String title,

        @Schema(description = "The connection's name.") String connection,

        @Schema(description = "The tenant.") String tenantId,

        @Schema(description = "The application, where it is known.") @Nullable
        String clientId,

        @Schema(description = "Microsoft's cloud.", examples = "commercial")
        String cloud,

        @Schema(description = "The steps, in their order.") List<Step> steps) {

    public Guide {
        steps = List.copyOf(steps);
    }

    /** A step. */
    @Schema(name = "OnboardingStep", description = "A step.")
    public record Step(
            @Schema(description = "From 1 on.") int number,

            @Schema(description = "What it is about.") String title,

            @Schema(description = "What it consists of, in this order.")
            List<Part> parts) {

        public Step {
            parts = List.copyOf(parts);
        }
    }

    /** A part of a step. All texts are plain: whoever shows them escapes them for what they are shown in. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Paragraph.class, name = "paragraph"),
        @JsonSubTypes.Type(value = Items.class, name = "items"),
        @JsonSubTypes.Type(value = Table.class, name = "table"),
        @JsonSubTypes.Type(value = Commands.class, name = "commands"),
        @JsonSubTypes.Type(value = Link.class, name = "link")
    })
    @Schema(
            name = "OnboardingPart",
            description = "A part of a step; `type` is paragraph, items, table, commands or link.",
            oneOf = {Paragraph.class, Items.class, Table.class, Commands.class, Link.class})
    public sealed interface Part {}

    /** A paragraph. */
    @Schema(name = "OnboardingParagraph", description = "A paragraph of plain text.")
    public record Paragraph(String text) implements Part {}

    /** A list. */
    @Schema(name = "OnboardingItems", description = "A list, of what to click in this order if it is ordered.")
    public record Items(boolean ordered, List<String> items) implements Part {

        public Items {
            items = List.copyOf(items);
        }
    }

    /** A table. */
    @Schema(name = "OnboardingTable", description = "A table; each row has a cell for each heading.")
    public record Table(List<String> headings, List<List<String>> rows) implements Part {

        public Table {
            headings = List.copyOf(headings);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** Commands that can be copied as they are. */
    @Schema(name = "OnboardingCommands", description = "Commands that can be copied as they are.")
    public record Commands(
            @Schema(description = "What runs them.") String caption,

            @Schema(description = "sh or powershell.") String language,

            @Schema(description = "The commands, one a line.")
            List<String> lines)
            implements Part {

        public Commands {
            lines = List.copyOf(lines);
        }
    }

    /** An address to open. */
    @Schema(name = "OnboardingLink", description = "An address to open.")
    public record Link(String text, String url) implements Part {}
}
