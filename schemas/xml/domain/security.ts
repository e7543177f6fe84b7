// Security labels, launch security, key wrapping: https://libvirt.org/formatdomain.html#security-label
import { ErrorCode } from '../../errors.ts';
import * as x from '../dsl.ts';

interface Label {
  type?: string;
  model?: string;
  relabel?: boolean;
  label?: string;
  imagelabel?: string;
  baselabel?: string;
}

const unsupported = (text: string): x.Message => ({ code: ErrorCode.CONFIG_UNSUPPORTED, text });

/** libvirt keeps of a label only what its type and the state of the guest give a meaning. */
const settleLabel = (seclabel: Label, { flags }: x.RuleContext): x.Message | undefined => {
  seclabel.type ??= 'dynamic';
  seclabel.relabel ??= seclabel.type === 'dynamic';
  const { relabel } = seclabel;
  if (seclabel.type === 'dynamic' && !relabel)
    return unsupported('dynamic label type must use resource relabeling');
  if (seclabel.type === 'none' && relabel) {
    return unsupported("resource relabeling is not compatible with 'none' label type");
  }
  if (seclabel.model === 'none') {
    if (flags.inactive) {
      seclabel.type = 'none';
      seclabel.relabel = false;
    }
    if (seclabel.type !== 'none') return unsupported(`unsupported type='${seclabel.type}' to model 'none'`);
  }
  const { type } = seclabel;
  const running = !flags.inactive && type !== 'none';
  if (type === 'static' || running) {
    if (seclabel.label === undefined) return 'security label is missing';
  } else delete seclabel.label;
  if (relabel && running) {
    if (seclabel.imagelabel === undefined) return 'security imagelabel is missing';
  } else delete seclabel.imagelabel;
  if (type !== 'dynamic') delete seclabel.baselabel;
  return undefined;
};

export const Seclabel = x.element(
  'seclabel',
  {
    type: x.attr(x.oneWord(['none', 'dynamic', 'static']), {
      default: 'dynamic',
      invalid: 'invalid security type',
    }),
    model: x.attr(x.text, { empty: 'absent' }),
    relabel: x.attr(x.yesNo, {
      when: (l: Label) => l.type !== 'none',
      invalid: 'invalid security relabel value {value}',
    }),
    label: x.child(x.text),
    imagelabel: x.child(x.text, { when: (l: Label) => l.relabel === true }),
    baselabel: x.child(x.text, { when: (l: Label) => l.type === 'dynamic' }),
  },
  settleLabel,
);

const sevCommon = {
  kernelHashes: x.attr(x.yesNo),
  cbitpos: x.child(x.uint(), { invalid: 'Invalid format for launch security cbitpos' }),
  reducedPhysBits: x.child(x.uint(), { invalid: 'Invalid format for launch security reduced-phys-bits' }),
};
export const LaunchSecurity = x.element('launchSecurity', {
  type: x.attr(x.oneWord(['sev', 'sev-snp', 's390-pv']), { required: true }),
  $type: x.oneOf('type', {
    sev: {
      ...sevCommon,
      policy: x.child(x.hex(4), {
        required: 'failed to get launch security policy',
        invalid: 'failed to get launch security policy',
      }),
      dhCert: x.child(x.text),
      session: x.child(x.text),
    },
    'sev-snp': {
      kernelHashes: sevCommon.kernelHashes,
      authorKey: x.attr(x.yesNo),
      vcek: x.attr(x.yesNo),
      cbitpos: sevCommon.cbitpos,
      reducedPhysBits: sevCommon.reducedPhysBits,
      policy: x.child(x.hex(8, { max: Number.MAX_SAFE_INTEGER }), {
        required: 'failed to get launch security policy',
      }),
      guestVisibleWorkarounds: x.child(x.text),
      idBlock: x.child(x.text),
      idAuth: x.child(x.text),
      hostData: x.child(x.text),
    },
  }),
});
export type LaunchSecurity = x.TypeOf<typeof LaunchSecurity>;

export const ciphers = x.children(
  'cipher',
  {
    name: x.attr(x.oneWord(['aes', 'dea']), { required: true }),
    state: x.attr(x.onOff, { required: true }),
  },
  { wrap: 'keywrap' },
);
