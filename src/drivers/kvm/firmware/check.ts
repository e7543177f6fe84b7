// What `<os>` may not say about firmware, whatever is installed.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import type { Domain } from '../../../../schemas/xml/domain.ts';

const detail = (text: string): VirError => new VirError(ErrorCode.XML_DETAIL, ErrorDomain.DOMAIN, text);

const checkLoader = ({ os }: Domain): void => {
  const { loader, nvram, firmware } = os;
  const enabled = (name: string): boolean | undefined =>
    os.firmwareInfo?.features.find((feature) => feature.name === name)?.enabled;
  const stored = nvram !== undefined && (nvram.type !== undefined || Boolean(nvram.path));
  if (firmware) {
    if (enabled('enrolled-keys') === true && enabled('secure-boot') === false) {
      throw detail(
        "firmware feature 'enrolled-keys' cannot be enabled when firmware feature 'secure-boot' is disabled",
      );
    }
    if (!loader) return;
    if (stored && firmware !== 'efi') throw detail(`firmware type '${firmware}' does not support nvram`);
  } else {
    if (os.firmwareInfo && os.firmwareInfo.features.length > 0) {
      throw detail('cannot use feature-based firmware autoselection when firmware autoselection is disabled');
    }
    if (!loader) return;
    if (!loader.path) throw detail('no loader path specified and firmware auto selection disabled');
  }
  if (loader.stateless === true) {
    if (nvram?.template !== undefined || stored) {
      throw detail('Variable storage (NVRAM/varstore) is not permitted when loader is stateless');
    }
  }
};

/** Throws what is wrong with the loader, the variable store or the firmware features, or with what is booted without. */
export const checkOs = (domain: Domain): void => {
  const { os } = domain;
  checkLoader(domain);
  if (os.shim !== undefined && os.kernel === undefined) {
    throw new VirError(
      ErrorCode.CONFIG_UNSUPPORTED,
      ErrorDomain.DOMAIN,
      'shim only allowed with kernel option',
    );
  }
};
