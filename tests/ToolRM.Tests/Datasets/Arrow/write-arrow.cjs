// Writes Arrow files with the npm package apache-arrow, and beside each what its rows are as JSON Lines.
// node write-arrow.cjs MODULES PAIRS OUT ROWS
//   MODULES  folder that holds node_modules
//   PAIRS    examples/data/pairs.jsonl, whose rows are put into the forms of published data sets
//   OUT      target folder
//   ROWS     rows of the generated tables
'use strict';
const fs = require('fs');
const path = require('path');
const [modules, pairsFile, out, rowsText] = process.argv.slice(2);
const arrow = require(path.join(modules, 'node_modules', 'apache-arrow'));
const {
  Field, Schema, Table, RecordBatch, Struct, List, Utf8, LargeUtf8, Bool, Null, Dictionary, TimestampMillisecond,
  Int8, Int16, Int32, Int64, Uint8, Uint16, Uint32, Uint64, Float32, Float64,
} = arrow;

const column = (name, type) => new Field(name, type, true);

// One record batch per slice: readers must go from one to the next.
function write(name, fields, rows, { batch = 2, mode = 'stream', options = {} } = {}) {
  const schema = new Schema(fields);
  const builders = () => fields.map(field => arrow.makeBuilder({ type: field.type, nullValues: [null, undefined] }));
  const batches = [];
  for (let start = 0; start < rows.length; start += batch) {
    const slice = rows.slice(start, start + batch);
    const data = builders().map((builder, i) => {
      for (const row of slice) builder.append(row[fields[i].name]);
      return builder.finish().flush();
    });
    batches.push(new RecordBatch(schema, arrow.makeData({ type: new Struct(fields), length: slice.length, children: data })));
  }
  const writer = mode === 'file' ? new arrow.RecordBatchFileWriter(options) : new arrow.RecordBatchStreamWriter(options);
  writer.write(new Table(schema, batches));
  writer.finish();
  fs.writeFileSync(path.join(out, `${name}.arrow`), writer.toUint8Array(true));
}

const number = value => (typeof value === 'bigint' ? `\u0001${value}\u0001` : value);
const line = row => JSON.stringify(row, (_, value) => number(value)).replace(/"\\u0001(-?\d+)\\u0001"/g, '$1');
const expect = (name, rows) => fs.writeFileSync(path.join(out, `${name}.jsonl`), rows.map(line).join('\n') + '\n');

// Fixed draws (multiply and xor-shift, 32 bits), so that the files are the same every time.
let state = 12345;
function draw(count) {
  state = (state + 0x9E3779B9) | 0;
  let bits = Math.imul(state ^ (state >>> 16), 0x21F0AAAD);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735A2D97);
  return ((bits ^ (bits >>> 15)) >>> 0) % count;
}
const words = ['', 'a', 'Zürich', '北京', '😀 emoji', 'line\nend', '"quoted"', 'x'.repeat(300)];
const maybe = value => (draw(4) === 0 ? null : value);

const message = new Struct([column('role', new Utf8()), column('content', new Utf8())]);
const types = [
  column('null', new Null()), column('bool', new Bool()),
  column('int8', new Int8()), column('int16', new Int16()), column('int32', new Int32()), column('int64', new Int64()),
  column('uint8', new Uint8()), column('uint16', new Uint16()), column('uint32', new Uint32()), column('uint64', new Uint64()),
  column('float32', new Float32()), column('float64', new Float64()),
  column('utf8', new Utf8()), column('large_utf8', new LargeUtf8()),
  column('list', new List(column('item', new Int64()))),
  column('struct', new Struct([column('a', new Utf8()), column('b', new Struct([column('c', new Bool())]))])),
  column('conversation', new List(column('item', message))),
];
const typeRows = Array.from({ length: Number(rowsText) }, () => ({
  null: null,
  bool: maybe(draw(2) === 1),
  int8: maybe(draw(256) - 128), int16: maybe(draw(65536) - 32768), int32: maybe(draw(2147483647) * (draw(2) * 2 - 1)),
  int64: maybe(BigInt(draw(2147483647)) * 4294967296n * (draw(2) === 1 ? 1n : -1n)),
  uint8: maybe(draw(256)), uint16: maybe(draw(65536)), uint32: maybe(draw(2147483647) * 2), uint64: maybe(18446744073709551615n - BigInt(draw(1000))),
  float32: maybe(draw(1000) / 8 + 0.125), float64: maybe((draw(2000001) + 0.5) / 1e6),
  utf8: maybe(words[draw(words.length)]), large_utf8: maybe(words[draw(words.length)]),
  list: maybe(Array.from({ length: draw(4) }, () => maybe(BigInt(draw(100))))),
  struct: maybe({ a: maybe(words[draw(words.length)]), b: maybe({ c: maybe(draw(2) === 1) }) }),
  conversation: maybe(Array.from({ length: draw(3) }, () => ({ role: 'user', content: maybe(words[draw(words.length)]) }))),
}));
write('types', types, typeRows);
write('types-file', types, typeRows, { mode: 'file' });
write('one-batch', types, typeRows, { batch: typeRows.length });
expect('types', typeRows);

