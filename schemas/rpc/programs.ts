// The five programs of libvirt's protocol, each with its procedures by slot name.
import * as adminProcedures from './admin.ts';
import * as keepaliveProcedures from './keepalive.ts';
import * as lxcProcedures from './lxc.ts';
import type { ProcedureSpec, Program } from './procedure.ts';
import * as qemuProcedures from './qemu.ts';
import * as checkpoint from './remote/checkpoint.ts';
import * as connect from './remote/connect.ts';
import * as domainBlock from './remote/domain-block.ts';
import * as domainDefine from './remote/domain-define.ts';
import * as domainDevice from './remote/domain-device.ts';
import * as domainGuest from './remote/domain-guest.ts';
import * as domainInfo from './remote/domain-info.ts';
import * as domainLifecycle from './remote/domain-lifecycle.ts';
import * as domainList from './remote/domain-list.ts';
import * as domainMemory from './remote/domain-memory.ts';
import * as domainSave from './remote/domain-save.ts';
import * as domainTuning from './remote/domain-tuning.ts';
import * as domainVcpu from './remote/domain-vcpu.ts';
import * as events from './remote/events.ts';
import * as interfaces from './remote/interface.ts';
import * as migration from './remote/migration.ts';
import * as network from './remote/network.ts';
import * as node from './remote/node.ts';
import * as nodedev from './remote/nodedev.ts';
import * as nwfilter from './remote/nwfilter.ts';
import * as registration from './remote/registration.ts';
import * as secret from './remote/secret.ts';
import * as snapshot from './remote/snapshot.ts';
import * as storagePool from './remote/storage-pool.ts';
import * as storageVol from './remote/storage-vol.ts';

export const remoteProcedures = {
  ...connect,
  ...node,
  ...domainInfo,
  ...domainDefine,
  ...domainLifecycle,
  ...domainSave,
  ...domainList,
  ...domainTuning,
  ...domainVcpu,
  ...domainMemory,
  ...domainGuest,
  ...domainDevice,
  ...domainBlock,
  ...snapshot,
  ...checkpoint,
  ...migration,
  ...network,
  ...storagePool,
  ...storageVol,
  ...interfaces,
  ...nodedev,
  ...secret,
  ...nwfilter,
  ...registration,
  ...events,
};

const program = <T extends Readonly<Record<string, ProcedureSpec>>>(
  name: string,
  number: number,
  procedures: T,
): Program<T> => ({ name, number, version: 1, procedures });

export const remote = program('remote', 0x20008086, remoteProcedures);
export const qemu = program('qemu', 0x20008087, { ...qemuProcedures });
export const lxc = program('lxc', 0x00068000, { ...lxcProcedures });
export const admin = program('admin', 0x06900690, { ...adminProcedures });
export const keepalive = program('keepalive', 0x6b656570, { ...keepaliveProcedures });
