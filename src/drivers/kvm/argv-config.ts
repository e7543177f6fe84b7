// The settings of qemu.conf that reach command lines, with libvirt's defaults and this daemon's folders.
import { existsSync, readFileSync } from 'node:fs';
import type { DriverHost } from '../host.ts';
import { type ArgvConfig, defaultArgvConfig } from './argv/host.ts';
import type { Places } from './places.ts';

/** Mounted hugetlbfs file systems; the default page size's comes first. */
const mountedHugepages = (): ArgvConfig['hugetlbfs'] => {
  let mounts = '';
  let meminfo = '';
  try {
    mounts = readFileSync('/proc/mounts', 'utf8');
    meminfo = readFileSync('/proc/meminfo', 'utf8');
  } catch {
    return [];
  }
  const standard = Number(/^Hugepagesize:\s+(\d+)/m.exec(meminfo)?.[1] ?? 2048);
  return mounts.split('\n').flatMap((line) => {
    const [, dir, type, options = ''] = line.split(' ');
    if (type !== 'hugetlbfs' || !dir) return [];
    const size = /pagesize=(\d+)([KMG])/.exec(options);
    const unit = { K: 1, M: 1024, G: 1048576 }[size?.[2] ?? 'K'] ?? 1;
    const kib = size ? Number(size[1]) * unit : standard;
    return [{ size: kib, dir, ...(kib === standard && { default: true }) }];
  });
};

export const argvConfig = (host: DriverHost, places: Places): ArgvConfig => {
  const values = host.config('qemu.conf');
  const flag = (key: string, otherwise: boolean): boolean => {
    const value = values[key];
    return typeof value === 'number' ? value !== 0 : otherwise;
  };
  const text = (key: string, otherwise: string): string => {
    const value = values[key];
    return typeof value === 'string' && value !== '' ? value : otherwise;
  };
  const optional = (key: string): string | undefined => text(key, '') || undefined;
  const base = defaultArgvConfig;
  const defaultTls = text('default_tls_x509_cert_dir', '');
  const tls = (key: string, otherwise: string): string =>
    text(key, defaultTls || (existsSync(otherwise) ? otherwise : '/etc/pki/qemu'));
  return {
    ...base,
    dumpGuestCore: flag('dump_guest_core', base.dumpGuestCore),
    setProcessName: flag('set_process_name', base.setProcessName),
    seccompSandbox: flag('seccomp_sandbox', base.seccompSandbox),
    logTimestamp: flag('log_timestamp', base.logTimestamp),
    vncPassword: optional('vnc_password') !== undefined,
    vncTls: flag('vnc_tls', base.vncTls),
    vncTlsCertDir: tls('vnc_tls_x509_cert_dir', base.vncTlsCertDir),
    vncTlsVerify: flag('vnc_tls_x509_verify', base.vncTlsVerify),
    vncTlsSecret: optional('vnc_tls_x509_secret_uuid'),
    vncSasl: flag('vnc_sasl', base.vncSasl),
    vncSaslDir: optional('vnc_sasl_dir'),
    vncListen: text('vnc_listen', base.vncListen),
    vncAutoUnixSocket: flag('vnc_auto_unix_socket', base.vncAutoUnixSocket),
    vncAllowHostAudio: flag('vnc_allow_host_audio', base.vncAllowHostAudio),
    spicePassword: optional('spice_password') !== undefined,
    spiceTls: flag('spice_tls', base.spiceTls),
    spiceTlsCertDir: tls('spice_tls_x509_cert_dir', base.spiceTlsCertDir),
    spiceSasl: flag('spice_sasl', base.spiceSasl),
    spiceSaslDir: optional('spice_sasl_dir'),
    spiceListen: text('spice_listen', base.spiceListen),
    spiceAutoUnixSocket: flag('spice_auto_unix_socket', base.spiceAutoUnixSocket),
    nogfxAllowHostAudio: flag('nographics_allow_host_audio', base.nogfxAllowHostAudio),
    chardevTls: flag('chardev_tls', base.chardevTls),
    chardevTlsCertDir: tls('chardev_tls_x509_cert_dir', base.chardevTlsCertDir),
    chardevTlsVerify: flag('chardev_tls_x509_verify', base.chardevTlsVerify),
    chardevTlsSecret: optional('chardev_tls_x509_secret_uuid'),
    nbdTls: flag('nbd_tls', base.nbdTls),
    nbdTlsCertDir: tls('nbd_tls_x509_cert_dir', base.nbdTlsCertDir),
    nbdTlsSecret: optional('nbd_tls_x509_secret_uuid'),
    vxhsTls: flag('vxhs_tls', base.vxhsTls),
    vxhsTlsCertDir: tls('vxhs_tls_x509_cert_dir', base.vxhsTlsCertDir),
    glusterDebugLevel: Number(values.gluster_debug_level ?? base.glusterDebugLevel),
    hugetlbfs: mountedHugepages(),
    memoryBackingDir: text('memory_backing_dir', places.ram),
    nvramDir: places.nvram,
    channelTargetDir: places.channel,
    libDir: places.lib,
    deprecationBehavior: text('deprecation_behavior', base.deprecationBehavior),
  };
};
