package io.sluice.simulator.kql;

import io.sluice.simulator.kql.Query.Expanded;
import io.sluice.simulator.kql.Query.Item;
import io.sluice.simulator.kql.Query.JoinKind;
import io.sluice.simulator.kql.Query.On;
import io.sluice.simulator.kql.Query.Order;
import io.sluice.simulator.kql.Query.Pick;
import io.sluice.simulator.kql.Query.Source;
import io.sluice.simulator.kql.Query.Step;
import io.sluice.simulator.kql.Query.Union;
import io.sluice.simulator.kql.Statement.Parameter;
import io.sluice.simulator.kql.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes statements of the words of a query, by recursive descent. What it does not know is a syntax error. */
final class Parser {

    /** Deeper nesting, and longer chains, are refused: their evaluation would need too much of the stack. */
    private static final int DEEPEST = 100;

    private static final int LONGEST_CHAIN = 500;

    private static final Set<String> COMPARISONS = Set.of(
            "==",
            "!=",
            "<>",
            "<",
            ">",
            "<=",
            ">=",
            "=~",
            "!~",
            "has",
            "!has",
            "has_cs",
            "!has_cs",
            "hasprefix",
            "!hasprefix",
            "hasprefix_cs",
            "!hasprefix_cs",
            "hassuffix",
            "!hassuffix",
            "hassuffix_cs",
            "!hassuffix_cs",
            "contains",
            "!contains",
            "contains_cs",
            "!contains_cs",
            "startswith",
            "!startswith",
            "startswith_cs",
            "!startswith_cs",
            "endswith",
            "!endswith",
            "endswith_cs",
            "!endswith_cs");

    private static final Set<String> AMONG = Set.of("in", "!in", "in~", "!in~", "has_any", "has_all");

    /** Words after which a bracket begins a name. */
    private static final Set<String> WORDS = Set.of(
            "by",
            "and",
            "or",
            "where",
            "project",
            "extend",
            "summarize",
            "distinct",
            "on",
            "asc",
            "desc",
            "kind",
            "between",
            "matches",
            "regex",
            "to",
            "from",
            "step",
            "print",
            "has",
            "contains",
            "startswith",
            "endswith");

    private static final Set<String> RESERVED = Set.of("and", "or", "by", "asc", "desc", "between", "matches", "where");

    private static final Set<String> ROW_SOURCES = Set.of("print", "datatable", "union", "search");

    private final List<Token> tokens;

    /** For each opening bracket the index of its closing one; -1 elsewhere. */
    private final int[] closing;

    private int at;
    private int depth;

    private Parser(List<Token> tokens) {
        this.tokens = tokens;
        this.closing = pair(tokens);
    }

    /** Whether this word is an operator, so that no value can end with it. */
    static boolean isOperatorWord(String word) {
        return WORDS.contains(word) || COMPARISONS.contains(word) || AMONG.contains(word);
    }

    /** Reads a query. */
    static List<Statement> parse(String text) {
        Parser parser = new Parser(Lexer.tokens(text));
        List<Statement> statements = parser.statements(Kind.END, "<EOF>");
        parser.expectEnd();
        return statements;
    }

