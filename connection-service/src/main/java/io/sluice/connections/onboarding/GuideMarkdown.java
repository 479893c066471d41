package io.sluice.connections.onboarding;

import io.sluice.connections.onboarding.Guide.Commands;
import io.sluice.connections.onboarding.Guide.Items;
import io.sluice.connections.onboarding.Guide.Link;
import io.sluice.connections.onboarding.Guide.Paragraph;
import io.sluice.connections.onboarding.Guide.Part;
import io.sluice.connections.onboarding.Guide.Step;
import io.sluice.connections.onboarding.Guide.Table;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes guides as Markdown (CommonMark, with the tables of GitHub). All text is escaped, so that a connection's values
 * appear as they are and make no heading, link, cell or end of a block.
 */
public final class GuideMarkdown {

    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]<>#|~&!$]");
    private static final Pattern MARK_AT_START = Pattern.compile("^(\\s*)([-+=]|\\d{1,9}[.)])");

    private GuideMarkdown() {}

    /** Writes a guide. */
    public static String of(Guide guide) {
        StringBuilder text =
                new StringBuilder("# ").append(escaped(guide.title())).append('\n');
        for (Step step : guide.steps()) {
            text.append("\n## ")
                    .append(step.number())
                    .append(". ")
                    .append(escaped(step.title()))
                    .append('\n');
            step.parts().forEach(part -> text.append('\n').append(part(part)).append('\n'));
        }
        return text.toString();
    }

    /** Writes one part, without a line end behind it. */
    static String part(Part part) {
        return switch (part) {
            case Paragraph(String words) -> escaped(words);
            case Items(boolean ordered, List<String> items) -> items(ordered, items);
            case Table(List<String> headings, List<List<String>> rows) -> table(headings, rows);
            case Commands(String caption, String language, List<String> lines) -> commands(caption, language, lines);
            case Link(String words, String url) -> "[" + escaped(words) + "](<" + url(url) + ">)";
        };
    }

    private static String items(boolean ordered, List<String> items) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            list.append(i == 0 ? "" : "\n")
                    .append(ordered ? (i + 1) + ". " : "- ")
                    .append(escaped(items.get(i)));
        }
        return list.toString();
    }

    private static String table(List<String> headings, List<List<String>> rows) {
        return row(headings)
                + "\n"
                + headings.stream().map(_ -> "---").collect(Collectors.joining("|", "|", "|"))
                + rows.stream().map(row -> "\n" + row(row)).collect(Collectors.joining());
    }

    private static String row(List<String> cells) {
        return cells.stream().map(GuideMarkdown::escaped).collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String commands(String caption, String language, List<String> lines) {
        String code = String.join("\n", lines);
        String fence = "`".repeat(Math.max(3, longestRun(code) + 1));
        return escaped(caption) + "\n\n" + fence + language + "\n" + code + "\n" + fence;
    }

    private static int longestRun(String code) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < code.length(); i++) {
            run = code.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /** Writes text so that it is shown as it is. */
    static String escaped(String text) {
        String special = SPECIAL.matcher(Quoting.visible(text)).replaceAll("\\\\$0");
        return MARK_AT_START.matcher(special).replaceFirst(start -> {
            String mark = start.group(2);
            String escapedMark = mark.length() == 1
                    ? "\\\\" + mark
                    : mark.substring(0, mark.length() - 1) + "\\\\" + mark.charAt(mark.length() - 1);
            return start.group(1) + escapedMark;
        });
    }

    private static String url(String url) {
        return Quoting.visible(url)
                .replace("\\", "%5C")
                .replace("<", "%3C")
                .replace(">", "%3E")
                .replace(" ", "%20")
                .replace("`", "%60");
    }
}
