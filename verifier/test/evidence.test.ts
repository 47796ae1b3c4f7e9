import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { concat, utf8 } from '../src/bytes.ts';
import { FILE_LIMIT, fromBytes, fromFragment, fromText, type Found } from '../src/evidence.ts';
import { crc32 } from '../src/gzip.ts';
import { computed } from './helpers.ts';

const SITES = ['https://certs.example.org/', 'http://127.0.0.1:8000/'];
const CREDENTIAL = '{"type":["VerifiableCredential"],"name":"a"}';
const OTHER = '{"type":["VerifiableCredential"],"name":"b"}';
const PIXELS = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function told(found: Found): string {
  if (found.kind === 'problem') return found.problem + (found.host && ` ${found.host}`);
  if (found.kind === 'code') return `code ${found.digits}`;
  if (found.kind === 'json') return `json ${typeof found.text === 'string' ? found.text : 'bytes'}`;
  return found.kind;
}

const text = (value: string) => told(fromText(value, SITES));
const file = (...parts: (string | Uint8Array)[]) =>
  told(
    fromBytes(
      concat(
        ...parts.map((part) =>
          typeof part === 'string' ? Uint8Array.from(Buffer.from(part, 'latin1')) : part,
        ),
      ),
      SITES,
    ),
  );

test("a code's link counts on the site that documents name and on the one that serves the page", () => {
  assert.equal(text('https://certs.example.org/v/#123'), 'code 123');
  assert.equal(text(' http://127.0.0.1:8000/v/#123\n'), 'code 123');
  assert.equal(text('HTTPS://CERTS.EXAMPLE.ORG/v/#123'), 'code 123');
  assert.equal(text('https://certs.example.org/v/index.html#9'), 'code 9');
});

test('a link of another site is named as such, however alike it looks', () => {
  const links = [
    'https://other.example/v/#123',
    'https://certs.example.org.evil.example/v/#1',
    'https://certs.example.org:444/v/#1',
    'https://certs.example.org/v/x#1',
    'https://certs.example.org/v/?a#1',
    'https://certs.example.org@evil.example/v/#1',
  ];
  for (const link of links) assert.equal(text(link), `other_site ${new URL(link).host}`);
});

test('digits are a code, JSON is a credential, anything else is nothing that could be checked', () => {
  assert.equal(text(' 42\n'), 'code 42');
  assert.equal(text(CREDENTIAL), `json ${CREDENTIAL}`);
  assert.equal(text(''), 'empty');
  for (const odd of [
    'hello',
    'javascript:alert(1)',
    'data:text/html,x',
    '٣٤',
    'mailto:a@b.example',
  ]) {
    assert.equal(text(odd), 'unknown', odd);
  }
  assert.equal(text('x'.repeat(1_048_577)), 'too_large');
});

test('what stands behind the # is a code, whatever it is', () => {
  assert.equal(told(fromFragment('#12')), 'code 12');
  assert.equal(told(fromFragment('#<script>')), 'code <script>');
  assert.equal(told(fromFragment('#')), 'empty');
});

test('files are told apart by their bytes', () => {
  assert.equal(file(CREDENTIAL), `json ${CREDENTIAL}`);
  assert.equal(file('https://certs.example.org/v/#7'), 'code 7');
  assert.equal(file(Uint8Array.of(...PIXELS, 0)), 'image');
  assert.equal(file(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)), 'image');
  assert.equal(file('RIFF\0\0\0\0WEBPVP8 '), 'image');
  assert.equal(file('<svg xmlns="http://www.w3.org/2000/svg"></svg>'), 'image');
  assert.equal(file(''), 'empty');
  assert.equal(file(Uint8Array.of(0, 1, 2, 0xff)), 'unknown');
  assert.equal(told(fromBytes(new Uint8Array(FILE_LIMIT + 1), SITES)), 'too_large');
});

// PDF

interface Parts {
  readonly filter?: 'flate' | 'none' | 'other';
  readonly packed?: boolean;
  readonly type?: boolean;
}

/** A PDF whose embedded files have these contents. */
function pdf(
  contents: readonly string[],
  { filter = 'flate', packed = false, type = true }: Parts = {},
): string {
  const specifications = contents.map(
    (_, at) => `<< /Type /Filespec /F (c.json) /EF << /F ${at + 10} 0 R /UF ${at + 10} 0 R >> >>`,
  );
  const streams = contents.map((content, at) => {
    const bytes =
      filter === 'flate'
        ? deflateSync(content).toString('latin1')
        : Buffer.from(content).toString('latin1');
    const name = { flate: '/Filter /FlateDecode', none: '', other: '/Filter /ASCII85Decode' }[
      filter
    ];
    return stream(at + 10, `${type ? '/Type /EmbeddedFile' : ''} ${name}`, bytes);
  });
  const table = specifications.map((one, at) => `${at + 50} 0 obj\n${one}\nendobj\n`).join('');
  const hidden = stream(
    90,
    '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode',
    deflateSync(specifications.join(' ')).toString('latin1'),
  );
  return `%PDF-1.7\n${streams.join('')}${packed ? hidden : table}trailer << /Root 1 0 R >>\n%%EOF`;
}

