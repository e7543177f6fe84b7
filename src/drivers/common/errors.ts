// The refusals that every driver words alike: objects that are not there, states in which a call makes no sense.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';

/** `Requested operation is not valid: ...` raised by libvirt's shared domain code. */
export const invalidOperation = (text: string, domain: number = ErrorDomain.DOMAIN): VirError =>
  new VirError(ErrorCode.OPERATION_INVALID, domain, text);

export const notRunning = (domain: number = ErrorDomain.DOMAIN): VirError =>
  invalidOperation('domain is not running', domain);

const notFound =
  (code: number, fixed: number | null) =>
  (detail: string, domain?: number): VirError =>
    new VirError(code, fixed ?? domain ?? ErrorDomain.NONE, detail);

const noDomain = notFound(ErrorCode.NO_DOMAIN, null);
const noNetwork = notFound(ErrorCode.NO_NETWORK, null);
const noPool = notFound(ErrorCode.NO_STORAGE_POOL, null);
const noVol = notFound(ErrorCode.NO_STORAGE_VOL, null);

/**
 * What a failed lookup answers. `domain` is the error domain of the driver that looked: a hypervisor driver's own for
 * domains, the host subsystem's (or the simulator's) for the rest.
 */
export const missing = {
  domain: {
    byHandle: (uuid: string, name: string, domain: number) =>
      noDomain(`no domain with matching uuid '${uuid}' (${name})`, domain),
    byUuid: (uuid: string, domain: number) => noDomain(`no domain with matching uuid '${uuid}'`, domain),
    byName: (name: string, domain: number) => noDomain(`no domain with matching name '${name}'`, domain),
    byId: (id: number, domain: number) => noDomain(`no domain with matching id ${id}`, domain),
  },
  network: {
    byHandle: (uuid: string, name: string, domain: number) =>
      noNetwork(`no network with matching uuid '${uuid}' (${name})`, domain),
    byUuid: (uuid: string, domain: number) => noNetwork(`no network with matching uuid '${uuid}'`, domain),
    byName: (name: string, domain: number) => noNetwork(`no network with matching name '${name}'`, domain),
  },
  networkPort: (uuid: string, domain: number) =>
    new VirError(ErrorCode.NO_NETWORK_PORT, domain, `Network port with UUID ${uuid} does not exist`),
  pool: {
    byHandle: (uuid: string, name: string, domain: number) =>
      noPool(`no storage pool with matching uuid '${uuid}' (${name})`, domain),
    byUuid: (uuid: string, domain: number) => noPool(`no storage pool with matching uuid '${uuid}'`, domain),
    byName: (name: string, domain: number) => noPool(`no storage pool with matching name '${name}'`, domain),
    byTargetPath: (path: string, domain: number) =>
      noPool(`no storage pool with matching target path '${path}'`, domain),
  },
  volume: {
    byName: (name: string, domain: number) => noVol(`no storage vol with matching name '${name}'`, domain),
    byKey: (key: string, domain: number) => noVol(`no storage vol with matching key ${key}`, domain),
    byPath: (path: string, domain: number) => noVol(`no storage vol with matching path '${path}'`, domain),
  },
  interface: {
    byName: (name: string, domain: number) =>
      new VirError(ErrorCode.NO_INTERFACE, domain, `no interface with matching name '${name}'`),
    byMac: (mac: string, domain: number) =>
      new VirError(ErrorCode.NO_INTERFACE, domain, `no interface with matching mac '${mac}'`),
  },
  nodeDevice: (name: string, domain: number) =>
    new VirError(ErrorCode.NO_NODE_DEVICE, domain, `no node device with matching name '${name}'`),
  secret: {
    byUuid: (uuid: string, domain: number) =>
      new VirError(ErrorCode.NO_SECRET, domain, `no secret with matching uuid '${uuid}'`),
    byUsage: (usage: string, domain: number) =>
      new VirError(ErrorCode.NO_SECRET, domain, `no secret with matching usage '${usage}'`),
  },
  nwfilter: {
    byUuid: (uuid: string, domain: number) =>
      new VirError(ErrorCode.NO_NWFILTER, domain, `no nwfilter with matching uuid '${uuid}'`),
    byName: (name: string, domain: number) =>
      new VirError(ErrorCode.NO_NWFILTER, domain, `no nwfilter with matching name '${name}'`),
  },
  nwfilterBinding: (portdev: string, domain: number) =>
    new VirError(ErrorCode.NO_NWFILTER_BINDING, domain, `no nwfilter binding for port dev '${portdev}'`),
  snapshot: (name: string, domain: number) =>
    new VirError(ErrorCode.NO_DOMAIN_SNAPSHOT, domain, `no domain snapshot with matching name '${name}'`),
  checkpoint: (name: string, domain: number) =>
    new VirError(ErrorCode.NO_DOMAIN_CHECKPOINT, domain, `no domain checkpoint with matching name '${name}'`),
} as const;
