// The reader of XML is strict, words its complaints as libvirt does, and is not hurt by hostile input.
import t from 'tap';
import { ErrorCode, ErrorDomain, VirError } from '../../schemas/errors.ts';
import { parseTree } from '../../src/model/xml/tree.ts';
import { verbatimText } from '../../src/model/xml/verbatim.ts';
import { loadLibxml2 } from '../../src/model/xml/wellformed.ts';

const errorOf = (xml: string): VirError => {
  try {
    parseTree(xml, '(domain_definition)', ErrorDomain.DOMAIN);
  } catch (error) {
    if (error instanceof VirError) return error;
    throw error;
  }
  throw new Error('accepted');
};

t.test('elements, attributes, text', (t) => {
  const { root } = parseTree(
    `<?xml version='1.0'?><!-- c --><a x='1 &lt; 2' y="&#65;&#x42;"><b>t&amp;<![CDATA[<]]></b><q:c xmlns:q='u'/></a>`,
  );
  t.same(root.attrs, ['x', '1 < 2', 'y', 'AB']);
  t.equal(root.kids[0]?.text, 't&<');
  t.equal(root.kids[1]?.name, 'c');
  t.equal(root.kids[1]?.ns, 'u');
  t.end();
});

const malformed = [
  '<a>\n  <b>x</c>\n</a>',
  '<a><b>',
  '',
  'hello',
  '<a b="1" b="2"/>',
  '<a b=1/>',
  '<a>&foo;</a>',
  '<a/><b/>',
  '<a b="<"/>',
  '<a',
];

t.test('complaints carry code 35 and the line, with and without libxml2', async (t) => {
  const own = malformed.map(errorOf);
  await loadLibxml2();
  for (const [i, xml] of malformed.entries()) {
    for (const error of [own[i] as VirError, errorOf(xml)]) {
      t.equal(error.code, ErrorCode.XML_DETAIL);
      t.equal(error.domain, ErrorDomain.DOMAIN);
      t.match(error.message, /^at line \d+: .+\n.*\n-*\^$/s);
    }
  }
  t.equal(
    errorOf('<a>\n  <b>x</c>\n</a>').message,
    'at line 2: Opening and ending tag mismatch: b line 2 and c\n  <b>x</c>\n----------^',
  );
});

t.test('hostile documents are refused at once', (t) => {
  const bomb = `<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>`;
  const deep = '<a>'.repeat(20000);
  const huge = `<a>${'x'.repeat(50 * 1024 * 1024)}</a>`;
  for (const xml of [
    bomb,
    deep,
    huge,
    '<a>\0</a>',
    `<a ${'b'.repeat(100000)}`,
    '<a>\ud800</a>',
    `<a>${'&amp'.repeat(100000)}</a>`,
  ]) {
    const start = performance.now();
    const error = errorOf(xml);
    t.ok([ErrorCode.XML_DETAIL, ErrorCode.XML_ERROR].includes(error.code as 35), error.message.slice(0, 60));
    t.ok(performance.now() - start < 1000, 'in under a second');
    t.ok(error.message.length < 1e6, 'a message of sane size');
  }
  t.end();
});

t.test('verbatim subtrees keep comments and text, and gain the prefixes they use', (t) => {
  const source = `<d xmlns:o='urn:o'><metadata>\n  <o:x a='"1"'><!-- kept --><b></b></o:x>\n</metadata></d>`;
  const { root } = parseTree(source);
  t.equal(
    verbatimText(source, root.kids[0] as never),
    `<metadata xmlns:o="urn:o">\n  <o:x a="&quot;1&quot;"><!-- kept --><b/></o:x>\n</metadata>`,
  );
  t.end();
});