    private static int[] pair(List<Token> tokens) {
        int[] closing = new int[tokens.size()];
        Arrays.fill(closing, -1);
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() != Kind.SIGN) {
                continue;
            }
            switch (token.text()) {
                case "(", "[", "{" -> open.push(i);
                case ")", "]", "}" -> {
                    if (!open.isEmpty()) {
                        closing[open.pop()] = i;
                    }
                }
                default -> {
                    // Not a bracket.
                }
            }
        }
        return closing;
    }

    // ---- words

    private Token peek() {
        return tokens.get(at);
    }

    private Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    private Token take() {
        Token token = tokens.get(at);
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    private boolean skip(String what) {
        if (peek().is(what)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(String what) {
        if (!skip(what)) {
            throw unexpected();
        }
    }

    private KqlException unexpected() {
        return KqlException.syntax(peek().place());
    }

    private void expectEnd() {
        if (peek().kind() != Kind.END) {
            throw unexpected();
        }
    }

    private String name() {
        if (!peek().isName()) {
            throw unexpected();
        }
        return take().text();
    }

    private <T> T deeper(Supplier<T> inner) {
        if (++depth > DEEPEST) {
            throw KqlException.semantic("SEM0260", "The query is nested too deeply.");
        }
        try {
            return inner.get();
        } finally {
            depth--;
        }
    }

    private static void bound(int length) {
        if (length > LONGEST_CHAIN) {
            throw KqlException.semantic("SEM0260", "The query is too long: one of its expressions has too many parts.");
        }
    }

    private <T> List<T> list(Supplier<T> one) {
        List<T> all = new ArrayList<>();
        do {
            all.add(one.get());
        } while (skip(","));
        return all;
    }

    // ---- statements

    private List<Statement> statements(Kind end, String closingSign) {
        List<Statement> all = new ArrayList<>();
        while (true) {
            while (skip(";")) {
                // Empty statements are allowed.
            }
            if (peek().kind() == Kind.END || (end != Kind.END && peek().is(closingSign))) {
                break;
            }
            all.add(statement());
            if (!skip(";")) {
                break;
            }
        }
        if (all.isEmpty() || all.stream().noneMatch(Statement.Result.class::isInstance)) {
            throw unexpected();
        }
        return all;
    }

    private Statement statement() {
        if (peek().is("let")) {
            take();
            return let();
        }
        if (peek().is("declare") && peek(1).is("query_parameters")) {
            at += 2;
            expect("(");
            List<Parameter> parameters = list(this::parameter);
            expect(")");
            return new Statement.Parameters(parameters);
        }
        return new Statement.Result(rowsOrValue());
    }

    private Statement let() {
        String name = name();
        expect("=");
        boolean function = peek().is("(")
                && closing[at] > 0
                && tokens.get(closing[at] + 1).is("{")
                && (peek(1).is(")") || (peek(1).isName() && peek(2).is(":")));
        if (!function) {
            return new Statement.Let(name, rowsOrValue());
        }
        take();
        List<Parameter> parameters = peek().is(")") ? List.of() : list(this::parameter);
        expect(")");
        expect("{");
        List<Statement> body = deeper(() -> statements(Kind.SIGN, "}"));
        expect("}");
        return new Statement.LetFunction(name, parameters, body);
    }

    private Parameter parameter() {
        String name = name();
        expect(":");
        if (skip("(")) {
            List<Column> columns = new ArrayList<>();
            if (!skip("*")) {
                columns.addAll(list(this::column));
            }
            expect(")");
            return new Parameter(name, null, columns, null);
        }
        Type type = type();
        Expression preset = skip("=") ? unary() : null;
        return new Parameter(name, type, List.of(), preset);
    }

    private Column column() {
        String name = name();
        expect(":");
        return new Column(name, type());
    }

    private Type type() {
        Token word = peek();
        if (!word.isName()) {
            throw unexpected();
        }
        Type type = Type.named(word.text()).orElseThrow(this::unexpected);
        take();
        return type;
    }

    /** Whether what begins here is a query rather than a value: it begins like one, or has a pipe. */
    private boolean rowsAhead() {
        if (rowSourceAhead()) {
            return true;
        }
        for (int i = at; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Kind.END || token.is(";") || token.is(",") || token.is(")") || token.is("}")) {
                return false;
            }
            if (token.is("|")) {
                return true;
            }
            if (closing[i] > i) {
                i = closing[i];
            }
        }
        return false;
    }

    private boolean rowSourceAhead() {
        Token token = peek();
        return token.kind() == Kind.NAME
                && ((ROW_SOURCES.contains(token.text()) && !peek(1).is("=") && !peek(1).is("|"))
                        || (token.is("range") && peek(1).isName()));
    }

    private Expression rowsOrValue() {
        return rowsAhead() ? new Expression.Tabular(query()) : expression();
    }

    // ---- queries

    private Query query() {
        return deeper(() -> {
            Source source = source();
            List<Step> steps = new ArrayList<>();
            while (skip("|")) {
                steps.add(step());
                bound(steps.size());
            }
            return new Query(source, steps);
        });
    }

    private Source source() {
        if (rowSourceAhead()) {
            return rowSource();
        }
        if (skip("(")) {
            Query inner = query();
            expect(")");
            return new Source.Nested(inner);
        }
        String name = name();
        if (peek().is("(")) {
            return new Source.Applied(call(name));
        }
        return new Source.Named(name);
    }

    private Source rowSource() {
        String word = take().text();
        return switch (word) {
            case "print" -> new Source.Print(list(this::item));
            case "range" -> {
                String column = name();
                expect("from");
                Expression from = expression();
                expect("to");
                Expression to = expression();
                expect("step");
                yield new Source.Range(column, from, to, expression());
            }
            case "datatable" -> {
                expect("(");
                List<Column> columns = list(this::column);
                expect(")");
                expect("[");
                List<Expression> values = new ArrayList<>();
                while (!peek().is("]")) {
                    values.add(unary());
                    if (!skip(",")) {
                        break;
                    }
                }
                expect("]");
                yield new Source.Written(columns, values);
            }
            case "union" -> new Source.United(union());
            default -> searched();
        };
    }

    private Source searched() {
        List<String> among = new ArrayList<>();
        while (peek().is("kind") || (peek().is("in") && peek(1).is("("))) {
            if (skip("kind")) {
                expect("=");
                if (!name().equals("case_insensitive")) {
                    throw unexpected();
                }
            } else {
                take();
                expect("(");
                among.addAll(list(this::pattern));
                expect(")");
            }
        }
        return new Source.Searched(among, expression());
    }

    private Union union() {
        String withSource = null;
        boolean inner = false;
        boolean fuzzy = false;
        while (peek().isName() && peek(1).is("=")) {
            String setting = take().text();
            take();
            switch (setting) {
                case "withsource", "with_source" -> withSource = name();
                case "kind" -> {
                    String kind = peek().text();
                    if (!kind.equals("inner") && !kind.equals("outer")) {
                        throw unexpected();
                    }
                    take();
                    inner = kind.equals("inner");
                }
                case "isfuzzy" -> {
                    if (peek().type() != Type.BOOL) {
                        throw unexpected();
                    }
                    fuzzy = Boolean.TRUE.equals(take().value());
                }
                default -> {
                    at -= 2;
                    throw unexpected();
                }
            }
        }
        List<Query> parts = list(() -> {
            if (peek().is("(")) {
                take();
                Query inside = query();
                expect(")");
                return inside;
            }
            String name = pattern();
            return new Query(peek().is("(") ? new Source.Applied(call(name)) : new Source.Named(name), List.of());
        });
        return new Union(withSource, inner, fuzzy, parts);
    }

    /** A name that may have stars. */
    private String pattern() {
        StringBuilder pattern = new StringBuilder();
        int end = -1;
        while ((peek().isName() || peek().is("*")) && (end < 0 || peek().start() == end)) {
            end = peek().end();
            pattern.append(take().text());
        }
        if (pattern.isEmpty()) {
            throw unexpected();
        }
        return pattern.toString();
    }

    private Step step() {
        Token word = peek();
        if (word.kind() != Kind.NAME) {
            throw unexpected();
        }
        take();
        return switch (word.text()) {
            case "where", "filter" -> new Step.Where(expression());
            case "project" -> new Step.Project(list(this::item));
            case "project-away" -> new Step.Choose(Pick.AWAY, list(this::pattern));
            case "project-keep" -> new Step.Choose(Pick.KEEP, list(this::pattern));
            case "project-reorder" -> new Step.Choose(Pick.REORDER, list(this::pattern));
            case "project-rename" -> new Step.Rename(list(this::renaming));
            case "extend" -> new Step.Extend(list(this::item));
            case "summarize" -> summarize();
            case "distinct" -> {
                if (peek().is("*") && !peek(1).is(",")) {
                    take();
                    yield new Step.Distinct(List.of());
                }
                yield new Step.Distinct(list(this::item));
            }
            case "take", "limit" -> new Step.Take(expression());
            case "top" -> {
                Expression count = expression();
                expect("by");
                yield new Step.Top(count, list(this::order));
            }
            case "sort", "order" -> {
                expect("by");
                yield new Step.Sort(list(this::order));
            }
            case "count" -> new Step.Count();
            case "join" -> join();
            case "lookup" -> lookup();
            case "union" -> new Step.Unite(union());
            case "mv-expand", "mvexpand" -> expand();
            case "getschema" -> new Step.GetSchema();
            case "render" -> render();
            case "serialize" -> new Step.Nothing("serialize");
            default -> throw KqlException.syntax(word.place());
        };
    }

    private Item renaming() {
        String name = name();
        expect("=");
        return new Item(name, new Expression.Name(name()));
    }

    private Item item() {
        if (peek().isName() && peek(1).is("=")) {
            String name = take().text();
            take();
            return new Item(name, expression());
        }
        return new Item(null, expression());
    }

    private Step summarize() {
        hints();
        List<Item> aggregates = new ArrayList<>();
        if (!peek().is("by")) {
            aggregates.addAll(list(this::item));
        }
        List<Item> by = skip("by") ? list(this::item) : List.of();
        if (aggregates.isEmpty() && by.isEmpty()) {
            throw unexpected();
        }
        return new Step.Summarize(aggregates, by);
    }

    private Order order() {
        Expression by = expression();
        boolean ascending = false;
        if (skip("asc")) {
            ascending = true;
        } else {
            skip("desc");
        }
        // Nulls are the smallest unless somebody says otherwise.
        boolean nullsFirst = ascending;
        if (skip("nulls")) {
            if (skip("first")) {
                nullsFirst = true;
            } else {
                expect("last");
                nullsFirst = false;
            }
        }
        return new Order(by, ascending, nullsFirst);
    }

    /** Hints say how to run, never what comes out. */
    private void hints() {
        while (peek().is("hint") && peek(1).is(".")) {
            at += 2;
            name();
            expect("=");
            take();
        }
    }

    private Step join() {
        JoinKind kind = JoinKind.INNER_UNIQUE;
        hints();
        if (peek().is("kind") && peek(1).is("=")) {
            at += 2;
            kind = joinKind();
        }
        hints();
        return new Step.Join(kind, false, side(), on());
    }

    private Step lookup() {
        JoinKind kind = JoinKind.LEFT_OUTER;
        if (peek().is("kind") && peek(1).is("=")) {
            at += 2;
            kind = joinKind();
            if (kind != JoinKind.LEFT_OUTER && kind != JoinKind.INNER) {
                at--;
                throw unexpected();
            }
        }
        return new Step.Join(kind, true, side(), on());
    }

    private JoinKind joinKind() {
        JoinKind kind = JoinKind.named(peek().text());
        if (kind == null) {
            throw unexpected();
        }
        take();
        return kind;
    }

    private Query side() {
        if (skip("(")) {
            Query inner = query();
            expect(")");
            return inner;
        }
        String name = name();
        return new Query(peek().is("(") ? new Source.Applied(call(name)) : new Source.Named(name), List.of());
    }

    private List<On> on() {
        expect("on");
        return list(() -> {
            if (!peek().text().startsWith("$")) {
                Expression column = new Expression.Name(name());
                return new On(column, column);
            }
            String one = sided();
            Expression first = new Expression.Name(name());
            expect("==");
            String other = sided();
            Expression second = new Expression.Name(name());
            if (one.equals(other)) {
                throw unexpected();
            }
            return one.equals("$left") ? new On(first, second) : new On(second, first);
        });
    }

    private String sided() {
        if (!peek().is("$left") && !peek().is("$right")) {
            throw unexpected();
        }
        String side = take().text();
        expect(".");
        return side;
    }

    private Step expand() {
        String index = null;
        boolean pairs = false;
        while (peek().isName()
                && peek(1).is("=")
                && Set.of("kind", "bagexpansion", "with_itemindex").contains(peek().text())) {
            String setting = take().text();
            take();
            String value = name();
            if (setting.equals("with_itemindex")) {
                index = value;
            } else if (value.equals("array")) {
                pairs = true;
            } else if (!value.equals("bag")) {
                at--;
                throw unexpected();
            }
        }
        List<Expanded> items = list(() -> {
            Item item = item();
            Type to = null;
            if (skip("to")) {
                expect("typeof");
                expect("(");
                to = type();
                expect(")");
            }
            return new Expanded(item, to);
        });
        Expression limit = skip("limit") ? expression() : null;
        return new Step.Expand(index, pairs, items, limit);
    }

    private Step render() {
        String visualization = name();
        if (skip("with")) {
            if (!peek().is("(") || closing[at] < 0) {
                throw unexpected();
            }
            at = closing[at] + 1;
        } else {
            while (peek().isName() && peek(1).is("=")) {
                at += 2;
                expression();
            }
        }
        return new Step.Render(visualization);
    }

    // ---- expressions

    private Expression expression() {
        return deeper(this::either);
    }

    private Expression either() {
        Expression first = both();
        if (!peek().is("or")) {
            return first;
        }
        List<Expression> parts = new ArrayList<>(List.of(first));
        while (skip("or")) {
            parts.add(both());
        }
        return new Expression.Connected(false, parts);
    }

    private Expression both() {
        Expression first = comparison();
        if (!peek().is("and")) {
            return first;
        }
        List<Expression> parts = new ArrayList<>(List.of(first));
        while (skip("and")) {
            parts.add(comparison());
        }
        return new Expression.Connected(true, parts);
    }

    private Expression comparison() {
        Expression left = sum();
        Token sign = peek();
        if (sign.kind() != Kind.NAME && sign.kind() != Kind.SIGN) {
            return left;
        }
        if (COMPARISONS.contains(sign.text())) {
            take();
            return new Expression.Binary(sign.text().equals("<>") ? "!=" : sign.text(), left, sum());
        }
        if (AMONG.contains(sign.text())) {
            take();
            return new Expression.Among(sign.text(), left, among());
        }
        if (sign.is("matches")) {
            take();
            expect("regex");
            return new Expression.Binary("matches regex", left, sum());
        }
        if (sign.is("between") || sign.is("!between")) {
            take();
            expect("(");
            Expression low = expression();
            expect("..");
            Expression high = expression();
            expect(")");
            return new Expression.Between(sign.is("!between"), left, low, high);
        }
        return left;
    }

    private List<Expression> among() {
        expect("(");
        if (peek().is(")")) {
            take();
            return List.of();
        }
        List<Expression> all = list(this::rowsOrValue);
        expect(")");
        return all;
    }

    private Expression sum() {
        Expression left = product();
        for (int length = 0; peek().is("+") || peek().is("-"); length++) {
            bound(length);
            String sign = take().text();
            left = new Expression.Binary(sign, left, product());
        }
        return left;
    }

    private Expression product() {
        Expression left = unary();
        for (int length = 0; peek().is("*") || peek().is("/") || peek().is("%"); length++) {
            bound(length);
            String sign = take().text();
            left = new Expression.Binary(sign, left, unary());
        }
        return left;
    }

    private Expression unary() {
        if (skip("-")) {
            return new Expression.Negative(deeper(this::unary));
        }
        if (skip("+")) {
            return deeper(this::unary);
        }
        return postfix();
    }

    private Expression postfix() {
        Expression value = primary();
        for (int length = 0; ; length++) {
            bound(length);
            if (peek().is(".") && peek(1).isName()) {
                take();
                value = new Expression.Member(value, take().text());
            } else if (peek().is(".") && peek(1).is("[")) {
                take();
            } else if (peek().is("[")) {
                take();
                Expression index = expression();
                expect("]");
                value = new Expression.Index(value, index);
            } else {
                return value;
            }
        }
    }

    private Expression primary() {
        Token token = peek();
        return switch (token.kind()) {
            case LITERAL -> literal(take());
            case QUOTED_NAME -> new Expression.Name(take().text());
            case NAME -> word(token);
            default -> inParentheses();
        };
    }

    private Expression word(Token token) {
        if (rowSourceAhead()) {
            return new Expression.Tabular(query());
        }
        if (COMPARISONS.contains(token.text()) || AMONG.contains(token.text()) || RESERVED.contains(token.text())) {
            throw unexpected();
        }
        take();
        if (token.is("typeof") && skip("(")) {
            Type type = type();
            expect(")");
            return new Expression.TypeName(type);
        }
        return peek().is("(") ? call(token.text()) : new Expression.Name(token.text());
    }

    private Expression inParentheses() {
        if (skip("*")) {
            return new Expression.Star();
        }
        expect("(");
        Expression inner = rowsOrValue();
        expect(")");
        return inner;
    }

    /** Texts that follow each other are one text. */
    private Expression literal(Token token) {
        if (token.type() != Type.STRING || peek().type() != Type.STRING || peek().kind() != Kind.LITERAL) {
            return new Expression.Literal(type(token), token.value());
        }
        StringBuilder text = new StringBuilder(String.valueOf(token.value()));
        while (peek().kind() == Kind.LITERAL && peek().type() == Type.STRING) {
            text.append(take().value());
        }
        return new Expression.Literal(Type.STRING, text.toString());
    }

    private static Type type(Token token) {
        @Nullable Type type = token.type();
        if (type == null) {
            throw new IllegalStateException("A literal has a type");
        }
        return type;
    }

    private Expression.Call call(String name) {
        expect("(");
        List<Expression> arguments = peek().is(")") ? List.of() : deeper(() -> list(this::argument));
        expect(")");
        return new Expression.Call(name, arguments);
    }

    private Expression argument() {
        if (peek().isName() && peek(1).is("=")) {
            String name = take().text();
            take();
            return new Expression.NamedArgument(name, rowsOrValue());
        }
        return rowsOrValue();
    }
}
