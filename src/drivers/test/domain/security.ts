// Security of simulated guests: their labels, and the memory encryption of the simulated host (AMD SEV) with a
// measurement to verify and a secret to hand over.
import { createHash } from 'node:crypto';
import { param, type TypedParam } from '../../../../schemas/rpc/types.ts';
import type { LaunchSecurity } from '../../../../schemas/xml/domain/security.ts';
import { invalidOperation } from '../../common/errors.ts';
import { paramText, validateParams } from '../../common/params.ts';
import { DomainState } from '../../common/states.ts';
import type { PartialTable } from '../../table.ts';
import type { DomainHost } from './lifecycle.ts';
import { checkActive, invalid, type SimDomain, unsupportedOperation } from './object.ts';

const API_MAJOR = 1;
const API_MINOR = 51;
const BUILD_ID = 3;
const secretParameters = { 'sev-secret-header': 7, 'sev-secret': 7, 'sev-secret-set-address': 4 } as const;

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const label = (text: string): Buffer => Buffer.from(`${text}\0`);
const labelOf = (dom: SimDomain) => ({
  label: label(dom.active ? 'libvirt-test' : ''),
  enforcing: dom.active ? 1 : 0,
});

const launchSecurityOf = (dom: SimDomain): LaunchSecurity | undefined => dom.def.launchSecurity;

/** A digest that stays with the guest: 32 bytes of measurement and 16 of nonce, as SEV's firmware has it. */
const measurementOf = (dom: SimDomain): string =>
  createHash('sha384').update(dom.uuid).digest().subarray(0, 48).toString('base64');

const launchInfo = (dom: SimDomain): TypedParam[] => {
  const security = launchSecurityOf(dom);
  const firmware = [
    param.uint('sev-api-major', API_MAJOR),
    param.uint('sev-api-minor', API_MINOR),
    param.uint('sev-build-id', BUILD_ID),
  ];
  if (security?.type === 'sev')
    return [
      param.string('sev-measurement', measurementOf(dom)),
      ...firmware,
      param.uint('sev-policy', Number(security.policy)),
    ];
  if (security?.type === 'sev-snp')
    return [...firmware, param.ullong('sev-snp-policy', Number(security.policy))];
  return [];
};

export const securitySlots = ({ domains }: DomainHost) =>
  ({
    domainGetSecurityLabel: (_ctx, { dom }) => labelOf(domains.find(dom)),
    domainGetSecurityLabelList: (_ctx, { dom }) => ({ labels: [labelOf(domains.find(dom))], ret: 1 }),
    domainGetLaunchSecurityInfo: (_ctx, { dom: wanted }) => {
      const dom = domains.find(wanted);
      if (launchSecurityOf(dom)) checkActive(dom);
      return { params: launchInfo(dom) };
    },
    domainSetLaunchSecurityState: (_ctx, { dom: wanted, params }) => {
      validateParams(params, secretParameters);
      const dom = domains.find(wanted);
      checkActive(dom);
      if (launchSecurityOf(dom)?.type !== 'sev')
        throw unsupportedOperation('setting a launch secret is only supported in SEV-enabled domains');
      for (const field of ['sev-secret-header', 'sev-secret'] as const)
        if (!paramText(params, field)) throw invalid('Both secret and the secret header are required');
      if (dom.state !== DomainState.PAUSED) throw invalidOperation('domain must be in a paused state');
    },
    nodeGetSEVInfo: () => {
      const params = [
        param.string('pdh', base64('simulated platform Diffie-Hellman key')),
        param.string('cert-chain', base64('simulated certificate chain')),
        param.string('cpu0-id', base64('simulated CPU')),
        param.uint('cbitpos', 47),
        param.uint('reduced-phys-bits', 1),
        param.uint('max-guests', 15),
        param.uint('max-es-guests', 15),
      ];
      return { params, nparams: params.length };
    },
  }) satisfies PartialTable<'hypervisor'>;
