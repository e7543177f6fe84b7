// <metadata>: elements of several clients side by side, each in its namespace.
import t from 'tap';
import { getMetadata, setMetadata, type WithMetadata } from '../../src/drivers/common/metadata.ts';

t.test('elements are put into their namespace and given back as they came', (t) => {
  const def: WithMetadata = {};
  setMetadata(def, 2, "<app a='1'><x>t</x><y/></app>", 'one', 'http://one/');
  t.equal(
    def.metadata,
    '<metadata>\n    <one:app xmlns:one="http://one/" a="1">\n      <one:x>t</one:x>\n      <one:y/>\n    </one:app>\n  </metadata>',
  );
  setMetadata(def, 2, '<app/>', 'two', 'http://two/');
  t.equal(getMetadata(def, 2, 'http://one/'), '<app a="1">\n  <x>t</x>\n  <y/>\n</app>');
  t.equal(getMetadata(def, 2, 'http://two/'), '<app/>');
  setMetadata(def, 2, '<other/>', 'three', 'http://one/');
  t.equal(getMetadata(def, 2, 'http://one/'), '<other/>');
  setMetadata(def, 2, null, null, 'http://one/');
  setMetadata(def, 2, null, null, 'http://two/');
  t.notOk('metadata' in def);
  t.throws(() => getMetadata(def, 2, 'http://one/'), { code: 80 });
  t.end();
});

t.test('title and description', (t) => {
  const def: WithMetadata = {};
  t.throws(() => getMetadata(def, 1, null), {
    code: 80,
    message: 'metadata not found: Requested metadata element is not present',
  });
  setMetadata(def, 1, 'T', null, null);
  setMetadata(def, 0, 'D', null, null);
  t.same(def, { title: 'T', description: 'D' });
  setMetadata(def, 0, '', null, null);
  t.same(def, { title: 'T' });
  t.throws(() => setMetadata(def, 3, 'x', null, null), { code: 8, message: /unknown metadata type '3'/ });
  t.throws(() => setMetadata(def, 2, '<a/>', '1 2', 'u'), { code: 1 });
  t.end();
});
