// The host's UUID: configured, from SMBIOS, or from the machine id, as virGetHostUUID finds it.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ConfigValues } from '../drivers/host.ts';

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
};

const dashed = (text: string): string | null => {
  const hex = text.replaceAll('-', '').toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(hex) || /^(.)\1*$/.test(hex)) return null;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/** Never changes while the machine stays the same; a made-up one is derived from its host name. */
export const hostUuid = (config: ConfigValues): string => {
  const source = config.host_uuid_source ?? 'smbios';
  const candidates = [
    config.host_uuid as string | undefined,
    source === 'smbios' ? read('/sys/class/dmi/id/product_uuid') : null,
    read('/etc/machine-id'),
    createHash('sha256')
      .update(read('/proc/sys/kernel/hostname') ?? 'host')
      .digest('hex')
      .slice(0, 32),
  ];
  for (const candidate of candidates) {
    const uuid = candidate ? dashed(candidate) : null;
    if (uuid) return uuid;
  }
  return '00000000-0000-4000-8000-000000000001';
};
