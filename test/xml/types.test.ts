// The types that declarations infer are the ones a reader expects.
import t from 'tap';
import * as x from '../../schemas/xml/dsl.ts';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(equal: Equal<A, B>): boolean => equal;

const Sample = x.element('sample', {
  type: x.attr(x.oneWord(['file', 'block']), { default: 'file' }),
  device: x.attr(x.text),
  index: x.attr(x.uint(), { required: true }),
  title: x.child(x.text),
  driver: x.child({ name: x.attr(x.text, { required: 'missing name' }), io: x.attr(x.onOff) }),
  hosts: x.children('host', { port: x.attr(x.uint()) }),
  readonly: x.flag(),
  $source: x.oneOf('type', {
    file: { file: x.attr(x.text) },
    block: { dev: x.attr(x.text, { required: true }) },
  }),
});

t.test('TypeOf', (t) => {
  type S = x.TypeOf<typeof Sample>;
  t.ok(same<S['type'], 'file' | 'block'>(true));
  t.ok(same<S['device'], string | undefined>(true));
  t.ok(same<S['index'], number>(true));
  t.ok(same<S['title'], string | undefined>(true));
  t.ok(same<S['driver'], { name: string; io?: boolean } | undefined>(true));
  t.ok(same<S['hosts'], { port?: number }[]>(true));
  t.ok(same<S['readonly'], boolean | undefined>(true));
  t.ok(same<S['file'], string | undefined>(true));
  t.ok(same<S['dev'], string | undefined>(true));
  t.end();
});
