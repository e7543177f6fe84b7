// The table of structure sizes is chosen by the library's series. The figures were taken with sizeof from the headers of
// the stable branches 4.17 to 4.20, and 4.20's from Debian's libxen-dev too.
import t from 'tap';
import { newestSeries, series, sizesOf } from '../../src/drivers/libxl/process/sizes.ts';

void t.test('the newest known series of what is installed is taken', async (t) => {
  t.equal(newestSeries(['libxenlight.so.4.17', 'libxenlight.so.4.17.0', 'libxenlight.so.4.19']), '4.19');
  t.equal(newestSeries(['libxenlight.so.4.20']), '4.20');
  t.equal(newestSeries(['libxenlight.so.4.16', 'libxenlight.so.5.0', 'libxenlight.so']), undefined);
});

void t.test('each series has its own sizes where the releases differ', async (t) => {
  const of = (name: 'domain_config' | 'domain_build_info' | 'device_nic' | 'device_p9' | 'physinfo') =>
    series.map((s) => sizesOf[s][name]);
  t.same(of('domain_config'), [1288, 1344, 1352, 1368]);
  t.same(of('domain_build_info'), [920, 960, 968, 984]);
  t.same(of('device_nic'), [504, 504, 512, 512]);
  t.same(of('device_p9'), [48, 48, 64, 64]);
  t.same(of('physinfo'), [128, 136, 136, 136]);
});

void t.test('every table has every structure, and each fits a word', async (t) => {
  const names = Object.keys(sizesOf['4.17']);
  for (const s of series) {
    t.same(Object.keys(sizesOf[s]), names);
    t.ok(Object.values(sizesOf[s]).every((n) => n > 0 && n % 4 === 0));
  }
});