// Dictionaries of texts, as pandas' categories become; a batch later the dictionary has grown.
const labels = ['tie', 'right', null, 'wrong', 'right', 'unscored', 'tie', 'late'];
const dictionaryTable = new Table({ label: arrow.vectorFromArray(labels, new Dictionary(new Utf8(), new Int32())), n: arrow.vectorFromArray(labels.map((_, i) => i), new Int32()) });
fs.writeFileSync(path.join(out, 'dictionary.arrow'), arrow.tableToIPC(dictionaryTable, 'stream'));
expect('dictionary', labels.map((label, n) => ({ label, n })));

// What is refused, by name.
write('timestamp', [column('id', new Utf8()), column('when', new List(column('item', new TimestampMillisecond())))], [{ id: 'a', when: [1] }]);
for (const [name, codec, mark] of [['lz4', arrow.CompressionType.LZ4_FRAME, 0x184D2204], ['zstd', arrow.CompressionType.ZSTD, 0xFD2FB528]]) {
  // No real codec is needed to be refused; the package wants its frame to begin as one.
  const encode = bytes => Buffer.concat([Buffer.from(Uint32Array.of(mark).buffer), Buffer.from([0x60, 0x40, 0x82, 0, 0, 0, 0, 0]), bytes]);
  arrow.compressionRegistry.set(codec, { encode, decode: bytes => bytes.subarray(12) });
  write(name, [column('id', new Utf8())], [{ id: 'a' }], { options: { compressionType: codec } });
}
write('empty', [column('id', new Utf8())], []);

// Our own pairs in the forms of FC-RewardBench and of ToolRM's training pairs.
const pairs = fs.readFileSync(pairsFile, 'utf8').trim().split('\n').map(text => JSON.parse(text)).filter(pair => pair.chosen?.length > 0 && pair.rejected?.length > 0);
const call = one => (one.function ? one.function : one);
const calls = list => JSON.stringify(list.map(one => ({ [call(one).name]: typeof call(one).arguments === 'string' ? JSON.parse(call(one).arguments) : call(one).arguments })));
const tools = pair => JSON.stringify(pair.tools.map(tool => tool.function ?? tool));
const conversation = pair => pair.messages.map(one => ({ role: one.role, content: one.content }));
const published = pairs.slice(0, 6).map(pair => ({
  tools: tools(pair), conversation: conversation(pair), chosen_output: calls(pair.chosen), rejected_output: calls(pair.rejected),
  error_type: pair.error_type, model_name: 'a model', test_category: pair.category ?? 'single', test_id: pair.id,
}));
write('fc-reward-bench', [
  column('tools', new Utf8()), column('conversation', new List(column('item', message))), column('chosen_output', new Utf8()),
  column('rejected_output', new Utf8()), column('error_type', new Utf8()), column('model_name', new Utf8()),
  column('test_category', new Utf8()), column('test_id', new Utf8()),
], published, { batch: 4 });
expect('fc-reward-bench', published);
const training = pairs.slice(0, 6).map((pair, i) => ({
  uuid: `row-${i >> 1}`, dataset_name: 'ToolRM examples', conversation: conversation(pair), tools: tools(pair),
  tool_calls_correct: calls(pair.chosen), tool_calls_incorrect: calls(pair.rejected), generator_model: 'a model',
}));
write('toolrm-train', [
  column('uuid', new Utf8()), column('dataset_name', new Utf8()), column('conversation', new List(column('item', message))),
  column('tools', new LargeUtf8()), column('tool_calls_correct', new LargeUtf8()), column('tool_calls_incorrect', new LargeUtf8()),
  column('generator_model', new Utf8()),
], training, { batch: 3 });
expect('toolrm-train', training);
