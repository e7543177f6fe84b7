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

/** libvirt keeps of a label only what its type and the state of the guest give a meaning. */
const settleLabel = (seclabel: Label, { flags }: x.RuleContext): x.Message | undefined => {
  seclabel.type ??= 'dynamic';
  const { type, model } = seclabel;
  if (type === 'dynamic' || (type === 'none' && !seclabel.model)) {
    if (type === 'none' && seclabel.relabel) {
      return {
        code: ErrorCode.CONFIG_UNSUPPORTED,
        text: "resource relabeling is not compatible with 'none' label type",
      };
    }
  }
  if (type === 'dynamic' && seclabel.relabel === false)
    return 'dynamic label type must use resource relabeling';
  if (type === 'none' && seclabel.relabel === true)
    return "resource relabeling is not compatible with 'none' label type";
  seclabel.relabel ??= type === 'dynamic';
  const keepLabel = type === 'static' || (!flags.inactive && type !== 'none');
  if (
    keepLabel &&
    seclabel.label === undefined &&
    !(type === 'dynamic' && flags.inactive) &&
    type === 'static'
  )
    return 'security label is missing';
  if (!keepLabel) delete seclabel.label;
  if (!seclabel.relabel || flags.inactive || type === 'none') delete seclabel.imagelabel;
  if (type !== 'dynamic') delete seclabel.baselabel;
  if (model === undefined && (seclabel.label !== undefined || seclabel.baselabel !== undefined))
    return 'missing security model';
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