function stream(number: number, dictionary: string, bytes: string): string {
  return `${number} 0 obj\n<< ${dictionary} /Length ${bytes.length} >>\nstream\n${bytes}\nendstream\nendobj\n`;
}

test('the credential in a PDF is found, packed or plain, marked or only referred to', () => {
  for (const filter of ['flate', 'none'] as const) {
    for (const [packed, type] of [
      [false, true],
      [true, true],
      [false, false],
      [true, false],
    ] as const) {
      assert.equal(file(pdf([CREDENTIAL], { filter, packed, type })), `json ${CREDENTIAL}`);
    }
  }
});

test('a PDF with none, two, or a password says so', () => {
  assert.equal(file(pdf([])), 'pdf_none');
  assert.equal(file(pdf(['{"a":1}', 'notes'])), 'pdf_none');
  assert.equal(file(pdf([CREDENTIAL], { filter: 'other' })), 'pdf_none');
  assert.equal(file(pdf([CREDENTIAL, OTHER])), 'pdf_several');
  assert.equal(file(pdf([CREDENTIAL, CREDENTIAL])), `json ${CREDENTIAL}`);
  assert.equal(file(pdf([CREDENTIAL]).replace('/Root', '/Encrypt 9 0 R /Root')), 'pdf_encrypted');
});

test('a damaged PDF, or one that unpacks to more than a certificate, holds none', () => {
  const whole = pdf([CREDENTIAL]);
  for (let length = 5; length < whole.length; length += 7) {
    assert.ok(['pdf_none', `json ${CREDENTIAL}`].includes(file(whole.slice(0, length))));
  }
  assert.equal(file(pdf([`{"VerifiableCredential":"${'x'.repeat(3_000_000)}"}`])), 'pdf_none');
});

test('a PDF with twenty other files still gives its one credential', () => {
  const others = Array.from({ length: 19 }, (_, at) => `{"file":${at}}`);
  assert.equal(file(pdf([...others, CREDENTIAL])), `json ${CREDENTIAL}`);
  assert.equal(file(pdf([...others, CREDENTIAL], { type: false })), `json ${CREDENTIAL}`);
});

/** A zlib stream of blocks that give nothing: each states its codes, and then its end. */
function emptyBlocks(size: number): string {
  const codes = Array.from({ length: 18 }, (_, at) => (at === 2 || at === 17 ? '100' : '000'));
  const zeros = '1' + '1111111' + '1' + '1101011'; // 138 and 118 symbols without a code
  const block = '0' + '01' + '00000' + '00000' + '0111' + codes.join('') + zeros + '00' + '0';
  const bytes = (block.repeat(8).match(/.{8}/g) ?? []).map((bits) =>
    parseInt([...bits].reverse().join(''), 2),
  );
  const text = String.fromCharCode(...bytes);
  return `\u0078\u009c${text.repeat(Math.ceil(size / text.length))}`;
}

test('the largest hostile PDF is told apart in a moment', () => {
  const bomb = deflateSync(new Uint8Array(8_000_000)).toString('latin1');
  const fill = (letter: string) => letter.repeat(Math.floor((FILE_LIMIT - 100) / letter.length));
  const numbered = (count: number, dictionary: string, bytes: string) =>
    Array.from({ length: count }, (_, at) => stream(at + 1, dictionary, bytes)).join('');
  const open = Array.from(
    { length: 2_000 },
    (_, at) => `${at} 0 obj << /Type /EmbeddedFile >>\nstream\nx`,
  ).join('');
  const packed = '/Filter /FlateDecode';
  const files: Record<string, string> = {
    'files without an end': open + fill('x').slice(open.length),
    'objects that are bombs': numbered(2_000, `/Type /ObjStm ${packed}`, bomb),
    'files that are bombs': numbered(2_000, `/Type /EmbeddedFile ${packed}`, bomb),
    'objects that give nothing': numbered(30, `/Type /ObjStm ${packed}`, emptyBlocks(1_000_000)),
    'files that give nothing': numbered(300, `/Type /EmbeddedFile ${packed}`, emptyBlocks(70_000)),
    'marks of streams': fill('\nstream\n'),
    'marks of objects': fill('1 0 obj <</EF<</F 1 0 R>>>>\nstream\n'),
    'specifications without an end': fill('/EF << 1 0 R '),
    spaces: `/EF${fill(' ')}`,
    digits: `/Encrypt ${fill('1')}`,
    'marks of passwords': fill('/Encrypt 1 1 '),
  };
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(`%PDF-1.7\n${content}`.slice(0, FILE_LIMIT), 'latin1');
    const started = computed();
    assert.equal(told(fromBytes(bytes, SITES)), 'pdf_none', name);
    assert.ok(computed() - started < 1_000, name);
  }
});

// Badges

