// Answers each line of the standard input, a JSON object, with one line on the standard output.
//   {"schema": "<name>", "tables": {"<table>": [["<column>", "<type>"], ...]}}   makes a schema known
//   {"schema": "<name>", "text": "<KQL>"}                                        parses a text and binds it to a schema
'use strict';
require('@kusto/language-service-next/bridge.min.js');
require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');

const { GlobalState, KustoCode, Symbols, Syntax } = Kusto.Language;
const types = Symbols.ScalarTypes;
const typeOf = {
  bool: types.Bool, datetime: types.DateTime, decimal: types.Decimal, dynamic: types.Dynamic, guid: types.Guid,
  int: types.Int, long: types.Long, real: types.Real, string: types.String, timespan: types.TimeSpan,
};
const globals = new Map();

function list(ofTheirs) {
  return Array.from({ length: ofTheirs.Count }, (_, i) => ofTheirs.getItem(i));
}

function column(name, type) {
  if (!(type in typeOf)) {
    throw new Error(`The column ${name} is of type ${type}, which there is not`);
  }
  return new Symbols.ColumnSymbol(name, typeOf[type], null, null, null, null);
}

function define(schema, tables) {
  const members = Object.entries(tables).map(([name, columns]) =>
    new Symbols.TableSymbol.$ctor4(name, columns.map(([of, type]) => column(of, type))));
  globals.set(schema, GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor(schema, members)));
}

const kinds = new Map();

function nameOf(kind) {
  if (!kinds.has(kind)) {
    kinds.set(kind, System.Enum.toString(Syntax.SyntaxKind, kind));
  }
  return kinds.get(kind);
}

// The tree in one line: kinds of nodes, and the texts of all tokens but string literals, whose values come in `strings`.
function describe(code) {
  const shape = [];
  const strings = [];
  const tables = new Set();
  const open = [code.Syntax];
  while (open.length > 0) {
    const element = open.pop();
    if (element === null || element === undefined) {
      continue;
    }
    const kind = nameOf(element.Kind);
    if (!element.IsToken) {
      shape.push(kind);
      if (element.ReferencedSymbol && Bridge.is(element.ReferencedSymbol, Symbols.TableSymbol)
          && code.Globals.Database.GetTable(element.ReferencedSymbol.Name) === element.ReferencedSymbol) {
        tables.add(element.ReferencedSymbol.Name);
      }
      for (let i = element.ChildCount - 1; i >= 0; i--) {
        open.push(element.GetChild(i));
      }
    } else if (kind === 'StringLiteralToken') {
      shape.push(kind);
      strings.push(element.Value);
    } else {
      shape.push(`${kind} ${element.Text}`);
    }
  }
  return { shape: shape.join('\n'), strings, tables: [...tables].sort() };
}

function parse(schema, text) {
  const known = globals.get(schema);
  if (known === undefined) {
    throw new Error(`The schema ${schema} is not known`);
  }
  const code = KustoCode.ParseAndAnalyze(text, known);
  const result = code.ResultType;
  return {
    diagnostics: list(code.GetDiagnostics()).map(of => (
      { severity: of.Severity, code: of.Code, message: of.Message, start: of.Start, length: of.Length })),
    columns: result && result.Columns ? list(result.Columns).map(of => ({ name: of.Name, type: of.Type.Name })) : [],
    ...describe(code),
  };
}

require('readline').createInterface({ input: process.stdin, terminal: false }).on('line', line => {
  let answer;
  try {
    const asked = JSON.parse(line);
    answer = asked.tables ? (define(asked.schema, asked.tables), {}) : parse(asked.schema, asked.text);
  } catch (failure) {
    answer = { failure: String(failure.stack || failure) };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
});
