package io.sluice.simulator.kql;

/** How a text is searched. A term is a sequence of letters and digits between anything else. */
final class TextMatch {

    private TextMatch() {}

    /** Whether a text has, contains, starts with or ends with a part, regarding case. */
    static boolean matches(String operator, String text, String part) {
        return switch (operator) {
            case "has" -> term(text, part, true, true);
            case "hasprefix" -> term(text, part, true, false);
            case "hassuffix" -> term(text, part, false, true);
            case "contains" -> text.contains(part);
            case "startswith" -> text.startsWith(part);
            case "endswith" -> text.endsWith(part);
            default -> throw new IllegalStateException("Unknown operator " + operator);
        };
    }

    private static boolean term(String text, String part, boolean begins, boolean ends) {
        if (part.isEmpty()) {
            return true;
        }
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            int end = at + part.length();
            if ((!begins || !joined(text, at)) && (!ends || !joined(text, end))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the letters before and after this place belong to one term. */
    private static boolean joined(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isLetterOrDigit(text.charAt(at - 1))
                && Character.isLetterOrDigit(text.charAt(at));
    }
}