function png(...texts: readonly string[]): Uint8Array {
  const chunk = (kind: string, data: Uint8Array) => {
    const body = concat(utf8(kind), data);
    const word = (value: number) => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
    return concat(word(data.length), body, word(crc32(body)));
  };
  const baked = texts.map((one) =>
    chunk('iTXt', concat(utf8('openbadgecredential'), new Uint8Array(5), utf8(one))),
  );
  return concat(
    Uint8Array.from(PIXELS),
    chunk('IHDR', new Uint8Array(13)),
    ...baked,
    chunk('IEND', new Uint8Array()),
  );
}

test('the credential baked into a PNG is found; two different ones are not guessed between', () => {
  assert.equal(file(png(CREDENTIAL)), `json ${CREDENTIAL}`);
  assert.equal(file(png()), 'image');
  assert.equal(file(png(CREDENTIAL, OTHER)), 'badge_several');
});

test('the credential baked into an SVG is found, as CDATA or as characters, under any prefix', () => {
  const svg = (prefix: string, content: string, namespace = 'https://purl.imsglobal.org/ob/v3p0') =>
    `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:${prefix}="${namespace}"><${prefix}:credential>${content}</${prefix}:credential></svg>`;
  assert.equal(file(svg('openbadges', `\n<![CDATA[${CREDENTIAL}]]>\n`)), `json ${CREDENTIAL}`);
  assert.equal(file(svg('ob', CREDENTIAL.replaceAll('"', '&quot;'))), `json ${CREDENTIAL}`);
  assert.equal(file(svg('ob', CREDENTIAL, 'https://evil.example/')), 'image');
});

test('a text in an SVG that is repeated is one, and tags that only begin alike are none', () => {
  const names = 'xmlns:ob="https://purl.imsglobal.org/ob/v3p0"';
  const svg = (...inside: readonly string[]) => file(`<svg ${names}>${inside.join('')}</svg>`);
  const baked = (content: string) => `<ob:credential\n>${content}</ob:credential >`;
  assert.equal(svg(baked(CREDENTIAL), baked(CREDENTIAL)), `json ${CREDENTIAL}`);
  assert.equal(svg(baked(CREDENTIAL), baked(CREDENTIAL), baked(OTHER)), 'badge_several');
  const alike = '<ob:credentials>x</ob:credentials><ob:credential <ob:credential ';
  assert.equal(svg(alike, baked(CREDENTIAL)), `json ${CREDENTIAL}`);
  assert.equal(svg(alike, '<ob:credential>x'), 'image');
});

test('a credential in an SVG is one text, of several CDATA sections and characters', () => {
  const content = '<![CDATA[{"a":"<![CDATA["]]>,&quot;b&#34;:&#x31;<![CDATA[}]]>';
  const names = 'xmlns:ob="https://purl.imsglobal.org/ob/v3p0"';
  assert.equal(
    file(`<svg ${names}><ob:credential>${content}</ob:credential></svg>`),
    'json {"a":"<![CDATA[","b":1}',
  );
});

test('a hostile SVG of a megabyte is told apart in a moment', () => {
  const names = 'xmlns:o="https://purl.imsglobal.org/ob/v3p0"';
  const prefixes = Array.from({ length: 9_000 }, (_, at) => names.replace(':o', `:o${at}`));
  for (const [head, letter] of [
    [names, '<o:credential>'],
    [names, '<o:credential '],
    [names, '<o:credential></o:credentialx>'],
    [`${names}><o:credential`, '</o:credential '],
    [names, '<o:credential><![CDATA['],
    [`${names}><o:credential`, '<![CDATA['],
    [prefixes.join(' '), '<o1:credential>'],
  ] as const) {
    const room = 1_000_000 - head.length;
    const svg = `<svg ${head}>${letter.repeat(Math.floor(room / letter.length))}</o:credential></svg>`;
    const started = computed();
    told(fromBytes(Buffer.from(svg), SITES));
    assert.ok(computed() - started < 500, letter);
  }
});

test('a large file of anything is told apart in a moment', () => {
  const letters = [
    '<svg ',
    '%PDF-1 1 0 obj /EF << stream\n',
    '{"a":',
    ' xmlns:a="',
    '\u0089PNG',
    '/EF << ',
  ];
  for (const letter of letters) {
    const bytes = Buffer.from(letter.repeat(Math.floor(4_000_000 / letter.length)), 'latin1');
    const started = computed();
    told(fromBytes(bytes, SITES));
    assert.ok(computed() - started < 1_000, letter);
  }
});

test("certificates' own files, where a demonstration was built beside this checkout, are read", (context) => {
  const folder = '../credentials/documents';
  const numbers = attempt(() => readdirSync(folder)) ?? [];
  if (numbers.length === 0) return context.skip('no demonstration was built');
  for (const number of numbers.slice(0, 3)) {
    const json = readFileSync(`${folder}/${number}/certificate.json`, 'utf8');
    assert.equal(
      told(fromBytes(readFileSync(`${folder}/${number}/certificate.pdf`), SITES)),
      `json ${json}`,
    );
  }
  return undefined;
});

function attempt<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}

test('a byte order mark is no part of a credential', () => {
  const found = fromBytes(Buffer.from('\ufeff{"a": 1}'), SITES);
  assert.deepEqual(found, { kind: 'json', text: '{"a": 1}' });
});
