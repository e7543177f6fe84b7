// The support matrix: every procedure by driver, yes or why not, read off the tables themselves.
import type { ProcedureSpec } from '../../schemas/rpc/procedure.ts';
import { admin, lxc, qemu, remote } from '../../schemas/rpc/programs.ts';
import type { DriverModule, DriverName, TableFamily } from '../drivers/table.ts';
import { missingReason } from './operations.ts';

export interface MatrixRow {
  readonly name: string;
  readonly number: number;
  readonly program: string;
  readonly family: string;
  readonly drivers: Readonly<Record<string, true | string>>;
}

const driverNames: readonly DriverName[] = ['kvm', 'libxl', 'test'];

/** One row for each call of the remote, qemu, lxc and admin programs. */
export const supportMatrix = (
  modules: readonly DriverModule[],
  daemonAnswers: (program: string, name: string) => boolean,
): MatrixRow[] => {
  const tables = new Map(modules.map((m) => [m.name, m.matrix()]));
  const answer = (driver: DriverName, program: string, name: string, spec: ProcedureSpec): true | string => {
    if (spec.family === 'daemon') return daemonAnswers(program, name) || 'the daemon does not answer it yet';
    const all = tables.get(driver);
    if (!all) return 'this driver is not part of this build';
    const table = all[spec.family as TableFamily] as Record<string, unknown> | null;
    return missingReason(table, name) ?? true;
  };
  const rows: MatrixRow[] = [];
  for (const program of [remote, qemu, lxc, admin])
    for (const [name, spec] of Object.entries<ProcedureSpec>(program.procedures)) {
      if (spec.kind !== 'call') continue;
      rows.push({
        name: spec.wire,
        number: spec.number,
        program: program.name,
        family: spec.family,
        drivers: Object.fromEntries(driverNames.map((d) => [d, answer(d, program.name, name, spec)])),
      });
    }
  return rows.sort((a, b) => a.program.localeCompare(b.program) || a.number - b.number);
};

/** The matrix for people: a line each, `yes` or the reason, counts at the end. */
export const formatMatrix = (rows: readonly MatrixRow[]): string => {
  const lines = rows.map((row) => {
    const cells = driverNames.map((d) => (row.drivers[d] === true ? 'yes' : 'no ').padEnd(6));
    const reasons = driverNames
      .filter((d) => row.drivers[d] !== true)
      .map((d) => `${d}: ${row.drivers[d]}`)
      .join('; ');
    return `${row.program.padEnd(7)}${String(row.number).padStart(4)}  ${row.name.padEnd(48)}${cells.join('')}${reasons}`;
  });
  const totals = driverNames
    .map((d) => `${d} ${rows.filter((r) => r.drivers[d] === true).length}`)
    .join(', ');
  return `${lines.join('\n')}\n\nof ${rows.length} procedures: ${totals}\n`;
};
