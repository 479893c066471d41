package io.sluice.quarantine.mail;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.internal.StringUtil;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.nodes.XmlDeclaration;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;
import org.jspecify.annotations.Nullable;

/**
 * Finds URLs in a piece of HTML: in attributes, styles, scripts, comments (Outlook reads conditional ones) and in its
 * text. Pieces must be small, because a tree takes many times their size.
 */
final class HtmlLinks {

    private static final int SHOWN = 300;
    private static final int SHOWN_NODES = 500;
    private static final int NAME = 20;

    /** Documents in attributes of documents. */
    private static final int DOCUMENTS = 3;

    /** Seconds and where to go; browsers do not insist on {@code url=}. */
    private static final Pattern REFRESH = Pattern.compile(
            "\\s{0,100}[\\d.]{0,20}[\\s;,]{1,100}(?:url\\s{0,100}=\\s{0,100})?['\"]?([^'\"]{1,9999})",
            Pattern.CASE_INSENSITIVE);

    private static final Set<String> ATTRIBUTES = Set.of(
            "href",
            "src",
            "action",
            "formaction",
            "background",
            "data",
            "poster",
            "cite",
            "longdesc",
            "codebase",
            "classid",
            "ping",
            "lowsrc",
            "dynsrc",
            "xlink:href",
            "manifest",
            "archive",
            "profile",
            "data-href",
            "data-url",
            "data-src",
            "o:href",
            "icon",
            "usemap");

    private final UrlCollector urls;
    private final TextLinks text;
    private @Nullable String base;
    private int depth;

    HtmlLinks(UrlCollector urls) {
        this.urls = urls;
        this.text = new TextLinks(urls);
    }

    void find(String html, String part) {
        Document document = Jsoup.parse(html);
        for (Node node = document; node != null; node = next(node)) {
            switch (node) {
                case Element element -> attributes(element, part);
                case TextNode visible -> {
                    if (!isInLink(visible)) {
                        text.find(visible.getWholeText(), part, "htmlText");
                    }
                }
                case Comment comment -> text.find(comment.getData(), part, "comment");
                case XmlDeclaration declaration -> text.find(declaration.getWholeDeclaration(), part, "comment");
                case DataNode data -> data(data, part);
                default -> {}
            }
        }
    }

    /** The node after this one in the order of the document; recursion would be as deep as the sender likes. */
    private static @Nullable Node next(Node node) {
        if (node.childNodeSize() > 0) {
            return node.childNode(0);
        }
        Node up = node;
        while (up != null && up.nextSibling() == null) {
            up = up.parent();
        }
        return up == null ? null : up.nextSibling();
    }

    private static boolean isInLink(Node node) {
        Node up = node.parent();
        for (int i = 0; i < 4 && up != null; i++) {
            if (up.nameIs("a") && up.hasAttr("href")) {
                return true;
            }
            up = up.parent();
        }
        return false;
    }

    private void data(DataNode data, String part) {
        if (data.parentNameIs("style")) {
            style(data.getWholeData(), part);
        } else {
            text.find(data.getWholeData(), part, "script");
        }
    }

    private void attributes(Element element, String part) {
        String tag = Printable.text(element.normalName(), NAME);
        for (Attribute attribute : element.attributes()) {
            String name = attribute.getKey().toLowerCase(Locale.ROOT);
            String value = attribute.getValue();
            if (value.isBlank()) {
                continue;
            }
            if (ATTRIBUTES.contains(name)) {
                if (tag.equals("base") && name.equals("href") && base == null) {
                    base = value;
                }
                boolean link = name.equals("href") && (tag.equals("a") || tag.equals("area"));
                urls.add(absolute(value), part, tag + "." + name, link ? shown(element) : null, false);
            } else if (name.equals("srcset") || name.equals("imagesrcset")) {
                for (String candidate : value.split(",", 50)) {
                    urls.add(absolute(candidate.strip().split("\\s", 2)[0]), part, tag + ".srcset", null, false);
                }
            } else if (name.equals("srcdoc") && depth < DOCUMENTS) {
                depth++;
                find(value, part);
                depth--;
            } else if (name.equals("style")) {
                style(value, part);
            } else if (name.equals("content")
                    && tag.equals("meta")
                    && element.attr("http-equiv").equalsIgnoreCase("refresh")) {
                refresh(value, part);
            } else if (name.startsWith("on") || tag.equals("meta") || tag.equals("input") || tag.equals("param")) {
                text.find(value, part, tag + "." + Printable.text(name, NAME));
            }
        }
    }

    private void refresh(String content, String part) {
        Matcher refresh = REFRESH.matcher(content);
        if (refresh.lookingAt()) {
            urls.add(absolute(refresh.group(1).strip()), part, "metaRefresh", null, false);
        }
    }

    private void style(String css, String part) {
        String lower = css.toLowerCase(Locale.ROOT);
        for (int at = lower.indexOf("url("); at >= 0; at = lower.indexOf("url(", at + 4)) {
            int close = css.indexOf(')', at);
            String inside = css.substring(at + 4, close < 0 ? Math.min(css.length(), at + 3_000) : close);
            urls.add(absolute(inside.strip().replaceAll("^['\"]|['\"]$", "")), part, "style", null, false);
        }
        if (lower.contains("@import") || lower.contains("behavior")) {
            text.find(css, part, "style");
        }
    }

    /** Returns a link made absolute where the document says what it is relative to. */
    private String absolute(String value) {
        if (base == null || WebAddress.of(value) != null || value.startsWith("#")) {
            return value;
        }
        return StringUtil.resolve(base, value);
    }

    /** Returns the beginning of the text that a reader sees, or the alternative text of an image. */
    private static String shown(Element link) {
        StringBuilder shown = new StringBuilder();
        int[] nodes = {0};
        NodeTraversor.filter(
                (node, _) -> {
                    if (node instanceof TextNode piece) {
                        shown.append(
                                piece.getWholeText(),
                                0,
                                Math.min(SHOWN, piece.getWholeText().length()));
                    } else if (node.nameIs("img")) {
                        shown.append(Printable.text(node.attr("alt"), SHOWN));
                    }
                    return shown.length() > SHOWN || ++nodes[0] > SHOWN_NODES
                            ? NodeFilter.FilterResult.STOP
                            : NodeFilter.FilterResult.CONTINUE;
                },
                link);
        return shown.toString().replaceAll("\\s{1,1000}", " ").strip();
    }

    /** Attribute names by which HTML is told from text, for content without a type. */
    static boolean looksLikeHtml(String detectedType) {
        return Map.of("text/html", true, "application/xhtml+xml", true, "image/svg+xml", true)
                .getOrDefault(detectedType, false);
    }
}
